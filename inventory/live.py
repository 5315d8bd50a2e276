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
    """After the commit, read what is true then, and tell every open page."""
    if len(event.item_ids) > 200:  # an import: pages heal by their heartbeat
        return
    live.publish_later(
        lambda: {topic(a.public_id): fragment(a) for a in availability(event.item_ids).values()}
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
