"""Drawings kept as files under the hash of their address: made once, never changed."""

import os
import tempfile
from hashlib import sha256
from pathlib import Path

from inventory.drawing.address import JSON, content_type, draw

SHELF = 400
"""Drawings kept per folder, of 256; past that (somebody is making addresses up) none is kept."""


def path_for(directory: Path, name: str) -> Path:
    """Where the drawing of an address lies; the name on disk never holds what a visitor typed."""
    digest = sha256(name.encode()).hexdigest()[:20]
    suffix = "json" if content_type(name) == JSON else "svg"
    return Path(directory) / digest[:2] / f"{digest}.{suffix}"


def get_or_make(directory: Path, name: str) -> tuple[bytes, str]:
    """(body, content type); draws on first need. BadCode when the address is none of ours.

    Two processes may draw the same stone at once: both write the same bytes, and the rename
    means that a reader sees a whole file or none.
    """
    target = path_for(directory, name)
    try:
        return target.read_bytes(), content_type(name)
    except FileNotFoundError:
        body = draw(name).encode()
    target.parent.mkdir(parents=True, exist_ok=True)
    if len(os.listdir(target.parent)) < SHELF:
        _keep(target, body)
    return body, content_type(name)


def _keep(target: Path, body: bytes) -> None:
    handle, passing = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
        os.chmod(passing, 0o644)
        os.replace(passing, target)
    except BaseException:
        os.unlink(passing)
        raise
