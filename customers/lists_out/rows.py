"""What a list says of each piece, read once for the page, the table and the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from inventory import drawing, portrait
from inventory.copies import small
from inventory.models import GradingReport, Item, Stone
from inventory.selectors.availability import Availability, availability
from inventory.selectors.made import MadeRing, rings_among
from inventory.selectors.media import NOTHING, Shown, media_of

from ..models import SelectionPiece


@dataclass(frozen=True, slots=True)
class Row:
    """`stone` and `report` are None for a piece that has none. `page`, `certificate` and `video`
    are whole addresses, empty where there is nothing to open; `face` and `line` are drawings',
    `photo` is the name of a picture of ours.
    """

    item: Item
    title: str
    grades: str
    note: str
    state: Availability
    face: str
    line: str
    page: str
    certificate: str
    video: str
    stone: Stone | None = None
    report: GradingReport | None = None
    photo: str = ""

    @property
    def is_gone(self) -> bool:
        return self.state.kind == "gone"


def rows_of(pieces: Sequence[SelectionPiece]) -> list[Row]:
    """In their order; two queries, for where they are and for what they are shown by.

    One more where any is neither a stone nor a setting.
    """
    ids = [piece.item_id for piece in pieces]
    states, media = (availability(ids), media_of(ids)) if ids else ({}, {})
    others = [piece.item_id for piece in pieces if _is_other(piece.item)]
    rings = rings_among(others) if others else {}
    return [
        _row(
            piece, states[piece.item_id], media.get(piece.item_id, NOTHING),
            rings.get(piece.item_id),
        )
        for piece in pieces
    ]  # fmt: skip


def _is_other(item: Item) -> bool:
    return not hasattr(item, "stone") and not hasattr(item, "setting")


def _row(piece: SelectionPiece, state: Availability, media: Shown, ring: MadeRing | None) -> Row:
    item = piece.item
    stone = getattr(item, "stone", None)
    if not item.is_listed:  # what customers see nowhere else has no address here either
        media = Shown(video=media.video)
    if stone is None:
        face, page = _ring_shown(item, ring)
        words = ring.in_it if ring else ""
        return Row(item, item.title, words, piece.note, state, face, face, page, "", media.video)
    shape, report = portrait.proportions(stone), getattr(stone, "report", None)
    return Row(
        item, portrait.short_title(stone), portrait.grades(stone), piece.note, state,
        drawing.card_address(shape), drawing.card_address(shape, "line"),
        _whole("stone", item.sku) if item.is_listed else "", _certificate(media, report),
        media.video, stone, report,
        small(media.pictures[0]) if media.pictures else "",
    )  # fmt: skip


def _ring_shown(item: Item, ring: MadeRing | None) -> tuple[str, str]:
    """The drawing and the page of a ring, a setting or jewellery; of anything else neither."""
    setting = ring.setting if ring else getattr(item, "setting", None)
    if setting is None:
        shown = portrait.jewel_drawing(item)
        return shown, _whole("piece", item.sku) if shown and item.is_listed else ""
    shape = ring.shape if ring else setting.accepted_shapes[0]
    page = _whole("made" if ring else "piece", item.sku) if item.is_listed else ""
    return portrait.ring_drawing(setting, shape), page


def _certificate(media: Shown, report: GradingReport | None) -> str:
    """Our own copy, else the laboratory's page."""
    if media.certificate:
        return _whole("media", media.certificate)
    verify = report.verify_url if report else ""
    return verify if verify.startswith("https://") else ""


def _whole(name: str, part: str) -> str:
    return settings.PUBLIC_URL + reverse(f"storefront:{name}", args=[part])
