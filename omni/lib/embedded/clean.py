"""Removes everything under `var/`, and the data that root's servers keep elsewhere."""

import os
import shutil
import sys
from pathlib import Path

from omni.lib.embedded.place import NOTE
from omni.lib.embedded.servers import held

ROOT = Path(__file__).resolve().parents[3]


def main() -> None:
    var = Path(os.environ.get("OMNI_VAR") or ROOT / "var").resolve()
    for lock in [*var.glob("run/lock"), *var.glob("*/run/lock")]:
        if held(lock.parents[1]):
            sys.exit(f"Omni is running on {lock.parents[1]}. Stop it first.")
    for note in [*var.glob(NOTE), *var.glob(f"*/{NOTE}")]:
        shutil.rmtree(note.read_text().strip(), ignore_errors=True)
    shutil.rmtree(var, ignore_errors=True)


if __name__ == "__main__":
    main()
