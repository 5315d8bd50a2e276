"""Everything between us and one person, newest first, in two queries."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.functional import cached_property

from inventory.drawing import card_address
from inventory.models import Item
from inventory.portrait import jewel_drawing, proportions

from .. import sentences
from ..models import Customer, Interaction

# Hers are the rows of every customer merged into her, and of every visitor who was one of them.
# Each half reads its own index backwards; an entry that names both is given once by the UNION.
SQL = """
WITH RECURSIVE hers(id) AS (
    SELECT %(customer)s::bigint
    UNION SELECT c.id FROM customers_customer c JOIN hers ON c.merged_into_id = hers.id
),
found AS (
    (SELECT i.* FROM customers_interaction i
     WHERE i.customer_id IN (SELECT id FROM hers) ORDER BY i.at DESC LIMIT %(most)s)
    UNION
    (SELECT i.* FROM customers_interaction i
     WHERE i.customer_id IS NULL AND i.visitor IN (
         SELECT visitor FROM customers_visitorlink WHERE customer_id IN (SELECT id FROM hers)
     ) ORDER BY i.at DESC LIMIT %(most)s)
)
SELECT found.*, s.name AS store_name, s.city AS store_city
FROM found LEFT JOIN staff_store s ON s.id = found.store_id
ORDER BY found.at DESC, found.id DESC LIMIT %(most)s
"""
READ = 400  # rows looked at, so that repeated views count although only `limit` entries are shown
ALIKE = {Interaction.Kind.VIEWED, Interaction.Kind.SEARCHED, Interaction.Kind.CHATTED}


@dataclass
class Entry:
    """One line. `times` repeats of the same on that day are folded into it, `nth` counts in all.

    `items` are the pieces that it is about, with their stone or setting.
    """

    kind: str
    channel: str
    at: dt.datetime
    facts: dict
    ref: str
    actor: str
    store: str = ""
    city: str = ""
    items: list[Item] = field(default_factory=list)
    times: int = 1
    nth: int = 1
    item_id: uuid.UUID | None = None

    @property
    def drawing(self) -> str:
        """The address of the drawing beside it, of a stone or of jewellery; or empty."""
        if not self.items:
            return ""
        stone = getattr(self.items[0], "stone", None)
        return card_address(proportions(stone)) if stone else jewel_drawing(self.items[0])

    @property
    def icon(self) -> str:
        return sentences.ICONS.get(self.kind, "info")

    @property
    def is_arrival(self) -> bool:
        return self.kind == Interaction.Kind.ARRIVED

    @cached_property
    def sentence(self) -> tuple[str, str]:
        """(the words in bold, the rest)"""
        return sentences.told(self)


def timeline_of(customer: Customer, limit: int = 60) -> list[Entry]:
    """Her newest `limit` entries; whose they are is found through visitor links and merges."""
    rows = list(Interaction.objects.raw(SQL, {"customer": customer.pk, "most": READ}))
    entries = _folded(rows)[:limit]
    _with_items(entries)
    return entries


def _folded(rows: Sequence[Interaction]) -> list[Entry]:
    """Newest first; the same kind about the same piece on one day (UTC) is one entry."""
    entries: dict[object, Entry] = {}
    so_far: dict[object, int] = defaultdict(int)
    for row in reversed(rows):
        about = (row.kind, row.item)
        so_far[about] += 1
        key = (*about, row.at.date()) if row.kind in ALIKE else row.pk
        before = entries.pop(key, None)
        entries[key] = _entry(row)
        entries[key].times = before.times + 1 if before else 1
        entries[key].nth = so_far[about]
    return list(entries.values())[::-1]


def _entry(row: Interaction) -> Entry:
    return Entry(
        kind=row.kind,
        channel=row.channel,
        at=row.at,
        facts=row.facts,
        ref=row.ref,
        actor=row.actor,
        store=row.store_name or "",
        city=row.store_city or "",
        item_id=row.item,
    )


def _with_items(entries: list[Entry]) -> None:
    """One query for every piece that is named."""
    wanted = {entry.item_id for entry in entries if entry.item_id}
    if not wanted:
        return
    items = Item.objects.select_related("stone", "setting", "product")
    found = {item.public_id: item for item in items.filter(public_id__in=wanted)}
    for entry in entries:
        if entry.item_id in found:
            entry.items = [found[entry.item_id]]
