"""A progress bar in plain characters: it moves on a terminal, and is ten lines in a log."""

from typing import TextIO

WIDTH = 30


class Bar:
    def __init__(self, out: TextIO, label: str, total: int) -> None:
        self.out, self.label, self.total = out, label, max(total, 1)
        self.moves = bool(getattr(out, "isatty", lambda: False)())
        self.shown = -1

    def __call__(self, done: int) -> None:
        """`done` of the total; the last one ends the line."""
        share = min(done / self.total, 1)
        tenth = int(share * 10)
        if not self.moves and tenth == self.shown:
            return
        self.shown = tenth
        full = round(share * WIDTH)
        bar = "#" * full + "." * (WIDTH - full)
        line = f"  {self.label:<28} [{bar}] {share:4.0%}  {done:,} of {self.total:,}"
        end = "\n" if not self.moves or share == 1 else ""
        self.out.write(("\r" if self.moves else "") + line + end)
        self.out.flush()
