"""Where the embedded servers keep their data, and as whom they run."""

import os
import pwd
import secrets
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from omni.lib.embedded.refusal import CannotStart

NOTE = "embedded.place"
LEAST_FREE = 1_000_000_000  # bytes; the demo shop with its write-ahead log takes a third of it


@dataclass(frozen=True)
class Place:
    """A directory of the servers' own; `uid` is the user they drop to, None for the present one."""

    root: Path
    uid: int | None

    def own(self, path: Path) -> Path:
        """Makes a private directory for the servers' user."""
        path.mkdir(mode=0o700, exist_ok=True)
        if self.uid is not None:
            os.chown(path, self.uid, self.uid)
        return path


def choose(var: Path) -> Place:
    """The place for the servers of `var`: the same at every call, once chosen.

    PostgreSQL refuses to run as root. Root's servers run as `nobody`, who may be unable to reach
    `var` (a clone in /root): then their data goes to /var/lib under a name of its own, which is
    noted in `var`.
    """
    if os.geteuid() != 0:
        place = Place(var / "embedded", None)
    else:
        place = Place(_recorded(var), pwd.getpwnam("nobody").pw_uid)
    place.root.mkdir(mode=0o711, parents=True, exist_ok=True)
    free = shutil.disk_usage(place.root).free
    if free < LEAST_FREE:
        raise CannotStart(
            f"The disk that holds {place.root} has only {free // 1_000_000} MB free; "
            f"Omni needs {LEAST_FREE // 1_000_000} MB."
        )
    return place


def _recorded(var: Path) -> Path:
    note = var / NOTE
    if note.exists():
        return Path(note.read_text().strip())
    root = var / "embedded"
    if not reachable(var):
        shelf = Path("/var/lib")
        if not (os.access(shelf, os.W_OK) and reachable(shelf)):
            shelf = Path(tempfile.gettempdir())
        root = shelf / f"omni-{secrets.token_hex(6)}"
    note.write_text(f"{root}\n")
    return root


def reachable(path: Path) -> bool:
    """Whether every user may pass through this directory and those above it."""
    path = path.resolve()
    return all(each.stat().st_mode & stat.S_IXOTH for each in (path, *path.parents))


def readable_copy(package: Path, place: Place, *beside: str) -> Path:
    """The package's directory, or a copy of it and its neighbours if the user can't read it.

    `beside` are directories next to the package that its programs find by a relative path.
    """
    if place.uid is None or (reachable(package) and _open_to_all(package)):
        return package
    version = str(int(package.stat().st_mtime))
    copy = place.root / "programs" / f"{package.name}-{version}"
    if not copy.exists():
        part = copy.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        for name in (package.name, *beside):
            shutil.copytree(package.parent / name, part / name, ignore=_not_programs)
        for each in (place.root / "programs", part, *part.rglob("*")):
            each.chmod(each.stat().st_mode | (0o755 if each.is_dir() else 0o444))
            if not each.is_dir() and each.stat().st_mode & stat.S_IXUSR:
                each.chmod(0o755)
        part.rename(copy)
    return copy / package.name


def _open_to_all(package: Path) -> bool:
    return all(each.stat().st_mode & stat.S_IROTH for each in package.rglob("*"))


def _not_programs(_: str, names: list[str]) -> set[str]:
    return {"__pycache__", "include"} & set(names)
