"""The columns as binary COPY writes them, kept as arrays of small numbers while they come."""

from io import RawIOBase

import numpy as np

from ..models.listing import MAIN, RARE

WIDE = {"item_id": "i8", "price": "i8", "carat": "i2", "place": "i2"}
WIDE |= {"table_pct": "i2", "depth_pct": "i2", "ratio": "i2"}
NAMES = ("item_id", "is_unsold", *MAIN, *RARE)
TYPES = {name: WIDE.get(name, "i1") for name in NAMES}
# How binary COPY writes a row: how many fields, then each one's length and bytes (big-endian).
WRITTEN = {"item_id": ">i8", "price": ">i8", "is_unsold": "i1"}
ROW = np.dtype(
    [("fields", ">i2")]
    + [
        part
        for name in NAMES
        for part in ((f"length_of_{name}", ">i4"), (name, WRITTEN.get(name, ">i2")))
    ]
)
HEADER, TRAILER = 19, 2
CHUNK = 20_000 * ROW.itemsize


class Copied(RawIOBase):
    """Where binary COPY writes: it keeps small numbers and lets the bytes go."""

    def __init__(self) -> None:
        self.bytes, self.begun = bytearray(), False
        self.parts: dict[str, list[np.ndarray]] = {name: [] for name in NAMES}

    def write(self, data) -> int:
        self.bytes += data
        if not self.begun and len(self.bytes) >= HEADER:
            del self.bytes[:HEADER]
            self.begun = True
        if len(self.bytes) >= CHUNK:
            self._take(len(self.bytes) // ROW.itemsize)
        return len(data)

    def columns(self) -> dict[str, np.ndarray]:
        self._take((len(self.bytes) - TRAILER) // ROW.itemsize)
        return {name: np.concatenate(parts) for name, parts in self.parts.items()}

    def _take(self, rows: int) -> None:
        read = np.frombuffer(self.bytes, ROW, rows)
        if rows and not (read["fields"] == len(NAMES)).all():
            raise ValueError("COPY writes rows of another width than expected.")
        for name in NAMES:
            self.parts[name].append(read[name].astype(TYPES[name]))
        del read
        del self.bytes[: rows * ROW.itemsize]
