"""Stock on open pages: the badge is rendered once and sent to everybody who looks at the piece;

whoever handles pieces is told when to fetch a list anew.
"""

from collections.abc import Iterable

from django.db.models import Q
from django.template.loader import render_to_string

from omni.lib import live
from omni.lib.kept import on_forget
from omni.lib.statement import Statement
from staff.models import Role, Store
from staff.roles import stores_for

from .events import CountChanged, StockChanged, TransferChanged
from .models import Import, Item, StockCount, Transfer
from .selectors.availability import Availability, availability
from .selectors.counts import count_versions
from .selectors.list_progress import progress_of
from .selectors.transfers import KEEPERS, box_versions, seen_from, transfer_versions, version_of

MOST_KEPT = 50_000  # ids, some 8 MB
# Asked for as (SELECT …): a plan that knows how many are asked for is made anew every time.
PUBLIC = Statement(
    "SELECT id, public_id FROM inventory_item WHERE id = ANY((SELECT %s::bigint[])::bigint[])"
)
_public_ids: dict[int, str] = {}
on_forget(_public_ids.clear)


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


def remember(public_ids: dict[int, str]) -> None:
    """What somebody has read anyway needn't be asked for."""
    if len(_public_ids) + len(public_ids) <= MOST_KEPT:
        _public_ids.update(public_ids)


def _topic_ids(item_ids: Iterable[int]) -> dict[int, str]:
    """One query for those that this process hasn't heard of: an item's public id never changes."""
    new = [pk for pk in item_ids if pk not in _public_ids]
    if new:
        if len(_public_ids) + len(new) > MOST_KEPT:
            _public_ids.clear()
            new = list(item_ids)
        _public_ids.update((pk, str(public)) for pk, public in PUBLIC.rows(new))
    return {pk: _public_ids[pk] for pk in item_ids if pk in _public_ids}


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


# --- what people do with pieces: a nudge, and the page fetches what it may see
ON_THE_FLOOR = (Role.ASSOCIATE, Role.MANAGER)


def push_transfer(event: TransferChanged) -> None:
    """After the commit: its own page, and the lists of both stores.

    What has no people of its own is everybody's.
    """
    live.publish_later(lambda: _transfer_news(event.transfer_id))


def _transfer_news(transfer_id: int) -> dict[str, dict]:
    transfer = Transfer.objects.select_related("source", "destination").get(pk=transfer_id)
    stores = Store.objects.filter(is_active=True)
    if transfer.source.kind not in KEEPERS:
        stores = stores.filter(pk__in=[transfer.source.store_id, transfer.destination.store_id])
    keys = [str(key) for key in stores.values_list("public_id", flat=True)]
    lists = {f"transfers:{key}": _nudge(v) for key, v in transfer_versions(keys).items()}
    return lists | {f"transfer:{transfer.public_id}": _nudge(version_of(transfer))}


def push_count(event: CountChanged) -> None:
    """After the commit: whoever counts the same place sees each other's scans."""
    live.publish_later(lambda: _count_news(event.count_id))


def _count_news(count_id: int) -> dict[str, dict]:
    key = str(StockCount.objects.values_list("public_id", flat=True).get(pk=count_id))
    return {f"count:{key}": _nudge(version) for key, version in count_versions([key]).items()}


def _nudge(version: int) -> dict:
    return {"version": version, "what": "changed"}


def _her_stores(party) -> dict[int, str]:
    """The stores whose pieces this party handles; an enrolled device has its own."""
    if party.device:
        return {party.device.store_id: str(party.device.store.public_id)}
    if not party.user:
        return {}
    rows = stores_for(party.user, *ON_THE_FLOOR).values_list("pk", "public_id")
    return {pk: str(public) for pk, public in rows}


def _transfers_of(party, ids: list[str]) -> list[str]:
    hers = set(_her_stores(party).values())
    return [one for one in ids if one in hers]


def _boxes_of(party, ids: list[str]) -> list[str]:
    stores = _her_stores(party)
    if not stores:
        return []
    rows = Transfer.objects.filter(seen_from(stores), public_id__in=ids)
    return [str(found) for found in rows.values_list("public_id", flat=True)]


def _counts_of(party, ids: list[str]) -> list[str]:
    stores = _her_stores(party)
    if not stores:
        return []
    places = Q(location__store__in=stores) | Q(location__kind__in=KEEPERS)
    rows = StockCount.objects.filter(places, public_id__in=ids)
    return [str(found) for found in rows.values_list("public_id", flat=True)]


TRANSFERS = live.TopicKind(
    name="transfers",
    authorise=_transfers_of,
    versions=transfer_versions,
    fragments=lambda ids, party: {
        key: _nudge(v) for key, v in transfer_versions(_transfers_of(party, ids)).items()
    },
)
BOX = live.TopicKind(
    name="transfer",
    authorise=_boxes_of,
    versions=box_versions,
    fragments=lambda ids, party: {
        key: _nudge(v) for key, v in box_versions(_boxes_of(party, ids)).items()
    },
)
COUNT = live.TopicKind(
    name="count",
    authorise=_counts_of,
    versions=count_versions,
    fragments=lambda ids, party: {
        key: _nudge(v) for key, v in count_versions(_counts_of(party, ids)).items()
    },
)
KINDS = (KIND, LISTS, TRANSFERS, BOX, COUNT)
