"""What a list would change, as people read it: before and after, row by row."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from omni.lib.money import shown

from ..models import Import, ImportRow
from ..models.stone import Clarity, Colour, Cut, Fluorescence, Shape

COLUMNS = {
    "price": "price", "cost": "cost", "stock": "stock", "title": "title", "lab": "laboratory",
    "number": "report", "shape": "shape", "carat": "carat", "colour": "colour",
    "clarity": "clarity", "cut": "cut", "source_cut": "his word for the cut", "polish": "polish",
    "symmetry": "symmetry", "fluorescence": "fluorescence", "is_lab_grown": "lab-grown",
    "length": "length", "width": "width", "depth": "depth", "table_pct": "table %",
    "depth_pct": "depth %", "crown_angle": "crown angle", "pavilion_angle": "pavilion angle",
    "girdle_pct": "girdle %", "star_pct": "star %", "lower_half_pct": "lower half %",
    "typical": "usual values",
}  # fmt: skip
CHOICES = {
    "shape": Shape, "colour": Colour, "clarity": Clarity, "cut": Cut, "polish": Cut,
    "symmetry": Cut, "fluorescence": Fluorescence,
}  # fmt: skip
ORDER = ("changed", "new", "gone", "protected", "refused")


@dataclass(frozen=True, slots=True)
class Change:
    column: str
    before: str
    after: str


def rows_of(run: Import, fate: str) -> QuerySet[ImportRow]:
    kept = run.rows.filter(fate=fate).select_related("item")
    return kept.order_by("line", "pk")


def changes(row: ImportRow, currency: str = "AUD") -> list[Change]:
    """What differs, prices first; what follows from others, such as the title, is left out."""
    differing, before = row.change or {}, row.before or {}
    names = [name for name in COLUMNS if name in differing]
    if len(names) > 1:
        names = [name for name in names if name not in ("title", "typical")] or names
    word = _word(currency)
    return [
        Change(COLUMNS[name], word(name, before.get(name)), word(name, differing[name]))
        for name in names
    ]


def change_words(row: ImportRow, currency: str = "AUD") -> str:
    return "; ".join(f"{c.column} {c.before} → {c.after}" for c in changes(row, currency))


def _word(currency: str) -> Callable[[str, object], str]:
    def word(name: str, value: object) -> str:
        if value is None:
            return "none"
        if name in CHOICES:
            return str(CHOICES[name](value).label)
        if isinstance(value, list):
            return ", ".join(COLUMNS.get(one, one) for one in value) or "none"
        return words.get(name, str)(value)

    words = {
        "price": lambda value: shown(Decimal(str(value)), currency),
        "cost": lambda value: shown(Decimal(str(value)), currency),
        "stock": lambda value: "in stock" if value else "not in stock",
        "is_lab_grown": lambda value: "yes" if value else "no",
    }
    return word
