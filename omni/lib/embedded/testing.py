"""Runs pytest, or one management command, on embedded servers of its own: bin/test and bin/dev."""

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from omni.lib.embedded.files import allow_many_files
from omni.lib.embedded.refusal import CannotStart, sentence
from omni.lib.embedded.servers import held, lay_out, running

ROOT = Path(__file__).resolve().parents[3]
VAR = Path(os.environ.get("OMNI_VAR") or ROOT / "var").resolve()
SLOTS = 9


def run_pytest(arguments: list[str]) -> int:
    """Runs the suite on the first free test cluster; one that was used before keeps its schema."""
    with _free_slot() as (var, found):
        print_of = _migrations()
        known = var / "migrations.sha256"
        fresh = not known.exists() or known.read_text() != print_of
        known.unlink(missing_ok=True)
        if "--create-db" not in arguments:
            arguments = ["--create-db" if fresh else "--reuse-db", *arguments]
        (var / "static").mkdir(exist_ok=True)
        environ = os.environ | found | {"OMNI_MODE": "test", "OMNI_VAR": str(var)}
        status = _run([sys.executable, "-m", "pytest", *arguments], environ)
        known.write_text(print_of)
        return status


def run_manage(arguments: list[str]) -> int:
    """Runs `manage.py` on the servers of `make run`, or starts them for as long as it takes."""
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    lay_out(VAR)
    if held(VAR):
        return _run(command, os.environ)
    with running(VAR) as found:
        return _run(command, os.environ | found)


@contextmanager
def _free_slot() -> Iterator[tuple[Path, Mapping[str, str]]]:
    for number in range(SLOTS):
        var = VAR / f"test-{number}"
        lay_out(var)
        if not held(var):
            with running(var, durable=False) as found:
                yield var, found
            return
    raise CannotStart(f"{SLOTS} test runs are already going on in {VAR}.")


def _migrations() -> str:
    """A fingerprint of every migration: an edited one needs a new database."""
    digest = hashlib.sha256()
    for file in sorted(ROOT.glob("*/migrations/*.py")) + sorted(
        ROOT.glob("omni/*/migrations/*.py")
    ):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _run(command: list[str], environ: Mapping[str, str]) -> int:
    """Runs it to its end. A Ctrl-C reaches it from the terminal; a SIGTERM is handed on."""
    child = subprocess.Popen(command, env=dict(environ), cwd=ROOT)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    return child.wait()


def main() -> None:
    task = {"pytest": run_pytest, "manage": run_manage}[sys.argv[1]]
    allow_many_files()
    try:
        status = task(sys.argv[2:])
    except CannotStart as refusal:
        sys.exit(str(refusal))
    except OSError as error:
        sys.exit(sentence(error, VAR))
    sys.exit(status if status >= 0 else 128 - status)


if __name__ == "__main__":
    main()
