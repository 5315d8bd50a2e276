"""Test clusters, each for one process of tests at a time; one that was used before is kept."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from omni.lib.embedded.process import MARK
from omni.lib.embedded.refusal import CannotStart
from omni.lib.embedded.servers import held, lay_out, running

ROOT = Path(__file__).resolve().parents[3]
VAR = Path(os.environ.get("OMNI_VAR") or ROOT / "var").resolve()
SLOTS = 9


@dataclass(frozen=True)
class Slot:
    """`environ` are the variables by which a process of tests finds its servers and its folder.

    `is_new` says that its database must be made: there is none, or a migration has changed.
    """

    environ: Mapping[str, str]
    is_new: bool


@contextmanager
def free_slot() -> Iterator[Slot]:
    """Runs the first cluster that nobody uses; leaves nothing running that was started in it."""
    for number in range(SLOTS):
        var = VAR / f"test-{number}"
        lay_out(var)
        if not held(var):
            with running(var, durable=False) as found, _schema(var) as is_new:
                (var / "static").mkdir(exist_ok=True)
                own = {"OMNI_MODE": "test", "OMNI_VAR": str(var), MARK: str(var / "run")}
                yield Slot({**found, **own}, is_new)
            return
    raise CannotStart(f"{SLOTS} test runs are already going on in {VAR}.")


@contextmanager
def _schema(var: Path) -> Iterator[bool]:
    """Whether the database must be made; noted as made only when the run has come to its end."""
    made, note = _migrations(), var / "migrations.sha256"
    is_new = not note.exists() or note.read_text() != made
    note.unlink(missing_ok=True)
    yield is_new
    note.write_text(made)


def _migrations() -> str:
    """A fingerprint of every migration: an edited one needs a new database."""
    digest = hashlib.sha256()
    for file in sorted(ROOT.glob("*/migrations/*.py")) + sorted(
        ROOT.glob("omni/*/migrations/*.py")
    ):
        digest.update(file.read_bytes())
    return digest.hexdigest()
