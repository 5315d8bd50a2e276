"""What somebody wrote into the shop's search box: a piece by its number, stones, rings."""

import re
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.db.models import Q

from ..metals import METALS
from ..models import Item, RingSetting
from .facets import Facets
from .jewellery import Jewel, jewels_like
from .lookup import whole
from .places import StorePlace
from .search import Found, find
from .sentence import CLOSE, FILLERS, LONGEST, understand
from .settings import listed_settings
from .tags import numbered, stock_number

SHOWN = 6
REPORT = re.compile(r"[0-9]{6,16}")
RING_WORDS = frozenset(("ring", "rings", "setting", "settings", "engagement"))


@dataclass(frozen=True, slots=True)
class Written:
    """`piece` is the only answer to a number; `nearly` has reports with one digit other.

    `facets` is what was understood of stones, None when nothing was; `unknown` the rest.
    """

    text: str
    piece: Item | None = None
    nearly: list[Item] = field(default_factory=list)
    facets: Facets | None = None
    stones: list[Found] = field(default_factory=list)
    rings: list[RingSetting] = field(default_factory=list)
    jewels: list[Jewel] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    up_to_nothing: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.piece or self.nearly or self.stones or self.rings or self.jewels)


def written(text: str, places: dict[str, StorePlace]) -> Written:
    """What customers may see of it; seven queries at most."""
    text = stock_number(text.replace("\x00", ""))[:LONGEST]
    if not text:
        return Written(text)
    number = text.replace(" ", "")
    if any(letter.isdigit() for letter in number):
        if piece := piece_numbered(number):
            return Written(text, piece)
        if REPORT.fullmatch(number) and (nearly := reports_like(number)):
            return Written(text, nearly=nearly)
    understood = understand(text, places)
    rings, jewels, unknown = _worn(understood.unknown)
    facets = understood.facets if understood.facets != Facets() else None
    stones = find(facets, size=SHOWN).items if facets else []
    return Written(
        text, facets=facets, stones=stones, rings=rings, jewels=jewels, unknown=unknown,
        up_to_nothing=understood.up_to_nothing,
    )  # fmt: skip


def piece_numbered(number: str) -> Item | None:
    """A listed stone, setting, finished ring or jewellery by stock number, bar code or report
    number; one query."""
    pieces = Item.objects.filter(pk__in=numbered(number), is_listed=True)
    return pieces.filter(whole() | Q(setting__isnull=False)).select_related("stone").first()


def reports_like(number: str, most: int = 3) -> list[Item]:
    """Listed stones whose report has one digit other, or two beside each other swapped; one query.

    Asked for by name, as an index can answer: some 150 numbers.
    """
    digits = "0123456789"
    like = {number[:at] + other + number[at + 1 :] for at in range(len(number)) for other in digits}
    like |= {
        number[:at] + number[at + 1] + number[at] + number[at + 2 :]
        for at in range(len(number) - 1)
    }
    pieces = Item.objects.filter(stone__report__number__in=like - {number}, is_listed=True)
    return list(pieces.select_related("stone__report").order_by("sku")[:most])


def _worn(words: list[str]) -> tuple[list[RingSetting], list[Jewel], list[str]]:
    """Rings and jewellery by these words, and those that neither knows.

    Jewellery is asked about only where a word says nothing of rings; a word that says something of
    one alone leaves the other out.
    """
    rings, left = _rings(words)
    if not left:
        return rings, [], []
    jewels, not_worn = jewels_like(words)
    if set(left) - set(not_worn):
        rings = []
    if set(not_worn) - set(left):
        jewels = []
    return rings, jewels, [word for word in left if word in not_worn]


def _rings(words: list[str]) -> tuple[list[RingSetting], list[str]]:
    """Settings that all of these words say something of, and the words that say nothing."""
    if not words:
        return [], []
    settings = listed_settings()
    said = {one.pk: _words_of(one) for one in settings}
    vocabulary = set().union(*said.values()) if said else set()
    asked, unknown, about_rings = set(), [], False
    for word in words:
        plain = word.lower()
        if plain in RING_WORDS:
            about_rings = True
            continue
        known = [plain] if plain in vocabulary else get_close_matches(plain, vocabulary, 1, CLOSE)
        if known and len(plain) > 2:
            asked.add(known[0])
        else:
            unknown.append(word)
    if not asked and not about_rings:
        return [], unknown
    return [one for one in settings if asked <= said[one.pk]][:SHOWN], unknown


def _words_of(setting: RingSetting) -> set[str]:
    text = f"{setting.item.product.name} {METALS.get(setting.metal, setting.metal)}".lower()
    return {word for word in re.findall(r"[a-z]+", text) if word not in FILLERS}
