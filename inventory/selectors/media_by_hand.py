"""What a piece is shown by, one by one, for somebody who may take it down or put it back."""

from dataclasses import dataclass

from django.db.models import F, FilteredRelation, Q

from ..copies import name_of, small
from ..models import Item, StoneMedia

STATE, KIND = StoneMedia.State, StoneMedia.Kind


@dataclass(frozen=True, slots=True)
class ByHand:
    """`nth` is which of the photographs that are on show; `name` is that of our own copy, empty for
    a video; `why` it was taken down, if it was.
    """

    id: int
    kind: str
    nth: int
    name: str
    is_down: bool
    why: str

    @property
    def thumb(self) -> str:
        return small(self.name) if self.kind == KIND.IMAGE else ""


def media_by_hand(item: Item) -> list[ByHand]:
    """On show or taken down, pictures first and the newest first, each file once; one query."""
    rows = (
        StoneMedia.objects.filter(item=item, state__in=(STATE.KEPT, STATE.LINK, STATE.DOWN))
        .annotate(down=FilteredRelation("takedowns", condition=Q(takedowns__back_at=None)))
        .annotate(said=F("down__why"))
        .order_by("-pk")
    )
    first = {(row.kind, row.file or row.url): row for row in reversed(rows)}
    found, nth = [], 0
    order = list(KIND)
    for row in sorted(reversed(first.values()), key=lambda row: order.index(row.kind)):
        is_down = row.state == STATE.DOWN
        nth += row.kind == KIND.IMAGE and not is_down
        found.append(ByHand(row.pk, row.kind, nth, name_of(row.file), is_down, row.said or ""))
    return found
