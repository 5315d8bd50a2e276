"""One row of a supplier's list: a stone that they offer, or everything that is wrong with it."""

from collections.abc import Callable
from decimal import Decimal

from inventory.drawing.errors import BadProportions
from inventory.drawing.proportions import BOUNDS
from inventory.models.stone import Clarity, Colour, Shape, colour_words

from . import fancy, figures, graded
from .angles import FITTED, depth_of, typical_angles
from .cells import BadCell
from .pricing import CENT, PriceTerms
from .rows import Offer, Problem
from .sheet_rows import NO_VALUE, UNCALCULATED
from .text_rows import Broken
from .understood import Understood

COLOUR = ("colour", "fancy", "intensity", "overtone")
LINKS = ("image", "video", "certificate")
NEEDED = ("shape", "carat", "colour", "clarity")
DEPTH_TOLERANCE = 2  # points between the depth that is said and the one that is measured
DEPTHS = (30, 90)
PRICE_TOLERANCE = Decimal("0.01")  # between the price per carat times the weight and the total
LONGEST_CELL = 500
MOST_REMEMBERED = 20_000  # cells of one column
POSSIBLE = {
    "table_pct": (*BOUNDS["table_pct"], "%"),
    "length": (*BOUNDS["length_mm"], "mm"),
    "width": (*BOUNDS["width_mm"], "mm"),
    "depth": (*BOUNDS["depth_mm"], "mm"),
    "crown_angle": (*BOUNDS["crown_angle"], "degrees"),
    "pavilion_angle": (*BOUNDS["pavilion_angle"], "degrees"),
    "girdle_pct": (*BOUNDS["girdle_pct"], "%"),
    "star_pct": (*BOUNDS["star_pct"], "%"),
    "lower_half_pct": (*BOUNDS["lower_half_pct"], "%"),
}
STONE = (
    "shape", "carat", "colour", "fancy", "intensity", "overtone",
    "clarity", "cut", "polish", "symmetry", "fluorescence",
    "is_lab_grown", "length", "width", "depth", "table_pct", "depth_pct", *FITTED,
)  # fmt: skip
# As decimals, since comparing one with a float costs many times as much.
POSSIBLE = {
    name: (Decimal(str(low)), Decimal(str(high)), f"a cut stone has {low} to {high} {unit}")
    for name, (low, high, unit) in POSSIBLE.items()
}
SHAPE_LABELS = {value: label.lower() for value, label in Shape.choices}
CLARITY_LABELS = dict(Clarity.choices) | {Clarity.NONE.value: ""}


Read = Callable[[str], object]


class Reader:
    """Reads the rows of one list; `header` names its columns in what is said of bad cells."""

    def __init__(self, found: Understood, terms: PriceTerms, header: tuple[str, ...]) -> None:
        self.columns, self.terms, self.header = found.columns, terms, header
        kinds = _readers(found, terms)
        self.cells = [
            (name, n, kinds[name], {}) for name, n in self.columns.items() if name in kinds
        ]

    def read(self, line: int, cells: list[str] | Broken) -> Offer:
        offer = Offer(line)
        if isinstance(cells, Broken):
            offer.problems = [Problem(line, "", cells.text, cells.reason)]
            return offer
        found: dict[str, object] = {}
        for name, n, read, known in self.cells:
            cell = cells[n]
            value = known.get(cell, self)
            if value is self:
                value = value_of(read, cell)
                if len(known) < MOST_REMEMBERED:
                    known[cell] = value
            if isinstance(value, BadCell):
                offer.problems.append(Problem(line, self.header[n], cell, str(value)))
            else:
                found[name] = value
        self._identify(offer, found, cells)
        if not offer.problems:
            self._fill(offer, found, cells)
        return offer

    def _identify(self, offer: Offer, found: dict, cells: list[str]) -> None:
        offer.stock_number = found.pop("stock_number", "")
        lab, number = found.pop("lab", ""), found.pop("number", "")
        if lab and number:
            offer.lab, offer.number = lab, number
        elif number and "lab" in self.columns and not self._is_bad(offer, "lab"):
            self._wrong(offer, cells, "lab", "a report number without its laboratory")
        elif number and "lab" not in self.columns:
            offer.problems.append(
                Problem(offer.line, "", number, "no column says which laboratory it is of")
            )
        if not offer.stock_number and not offer.number and not offer.problems:
            offer.problems.append(
                Problem(offer.line, "", "", "neither a stock number nor a report number")
            )
        offer.links = {
            kind: found.pop(kind)
            for kind in LINKS
            if found.get(kind)
        }  # fmt: skip

    def _fill(self, offer: Offer, found: dict, cells: list[str]) -> None:
        is_offered = found.pop("availability", True)
        if not is_offered:
            offer.facts = {"stock": 0}
            return
        self._colour(offer, found, cells)
        for name in NEEDED:
            if found.get(name) is None and not offer.problems:
                self._wrong(offer, cells, name, "is empty")
        sides = self._sides(offer, found, cells)
        listed = None if offer.problems else self._listed(offer, found, cells)
        if offer.problems:
            return
        self._stone(offer, found, sides, cells)
        if offer.problems:
            return
        cost = self.terms.cost(listed)
        words = colour_words(*(found[name] for name in COLOUR))
        offer.facts |= {
            "stock": 1, "cost": float(cost), "price": float(self.terms.shelf(cost)),
            "title": f"{found['carat']} ct {SHAPE_LABELS[found['shape']]},"
            f" {words} {CLARITY_LABELS[found['clarity']]}".rstrip(),
        }  # fmt: skip
        if offer.number:
            offer.facts |= {"lab": offer.lab, "number": offer.number}

    def _colour(self, offer: Offer, found: dict, cells: list[str]) -> None:
        """A letter or a fancy colour, which may stand in one column or in several."""
        letter, main = found.get("colour"), found.pop("fancy_colour", None)
        strength = found.pop("fancy_intensity", 0)
        tone = found.pop("fancy_overtone", "")
        inline = letter if isinstance(letter, fancy.Fancy) else None
        said = [one for one in (main, inline) if one]
        is_fancy = bool(said or strength or tone)
        if not is_fancy:
            found |= {"fancy": 0, "intensity": 0, "overtone": ""}
        elif letter is not None and inline is None:
            self._wrong(offer, cells, "colour", "a letter beside a fancy colour")
        elif not (hues := {one.hue for one in said if one.hue}):
            self._wrong(offer, cells, "fancy_colour", "a fancy colour, and nobody said which")
        elif len(hues) > 1:
            self._wrong(offer, cells, "fancy_colour", "two columns say different colours")
        else:
            strengths = [one.intensity for one in said if one.intensity]
            found |= {
                "colour": Colour.FANCY.value, "fancy": hues.pop(),
                "intensity": strength or max(strengths, default=0),
                "overtone": tone or next((one.overtone for one in said if one.overtone), ""),
            }  # fmt: skip
        if found.get("clarity") == Clarity.NONE and not is_fancy:
            self._wrong(offer, cells, "clarity", "only a fancy colour goes without a grade")

    def _sides(self, offer: Offer, found: dict, cells: list[str]) -> tuple[Decimal, ...] | None:
        sides = found.pop("measurements", None)
        single = tuple(found.pop(name, None) for name in ("length", "width", "depth"))
        sides = sides or (single if all(single) else None)
        if sides is None:
            name = "measurements" if "measurements" in self.columns else "length"
            self._wrong(offer, cells, name, "is empty")
            return None
        return figures.sorted_sides(found["shape"], sides) if found.get("shape") else sides

    def _listed(self, offer: Offer, found: dict, cells: list[str]) -> Decimal | None:
        """What the supplier asks for the whole stone, in their currency."""
        each, total = found.pop("price_per_carat", None), found.pop("price_total", None)
        base, off = found.pop("list_price", None), found.pop("discount", None)
        if each is None and base is not None and off is not None:
            each = base * (1 - off)
        asked = {"price_total", "price_per_carat", "list_price"} & self.columns.keys()
        if each is None and total is None:
            self._wrong(offer, cells, sorted(asked)[-1], "is empty")
            return None
        by_weight = None if each is None else each * found["carat"]
        if total is None:
            return by_weight
        if by_weight is not None and abs(by_weight - total) > total * PRICE_TOLERANCE:
            reason = f"the price per carat makes it {by_weight.quantize(CENT)}"
            self._wrong(offer, cells, "price_total", reason)
        return total

    def _stone(self, offer: Offer, found: dict, sides: tuple, cells: list[str]) -> None:
        found["length"], found["width"], found["depth"] = sides
        found["is_lab_grown"] = found.pop("origin", None)
        for name, (low, high, reason) in POSSIBLE.items():
            value = found.get(name)
            if value is not None and not low <= value <= high:
                column = name if name in self.columns else "measurements"
                self._wrong(offer, cells, column, reason)
        if offer.problems:
            return
        measured = depth_of(found["shape"], *sides)
        said = found.get("depth_pct") or measured
        low, high = DEPTHS
        if not (low <= measured <= high and abs(measured - said) <= DEPTH_TOLERANCE):
            column = "depth_pct" if "depth_pct" in self.columns else "measurements"
            self._wrong(offer, cells, column, f"the measurements make it {measured} %")
            return
        try:
            usual = typical_angles(found["shape"], measured, found.get("table_pct"))
        except BadProportions:
            self._wrong(offer, cells, "table_pct", "no cut stone has such proportions")
            return
        typical = [name for name in FITTED if found.get(name) is None]
        found |= {name: usual[name] for name in typical}
        offer.facts = {name: _plain(found[name]) for name in STONE if found.get(name) is not None}
        offer.facts["typical"] = typical
        if found.get("cut") is not None:
            offer.facts["source_cut"] = cells[self.columns["cut"]][:20]

    def _wrong(self, offer: Offer, cells: list[str], name: str, reason: str) -> None:
        n = self.columns.get(name)
        column, cell = ("", "") if n is None else (self.header[n], cells[n])
        offer.problems.append(Problem(offer.line, column, cell, reason))

    def _is_bad(self, offer: Offer, name: str) -> bool:
        column = self.header[self.columns[name]]
        return any(problem.column == column for problem in offer.problems)


def value_of(read: Read, cell: str) -> object:
    """What the cell says, or the `BadCell` that it is."""
    try:
        if cell == UNCALCULATED:
            raise BadCell(NO_VALUE)
        if len(cell) > LONGEST_CELL:
            raise BadCell(f"longer than {LONGEST_CELL} characters")
        return read(cell)
    except BadCell as error:
        return error.with_traceback(None)


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else value


def _readers(found: Understood, terms: PriceTerms) -> dict[str, Read]:
    doubts = {
        key.partition(":")[2]: answer
        for key, answer in found.terms.items()
        if key.startswith("shape:")
    }
    scale = found.terms.get("discount_scale", "percent")
    sign = found.terms.get("discount_sign", "no_plus")

    def price(cell: str) -> Decimal | None:
        return figures.money(cell, terms.currency)

    return {
        "stock_number": graded.stock_number,
        "shape": lambda cell: graded.shape(cell, doubts),
        "carat": figures.carat,
        "colour": graded.colour,
        "clarity": graded.clarity,
        "cut": graded.grade,
        "polish": graded.grade,
        "symmetry": graded.grade,
        "fluorescence": graded.fluorescence,
        "measurements": figures.measurements,
        **dict.fromkeys(("length", "width", "depth"), figures.millimetres),
        **dict.fromkeys(
            ("depth_pct", "table_pct", "star_pct", "lower_half_pct"), figures.percent
        ),
        "girdle_pct": figures.girdle,
        **dict.fromkeys(("crown_angle", "pavilion_angle"), figures.degrees),
        "lab": graded.lab,
        "number": graded.report_number,
        **dict.fromkeys(("price_per_carat", "price_total", "list_price"), price),
        "discount": lambda cell: figures.discount(cell, scale=scale, sign=sign),
        "availability": graded.availability,
        "fancy_colour": fancy.whole,
        "fancy_intensity": fancy.intensity,
        "fancy_overtone": fancy.overtone,
        "origin": graded.origin,
        "treatment": graded.untreated,
        **dict.fromkeys(LINKS, graded.link),
    }  # fmt: skip
