"""Stock on open pages: the badge is rendered once and sent to everybody who looks at the piece."""

from collections.abc import Iterable

from django.template.loader import render_to_string

from omni.lib import live

from .events import StockChanged
from .models import Import, Item
from .selectors.availability import Availability, availability
from .selectors.list_progress import progress_of


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


def list_moved(run_id: int) -> None:
    """After the commit, the open page of a list is told how far it has come."""
    live.publish_later(lambda: _told(Import.objects.filter(pk=run_id)))


def _told(runs) -> dict[str, dict]:
    return {f"list:{run.public_id}": progress_fragment(run) for run in runs}


def progress_fragment(run: Import) -> dict:
    html = render_to_string("inventory/list_progress.html", {"p": progress_of(run)})
    return {"version": run.version, "state": run.state, "html": html.strip()}


def _lists_of(party: object, ids: Iterable[str]) -> set[str]:
    user = party.user
    return set(ids) if user and user.has_perm("inventory.view_import") else set()


LISTS = live.TopicKind(
    name="list",
    authorise=_lists_of,
    versions=lambda ids: {
        str(p): v
        for p, v in Import.objects.filter(public_id__in=ids).values_list("public_id", "version")
    },
    fragments=lambda ids, party: {
        str(run.public_id): progress_fragment(run)
        for run in Import.objects.filter(public_id__in=ids)
    },
)
