"""What a list would change, as people read it: before and after, row by row."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from omni.lib.money import shown

from ..models import Import, ImportProblem, ImportRow
from ..models.stone import Clarity, Colour, Cut, Fluorescence, Hue, Intensity, Shape

COLUMNS = {
    "price": "price", "cost": "cost", "stock": "stock", "title": "title", "lab": "laboratory",
    "number": "report", "shape": "shape", "carat": "carat", "colour": "colour",
    "fancy": "fancy colour", "intensity": "intensity", "overtone": "overtone",
    "clarity": "clarity", "cut": "cut", "source_cut": "their word for the cut", "polish": "polish",
    "symmetry": "symmetry", "fluorescence": "fluorescence", "is_lab_grown": "lab-grown",
    "length": "length", "width": "width", "depth": "depth", "table_pct": "table %",
    "depth_pct": "depth %", "crown_angle": "crown angle", "pavilion_angle": "pavilion angle",
    "girdle_pct": "girdle %", "star_pct": "star %", "lower_half_pct": "lower half %",
    "typical": "usual values",
}  # fmt: skip
CHOICES = {
    "shape": Shape, "colour": Colour, "clarity": Clarity, "cut": Cut, "polish": Cut,
    "symmetry": Cut, "fluorescence": Fluorescence, "fancy": Hue, "intensity": Intensity,
}  # fmt: skip
TABS = {
    "changed": gettext_lazy("Changed"),
    "new": gettext_lazy("New"),
    "gone": gettext_lazy("No longer offered"),
    "protected": gettext_lazy("Left as they are"),
    "refused": gettext_lazy("Refused"),
    "kept": gettext_lazy("Not undone"),
}
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class Change:
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """One row of the table: which piece, and what becomes of it."""

    row: ImportRow
    name: str
    changes: list[Change]


class ReportPage:
    """A fate's rows for a paginator: problems of refused rows, `Told` of the others."""

    def __init__(self, fate: str, rows: QuerySet, told: Callable[[ImportRow], Told] | None) -> None:
        self.fate, self.rows, self._told, self.page = fate, rows, told, None

    @property
    def lines(self) -> list:
        return [self._told(row) for row in self.page] if self._told else list(self.page)


def tabs(run: Import) -> dict[str, tuple[str, int]]:
    """{fate: (its words, rows)} of those that there are; what wasn't undone first."""
    counts = dict(run.counts)
    kept = run.outcome.get("kept", 0) if run.state == Import.State.UNDONE else 0
    found = {"kept": (TABS["kept"], kept)} if kept else {}
    if run.state == Import.State.DONE:
        counts |= {"protected": run.outcome.get("protected", counts.get("protected", 0))}
    return found | {fate: (words, counts[fate]) for fate, words in TABS.items() if counts.get(fate)}


def report_page(run: Import, fate: str, *, with_cost: bool) -> ReportPage:
    if fate == "refused":
        return ReportPage(fate, run.problems.order_by("line", "pk"), None)
    told = partial(told_row, run=run, with_cost=with_cost)
    return ReportPage(fate, rows_of(run, fate), told)


def _told(row: ImportRow, currency: str, with_cost: bool) -> Told:
    name = row.item.title if row.item_id else row.facts.get("title", "")
    if row.fate == "new":
        word = _word(currency)
        shown = ("price", "cost") if with_cost else ("price",)
        found = [Change(COLUMNS[k], "", word(k, row.facts[k])) for k in shown if k in row.facts]
        return Told(row, name, found)
    found = changes(row, currency)
    return Told(row, name, [one for one in found if with_cost or one.column != COLUMNS["cost"]])


def refused_cells(run: Import) -> Iterable[list[object]]:
    """Line, column, value and reason of every refusal; no spreadsheet takes one for a formula."""
    for problem in ImportProblem.objects.filter(run=run).order_by("line", "pk"):
        yield [problem.line, *map(_harmless, (problem.column, problem.value, problem.reason))]


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def rows_of(run: Import, fate: str) -> QuerySet[ImportRow]:
    """In the order of the file. `kept` are those of any fate that an undo left as they were."""
    if fate == "kept":
        rows = run.rows.filter(state=ImportRow.State.KEPT).exclude(fate="protected")
    else:
        rows = run.rows.filter(fate=fate)
    return rows.select_related("item").order_by("line", "pk")


def told_row(row: ImportRow, run: Import, *, with_cost: bool) -> Told:
    """One of its rows in words."""
    return _told(row, run.terms.get("ours", "AUD"), with_cost)


def changes(row: ImportRow, currency: str = "AUD") -> list[Change]:
    """What differs, prices first; what follows from others, such as the title, is left out.

    Of a row where nothing does, the links that it brings.
    """
    differing, before = row.change or {}, row.before or {}
    if not differing:
        return [Change(kind, "", link) for kind, link in (row.links or {}).items()]
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
        "overtone": lambda value: value or "none",
        "stock": lambda value: "in stock" if value else "not in stock",
        "is_lab_grown": lambda value: "yes" if value else "no",
    }
    return word
