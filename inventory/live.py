"""Stock on open pages: the badge is rendered once and sent to everybody who looks at the piece."""

from collections.abc import Iterable

from django.template.loader import render_to_string

from omni.lib import live

from .events import StockChanged
from .models import Item
from .selectors.availability import Availability, availability


def topic(public_id: object) -> str:
    return f"stock:{public_id}"


def badge_html(one: Availability) -> str:
    """The public badge: a word, a place and a shape; never who holds it."""
    return render_to_string("inventory/badge.html", {"a": one}).strip()


def fragment(one: Availability) -> dict:
    return {"version": one.version, "kind": one.kind, "html": badge_html(one)}


def push_stock(event: StockChanged) -> None:
    """After the commit, every open page that shows one of them is told what is true then."""
    if len(event.item_ids) > 200:  # an import: pages heal by their heartbeat
        return
    live.refresh_later(SOURCE, event.item_ids)


def _topic_ids(item_ids: Iterable[int]) -> dict[int, str]:
    rows = Item.objects.filter(pk__in=item_ids).values_list("id", "public_id")
    return {pk: str(public) for pk, public in rows}


SOURCE = live.Source(
    name="stock",
    topic_ids=_topic_ids,
    fragments=lambda ids: {a.public_id: fragment(a) for a in availability(ids).values()},
)


def _ids(public_ids: Iterable[str]) -> dict[int, str]:
    rows = Item.objects.filter(public_id__in=public_ids).values_list("id", "public_id")
    return {pk: str(public) for pk, public in rows}


def versions(public_ids: list[str]) -> dict[str, int]:
    rows = Item.objects.filter(public_id__in=public_ids)
    return {str(p): v for p, v in rows.values_list("public_id", "availability_version")}


def fragments(public_ids: list[str], party: object) -> dict[str, dict]:
    return {a.public_id: fragment(a) for a in availability(_ids(public_ids)).values()}


KIND = live.TopicKind(
    name="stock",
    authorise=lambda party, ids: set(ids),
    versions=versions,
    fragments=fragments,
    public=True,
)
