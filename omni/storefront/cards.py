"""Cards of stones, whose words are found once per version of a stone and kept by the process."""

import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import NamedTuple

from django.db import transaction
from django.http import HttpRequest
from django.utils.safestring import SafeString

from customers.context import held, listed
from customers.selectors.hers import Hold
from inventory import drawing, portrait
from inventory.drawing.cut import CARD
from inventory.selectors.availability import Availability
from inventory.selectors.columns import stones_read
from inventory.selectors.looks import Looks, looks_and_stock, read_free
from inventory.selectors.search import Found
from omni.lib import money
from omni.lib.ids import client_keys
from omni.lib.kept import on_forget
from omni.lib.moulds import NUL, Frame, address, frame
from omni.lib.token import form_token
from omni.lib.translated import language

from .hers import badge_words, her_badge_url

MOST, ONE_IN = 20_000, 20  # less than 1 KB each; of a very large shop one in so many stones
HOUR = 3600  # seconds
WORDS = (
    "own_url", "public_id", "title", "grades", "price", "face", "line", "picture",
    "a.kind", "a.word", "a.version", "sku",
)  # fmt: skip
HEART, FORM = ("hearts",), ("key", "csrf_token")  # of each card, and of the first
HERS = ("hers_url",)  # of what is kept for her
SHAPE = ("gone", "pictured", "on", "first", "mine")
SKU, BETWEEN = WORDS.index("sku"), NUL.encode()
PUBLIC, BADGE = WORDS.index("public_id"), slice(WORDS.index("a.kind"), WORDS.index("a.version"))
CARD_PART = "storefront/parts/stone-card.html"
_made: "OrderedDict[tuple[int, str], Face]" = OrderedDict()
on_forget(_made.clear)


@dataclass(frozen=True, slots=True)
class Face:
    """What a card says, by `WORDS`, as HTML with NUL between; one text takes half of the memory.

    It is true for a `state`: version, price and hour. A picture that comes or goes is a version.
    """

    state: tuple
    words: bytes
    is_gone: bool
    is_pictured: bool
    keeps: bool


class Card(NamedTuple):
    """With its heart, and a badge of what is kept for her; all else is the same for everybody who
    reads this language."""

    item_id: int
    sent: bytes
    sku_sent: bytes

    @property
    def sku(self) -> str:
        return unescape(self.sku_sent.decode())

    @property
    def html(self) -> SafeString:
        return SafeString(self.sent.decode())


def unknown(item_ids: list[int]) -> list[int]:
    """Those of which no card is kept."""
    written, hour = language(), _hour()
    kept = {pk: _made.get((pk, written)) for pk in item_ids}
    return [pk for pk, face in kept.items() if not face or face.state[-1] != hour]


def cards(
    request: HttpRequest, found: Sequence[Found], tag: str = "li", looks: str = ""
) -> list[Card]:
    """In the order given; one query for those that aren't kept and that `looks` doesn't tell of.

    `looks` is what a search brings of those that were `unknown` to it.

    Her shortlist is one more, for somebody who has one. The first has the form of all their hearts,
    so they are shown together, and the first of them stays.
    """
    if not found:
        return []
    faces, hers, kept = _faces(found, looks), set(listed(request)), held(request)
    [key] = client_keys(1)
    hearts = f"hearts-{key[:8]}".encode()
    made: dict[tuple, Frame] = {}
    shown: list[Card] = []
    for one in found:
        if face := faces.get(one.item_id):
            is_kept = one.item_id in kept
            shape = face.is_gone, face.is_pictured, one.item_id in hers, not shown, is_kept
            if not (card := made.get(shape)):
                card = made[shape] = _frame(tag, dict(zip(SHAPE, shape, strict=True)))
            words = [*face.words.split(BETWEEN), hearts]
            if not shown:
                words += [key.encode(), form_token(request).encode()]
            if is_kept:
                words[BADGE], more = _badge(kept[one.item_id], words)
                words.append(more)
            shown.append(Card(one.item_id, card.sent(words), words[SKU]))
    return shown


def _frame(tag: str, shape: dict[str, bool]) -> Frame:
    more = (*(FORM if shape["first"] else ()), *(HERS if shape["mine"] else ()))
    return frame(CARD_PART, *WORDS, *HEART, *more, **shape, tag=tag)


def _badge(hold: Hold, words: Sequence[bytes]) -> tuple[list[bytes], bytes]:
    """Its kind and word for her, and where her page asks for them when the piece has news."""
    said = [escape(word).encode() for word in badge_words(hold)]
    return said, her_badge_url(words[PUBLIC].decode()).encode()


def _hour() -> int:
    return int(time.time() // HOUR)


def _faces(found: Sequence[Found], looks: str) -> dict[int, Face]:
    """By item. A price may change without its stock; a word with a time in it isn't kept.

    Once an hour all are made anew: a store may have been renamed. What was read in a transaction is
    kept when it is committed: rolled back, its versions will be given once more, to other facts.
    """
    written, hour = language(), _hour()
    states = {pk: (version, cents, hour) for pk, version, cents in found}
    faces: dict[int, Face] = {}
    for pk, state in states.items():
        face = _made.get((pk, written))
        if face and face.state == state:
            faces[pk] = face
            _made.move_to_end((pk, written))
    if fresh := dict(_fresh({pk: state for pk, state in states.items() if pk not in faces}, looks)):
        transaction.on_commit(lambda: _keep(fresh, written))
    return faces | fresh


def _keep(fresh: dict[int, Face], written: str) -> None:
    for pk, face in fresh.items():
        if face.keeps:
            _made[pk, written] = face
    most = max(MOST, stones_read() // ONE_IN)
    while len(_made) > most:
        _made.popitem(last=False)


def _fresh(states: dict[int, tuple], looks: str) -> Iterator[tuple[int, Face]]:
    free = read_free(looks) if looks else {}
    found = {pk: free[pk] for pk in states if pk in free}
    if others := [pk for pk in states if pk not in found]:
        found |= looks_and_stock(others)
    for pk, (stone, state) in found.items():
        words = escape(NUL.join(_words(stone, state))).encode()
        gone, keeps = state.kind == "gone", state.kind in ("go", "way")
        yield pk, Face(states[pk], words, gone, bool(stone.photo), keeps)


def _words(stone: Looks, state: Availability) -> tuple[str, ...]:
    face, line = drawing.addresses(portrait.proportions(stone).quantised(CARD), "face", "line")
    return (
        address("storefront:stone", stone.sku),
        state.public_id,
        portrait.short_title(stone),
        portrait.grades(stone),
        money.shown(stone.price, stone.currency),
        address("storefront:drawing", face),
        address("storefront:drawing", line),
        address("storefront:media", stone.picture) if stone.picture else "",
        state.kind,
        state.word,
        str(state.version),
        stone.sku,
    )
