"""Which column is what, and what is left to ask: from the headers, the values and the answers."""

from dataclasses import dataclass, field

from . import questions as ask
from .doubts import certificate_of, cut_of, depth_of_column, scale_of, sign_of
from .errors import UnreadableList
from .graded import plain
from .headers import DOUBT_OF, FIELD_OF
from .looked import MOST_ALIKE, Looked
from .questions import NOT_HERE, Question
from .words import DOUBTFUL_SHAPES

NEEDED = ("shape", "carat", "colour", "clarity")


@dataclass(slots=True)
class Understood:
    """`columns` by our field; `terms` is how some are to be read; `unused` are other headers."""

    columns: dict[str, int] = field(default_factory=dict)
    terms: dict[str, str] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)


def understand(looked: Looked, answers: dict[str, str]) -> Understood:
    """Everything told apart that can be; `answers` by the keys of questions, of this list or kept.

    Raises `UnreadableList` when what a stone needs isn't in any column.
    """
    return _Reading(looked, answers).understood()


class _Reading:
    def __init__(self, looked: Looked, answers: dict[str, str]) -> None:
        self.looked, self.answers, self.names = looked, answers, looked.names
        self.found = Understood()
        self.candidates: dict[str, list[int]] = {}

    def understood(self) -> Understood:
        if len(self.looked.opened.sheets) > 1:
            self._settle(ask.which_sheet(self.looked.opened.sheets))
        self._sort_columns()
        self._settle_doubts()
        for name, columns in self.candidates.items():
            self._choose(name, columns)
        self._need()
        self._settle_words()
        used = set(self.found.columns.values())
        header = self.looked.opened.header
        self.found.unused = [h for n, h in enumerate(header) if n not in used and h]
        return self.found

    def _sort_columns(self) -> None:
        named = {name: n for n, name in enumerate(self.names)}
        for key, name in self.answers.items():
            if key.startswith("column:") and name in named:
                self.found.columns[key.partition(":")[2]] = named[name]
        taken = set(self.found.columns.values())
        for n, name in enumerate(self.names):
            plain_name = name.partition("#")[0]
            meant = FIELD_OF.get(plain_name) or f"?{DOUBT_OF.get(plain_name, '')}"
            if n not in taken and meant != "?":
                self.candidates.setdefault(meant, []).append(n)

    def _settle_doubts(self) -> None:
        for doubt, tell in (
            ("cut", cut_of),
            ("depth", depth_of_column),
            ("certificate", certificate_of),
        ):
            for n in self.candidates.pop(f"?{doubt}", []):
                has = frozenset(self.candidates) | frozenset(self.found.columns)
                meant = tell(self.looked.values.get(n, set()), has)
                meant = meant or self._settle(QUESTIONS[doubt](self._examples(n)))
                if meant:
                    self.candidates.setdefault(MEANINGS[doubt][meant], []).append(n)
        self._settle_price()

    def _settle_price(self) -> None:
        """A header that says which price it is beats one that doesn't."""
        open_ones = self.candidates.pop("?price", [])
        has = {*self.candidates, *self.found.columns}
        if "price" in self.found.columns:
            open_ones = [self.found.columns.pop("price")]
        elif has & {"price_per_carat", "price_total"} or (
            "list_price" in has and "discount" in has
        ):
            return
        if not open_ones:
            return
        if len(open_ones) > 1 and not self._are_twins(open_ones):
            chosen = self._settle(ask.which_column("price", self._columns(open_ones)))
            open_ones = [n for n in open_ones if self.names[n] == chosen]
        if open_ones:
            meant = self._settle(ask.what_price(self._examples(open_ones[0])))
            if meant:
                self.candidates[MEANINGS["price"][meant]] = open_ones[:1]
            else:
                self.found.terms["price"] = "asked"

    def _choose(self, name: str, columns: list[int]) -> None:
        """One column for a field: the only one, one of equals, or the one somebody names."""
        if name in self.found.columns:
            return
        columns = [n for n in columns if self._examples(n)] or columns[:1]
        if len(columns) == 1 or self._are_twins(columns):
            self.found.columns[name] = columns[0]
            return
        chosen = self._settle(ask.which_column(name, self._columns(columns)))
        for n in columns:
            if self.names[n] == chosen:
                self.found.columns[name] = n

    def _need(self) -> None:
        """What a stone can't be without: a column is asked for where one is left."""
        has = self.found.columns
        missing = [name for name in NEEDED if name not in has]
        if not {"measurements"} <= has.keys() and not {"length", "width", "depth"} <= has.keys():
            missing.append("measurements")
        if not {"number", "stock_number"} & has.keys():
            missing.append("number")
        if self.found.terms.pop("price", "") != "asked" and not _has_price(has):
            missing.append("discount" if "list_price" in has else "price")
        asked = {question.key for question in self.found.questions}
        left = [n for n in range(len(self.names)) if n not in has.values() and self.names[n]]
        lost = []
        for name in missing:
            if f"column:{name}" in asked:
                continue
            if (
                not left
                or self._settle(ask.which_column(name, self._columns(left) | NONE)) == NOT_HERE
            ):
                lost.append(name)
        if lost:
            words = ", ".join(str(ask.FIELD_NAMES[name]) for name in lost)
            raise UnreadableList(f"No column of the list says {words}.", missing=lost)

    def _settle_words(self) -> None:
        columns, values = self.found.columns, self.looked.values
        if "shape" in columns:
            words = {plain(cell) for cell in values.get(columns["shape"], set())}
            for word in sorted(words & DOUBTFUL_SHAPES.keys()):
                self._settle(ask.what_shape(word, DOUBTFUL_SHAPES[word]))
        if "discount" in columns and "list_price" in columns:
            n = columns["discount"]
            for key, tell, question in (
                ("discount_scale", scale_of, ask.what_scale),
                ("discount_sign", sign_of, ask.what_sign),
            ):
                told = tell(values.get(n, set()))
                self.found.terms[key] = told or self._settle(question(self._examples(n))) or ""

    def _settle(self, question: Question) -> str:
        """The answer that was given, or nothing: then the question is asked."""
        answer = self.answers.get(question.key, "")
        if answer not in dict(question.options):
            self.found.questions.append(question)
            return ""
        self.found.terms[question.key] = answer
        return answer

    def _are_twins(self, columns: list[int]) -> bool:
        pairs = [(columns[0], n) for n in columns[1:]]
        return len(columns) <= MOST_ALIKE and not self.looked.differ.intersection(pairs)

    def _examples(self, n: int) -> tuple[str, ...]:
        return tuple(self.looked.examples[n])

    def _columns(self, columns: list[int]) -> dict[str, str]:
        header = self.looked.opened.header
        return {
            self.names[n]: f"{header[n]}: {', '.join(self._examples(n)) or '…'}" for n in columns
        }


NONE = {NOT_HERE: "None of them"}
QUESTIONS = {"cut": ask.what_cut, "depth": ask.what_depth, "certificate": ask.what_certificate}
MEANINGS = {
    "cut": {"grade": "cut", "shape": "shape"},
    "depth": {"pct": "depth_pct", "mm": "depth"},
    "certificate": {"lab": "lab", "number": "number", "link": "certificate"},
    "price": {"per_carat": "price_per_carat", "total": "price_total", "list": "list_price"},
}


def _has_price(columns: dict[str, int]) -> bool:
    return bool({"price_per_carat", "price_total"} & columns.keys()) or (
        {"list_price", "discount"} <= columns.keys()
    )
