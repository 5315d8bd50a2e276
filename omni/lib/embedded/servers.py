"""Both embedded servers of one `var/` directory, and the lock that keeps a second pair out."""

import contextlib
import fcntl
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from omni.lib.embedded.place import choose
from omni.lib.embedded.postgres import Postgres
from omni.lib.embedded.process import sweep
from omni.lib.embedded.refusal import CannotStart
from omni.lib.embedded.valkey import Valkey


def lay_out(var: Path) -> None:
    """Makes the directories of `var`."""
    for name in ("", "run", "log"):
        (var / name).mkdir(parents=True, exist_ok=True)


def lock(var: Path) -> IO[str]:
    """Holds `var` for this process, until it ends or closes the file."""
    file = (var / "run" / "lock").open("a")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise CannotStart(f"Omni is already running on {var}. Stop it first.") from None
    return file


def held(var: Path) -> bool:
    """Whether another process holds `var`."""
    try:
        lock(var).close()
    except CannotStart:
        return True
    return False


def servers(
    var: Path, environ: Mapping[str, str] = os.environ, *, durable: bool = True
) -> list[Postgres | Valkey]:
    """Those the environment doesn't name already; not started yet."""
    missing = [
        kind
        for kind, variable in ((Postgres, "DATABASE_URL"), (Valkey, "REDIS_URL"))
        if not environ.get(variable)
    ]
    if not missing:
        return []
    place = choose(var)
    made: list[Postgres | Valkey] = []
    if Postgres in missing:
        log = var / "log" / "postgres.log"
        made.append(Postgres(place=place, run_dir=var / "run", log=log, durable=durable))
    if Valkey in missing:
        made.append(Valkey(place=place, run_dir=var / "run", log=var / "log" / "valkey.log"))
    return made


def addresses(made: list[Postgres | Valkey]) -> dict[str, str]:
    """The environment variables by which the rest of Omni finds them."""
    names = {Postgres: "DATABASE_URL", Valkey: "REDIS_URL"}
    return {names[type(server)]: server.url for server in made}


def note_addresses(var: Path, found: Mapping[str, str]) -> None:
    """Leaves the addresses where `manage.py` looks for them."""
    file = var / "run" / "urls.env"
    file.touch(mode=0o600)
    file.write_text("".join(f"{name}={url}\n" for name, url in found.items()))


def forget_addresses(var: Path) -> None:
    (var / "run" / "urls.env").unlink(missing_ok=True)


@contextlib.contextmanager
def running(
    var: Path, environ: Mapping[str, str] = os.environ, *, durable: bool = True
) -> Iterator[dict[str, str]]:
    """Starts the servers that are missing, yields their addresses, and stops them.

    Whatever else bears the mark of this `var` by then is ended too.
    """
    lay_out(var)
    with lock(var):
        sweep(var / "run")
        made = servers(var, environ, durable=durable)
        try:
            for server in made:
                server.start()
            found = addresses(made)
            note_addresses(var, found)
            yield found
        finally:
            forget_addresses(var)
            for server in reversed(made):
                server.stop()
            sweep(var / "run")
