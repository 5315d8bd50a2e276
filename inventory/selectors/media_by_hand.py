"""What a piece is shown by, one by one, for somebody who may take it down, put it back, or have
what couldn't be fetched asked for again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import F, FilteredRelation, Q

from ..addresses import Unsigned
from ..copies import name_of, small
from ..models import Item, StoneMedia

STATE, KIND = StoneMedia.State, StoneMedia.Kind


@dataclass(frozen=True, slots=True)
class ByHand:
    """`nth` is which of the photographs that are on show; `name` is that of our own copy, empty for
    a video and what was refused; `why` it was taken down or refused, if it was.
    """

    id: int
    kind: str
    nth: int
    name: str
    is_down: bool
    why: str
    is_refused: bool = False

    @property
    def thumb(self) -> str:
        return small(self.name) if self.kind == KIND.IMAGE else ""


def media_by_hand(item: Item) -> list[ByHand]:
    """On show, taken down or refused, pictures first and the newest first, each once.

    One query.
    """
    told = (STATE.KEPT, STATE.LINK, STATE.DOWN, STATE.REFUSED)
    rows = (
        StoneMedia.objects.filter(item=item, state__in=told)
        .annotate(down=FilteredRelation("takedowns", condition=Q(takedowns__back_at=None)))
        .annotate(said=F("down__why"), address=Unsigned("url"))
        .order_by("-pk")
    )
    found, nth = [], 0
    order = list(KIND)
    for row in sorted(_once(rows), key=lambda row: order.index(row.kind)):
        is_down, is_refused = row.state == STATE.DOWN, row.state == STATE.REFUSED
        nth += row.kind == KIND.IMAGE and not (is_down or is_refused)
        why = row.why if is_refused else row.said or ""
        name = "" if is_refused else name_of(row.file)
        found.append(ByHand(row.pk, row.kind, nth, name, is_down, why, is_refused))
    return found


def _once(rows: Iterable[StoneMedia]) -> Iterator[StoneMedia]:
    """The first of those with one copy, or without any, with one address but for its signature."""
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        name = row.kind, row.state, row.digests[-1] if row.digests else row.address
        if name not in seen:
            seen.add(name)
            yield row
