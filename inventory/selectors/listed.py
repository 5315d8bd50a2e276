"""What a listing must satisfy to be what somebody looks for, as SQL; and which of some items do."""

from collections.abc import Iterable

from django.db import connection

from .facets import CHOICES, COLOURS, RANGES, Facets
from .places import store_places

AMONG = "{} = ANY(%s::smallint[])"


def conditions(facets: Facets) -> tuple[str, list]:
    """SQL over the columns of `inventory_listing` and its values; what is sold never fits."""
    parts, values = ["is_unsold"], []
    for name in CHOICES:
        if name not in COLOURS and (codes := facets.chosen(name)):
            parts.append(AMONG.format(name))
            values.append(list(codes))
    if ways := facets.colour_ways:
        either = [" AND ".join(AMONG.format(name) for name in way) for way in ways]
        parts.append(f"({' OR '.join(either)})")
        values += [list(codes) for way in ways for codes in way.values()]
    for name, span in RANGES.items():
        low, high = facets.bounds(name)
        for sign, bound in ((">=", low), ("<=", high)):
            if bound is not None:
                parts.append(f"{span.column} {sign} %s")
                values.append(int(bound * span.scale))
        if low is None and high is not None and name not in ("carat", "price"):
            parts.append(f"{span.column} > 0")  # 0 is what nobody said
    if facets.places:
        parts.append("place = ANY(%s::smallint[])")
        values.append(locations(facets))
    return " AND ".join(parts), values


def locations(facets: Facets) -> list[int]:
    """The ids of the locations that belong to the stores asked for."""
    known = store_places()
    return [pk for slug in facets.places if slug in known for pk in known[slug].locations]


def matching_items(facets: Facets, item_ids: Iterable[int]) -> set[int]:
    """Those of the items that are unsold stones and fit, now; one query."""
    where, values = conditions(facets)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT item_id FROM inventory_listing WHERE item_id = ANY(%s) AND {where}",
            [list(item_ids), *values],
        )
        return {pk for (pk,) in cursor.fetchall()}
