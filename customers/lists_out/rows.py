"""What a list says of each piece, read once for the page, the table and the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from inventory import drawing, portrait
from inventory.models import GradingReport, Item, Stone
from inventory.selectors.availability import Availability, availability
from inventory.selectors.media import videos_of

from ..models import SelectionPiece


@dataclass(frozen=True, slots=True)
class Row:
    """`stone` and `report` are None for a piece that has none. `page`, `certificate` and `video`
    are whole addresses, empty where there is nothing to open; `face` and `line` are drawings'.
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

    @property
    def is_gone(self) -> bool:
        return self.state.kind == "gone"


def rows_of(pieces: Sequence[SelectionPiece]) -> list[Row]:
    """In their order; two queries, for where they are and for their videos."""
    ids = [piece.item_id for piece in pieces]
    states, videos = (availability(ids), videos_of(ids)) if ids else ({}, {})
    return [_row(piece, states[piece.item_id], videos.get(piece.item_id, "")) for piece in pieces]


def _row(piece: SelectionPiece, state: Availability, video: str) -> Row:
    item = piece.item
    stone = getattr(item, "stone", None)
    if stone is None:
        setting = getattr(item, "setting", None)
        face = portrait.ring_drawing(setting, setting.accepted_shapes[0]) if setting else ""
        page = settings.PUBLIC_URL + reverse("storefront:piece", args=[item.sku])
        page = page if setting and item.is_listed else ""
        return Row(item, item.title, "", piece.note, state, face, face, page, "", video)
    shape, report = portrait.proportions(stone), getattr(stone, "report", None)
    page = settings.PUBLIC_URL + reverse("storefront:stone", args=[item.sku])
    verify = report.verify_url if report else ""
    return Row(
        item, portrait.short_title(stone), portrait.grades(stone), piece.note, state,
        drawing.card_address(shape), drawing.card_address(shape, "line"),
        page if item.is_listed else "", verify if verify.startswith("https://") else "",
        video, stone, report,
    )  # fmt: skip
