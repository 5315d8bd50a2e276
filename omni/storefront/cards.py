"""Cards of stones, made once per version of a stone and kept by the process."""

import time
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import SafeString

from inventory import drawing, portrait
from inventory.drawing.cut import CARD
from inventory.models import Stone
from inventory.selectors.availability import Availability
from inventory.selectors.search import Found
from inventory.selectors.stone import stones_and_stock
from omni.lib import money
from omni.lib.kept import on_forget
from omni.lib.moulds import address, filled
from omni.lib.translated import language

from .hearts import Hearts

MOST, HOUR = 6000, 3600  # some 2 KB each; seconds
_made: OrderedDict[tuple, SafeString] = OrderedDict()
on_forget(_made.clear)


@dataclass(frozen=True, slots=True)
class Card:
    """`html` is public: the same for everybody who reads this language; the heart is hers."""

    found: Found
    html: SafeString
    heart: SafeString


def cards(request: HttpRequest, found: Sequence[Found]) -> list[Card]:
    """In the order given; one query for those that changed since this process showed them.

    Her shortlist is one more, for somebody who has one.
    """
    if not found:
        return []
    faces = _faces(found)
    hearts = Hearts(request)
    return [Card(one, faces[one.item_id], hearts.of(one)) for one in found if one.item_id in faces]


def _faces(found: Sequence[Found]) -> dict[int, SafeString]:
    """By item. A price may change without its stock; a word with a time in it isn't kept.

    Once an hour all are made anew: a store may have been renamed.
    """
    apart = language(), int(time.time() // HOUR)
    keys = {one.item_id: (one.item_id, one.version, one.price, *apart) for one in found}
    faces = {pk: _made[key] for pk, key in keys.items() if key in _made}
    for pk, (face, keeps) in _render(pk for pk in keys if pk not in faces).items():
        faces[pk] = face
        if keeps:
            _made[keys[pk]] = face
    for key in keys.values():
        if key in _made:
            _made.move_to_end(key)
    while len(_made) > MOST:
        _made.popitem(last=False)
    return faces


def _render(item_ids: Iterable[int]) -> dict[int, tuple[SafeString, bool]]:
    """By item, its card, and whether it stays true until the stone's version grows."""
    ids = list(item_ids)
    found = stones_and_stock(ids) if ids else {}
    return {
        pk: (_card(stone, state), state.kind in ("go", "way"))
        for pk, (stone, state) in found.items()
    }


def _card(stone: Stone, state: Availability) -> SafeString:
    item, cut = stone.item, portrait.proportions(stone).quantised(CARD)
    words = {
        "own_url": address("storefront:stone", item.sku),
        "public_id": str(item.public_id),
        "title": portrait.short_title(stone),
        "grades": portrait.grades(stone),
        "price": money.shown(item.price, item.currency),
        "face": address("storefront:drawing", drawing.address(cut)),
        "line": address("storefront:drawing", drawing.address(cut, "line")),
        "a": {"kind": state.kind, "word": state.word, "version": str(state.version)},
    }
    return filled("storefront/parts/stone-card.html", words, {"gone": state.kind == "gone"})
