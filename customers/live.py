"""What open pages hear: a customer's own on her other devices, the floor's, and the station's."""

from django.db.models import Max
from django.db.models.functions import Greatest

from omni.lib import live
from staff.models import Device, Role
from staff.roles import stores_for

from .events import DiaryChanged, VisitChanged
from .models import Customer, ShortlistEntry, Visit
from .selectors.people import root_of
from .selectors.visits import diary_versions, floor_versions


def topic_of(customer: Customer) -> str:
    return f"customer:{customer.public_id}"


def version_of(customer: Customer) -> int:
    """The version that a page of hers starts from; one query."""
    return _versions([str(customer.public_id)])[str(customer.public_id)]


def push_changes(customer: Customer) -> None:
    """After the commit: a private signal; each page fetches what it shows of hers."""
    key = str(customer.public_id)
    live.publish_later(
        lambda: {f"customer:{key}": {"version": _versions([key]).get(key, 0), "what": "shortlist"}}
    )


def signed_out(customer: Customer) -> None:
    """After the commit: her open sockets close; they come back as a stranger's."""
    live.revoke(f"customer:{customer.public_id}")


def _herself(party, ids: list[str]) -> list[str]:
    if not party.customer:
        return []
    key = str(root_of(party.customer).public_id)
    return [one for one in ids if one == key]


def _versions(ids: list[str]) -> dict[str, int]:
    """Milliseconds of the last change of her shortlist; 0 when there was none."""
    rows = (
        ShortlistEntry.objects.filter(shortlist__customer__public_id__in=ids)
        .values_list("shortlist__customer__public_id")
        .annotate(last=Greatest(Max("added_at"), Max("removed_at")))
        .order_by()
    )
    found = {str(key): int(last.timestamp() * 1000) for key, last in rows}
    return {key: found.get(key, 0) for key in ids}


def _fragments(ids: list[str], party) -> dict[str, dict]:
    return {
        key: {"version": version, "what": "shortlist"}
        for key, version in _versions(_herself(party, ids)).items()
    }


KIND = live.TopicKind("customer", _herself, _versions, _fragments)


ON_THE_FLOOR = (Role.ASSOCIATE, Role.MANAGER, Role.ADMINISTRATOR)


def push_visit(event: VisitChanged) -> None:
    """After the commit: the store's floor fetches its arrivals, the station hears who comes."""
    live.publish_later(lambda: _visit_news(event.visit_id))


def push_diary(event: DiaryChanged) -> None:
    """After the commit: the store's floor fetches who is booked."""
    store = str(event.store.public_id)
    live.publish_later(lambda: {f"diary:{store}": {"version": diary_versions([store])[store]}})


def _visit_news(visit_id: int) -> dict[str, dict]:
    visit = Visit.objects.select_related("store", "taken_by").get(pk=visit_id)
    store = str(visit.store.public_id)
    news = {
        f"floor:{store}": {
            "version": floor_versions([store])[store],
            "what": "left" if visit.closed_at else "taken" if visit.taken_by_id else "arrived",
        }
    }
    if visit.taken_by_id and not visit.closed_at:
        stations = Device.objects.filter(scans_of_passes__visit=visit, revoked_at=None).distinct()
        for station in stations:
            news[f"kiosk:{station.public_id}"] = {
                "version": int(visit.taken_at.timestamp() * 1000),
                "visit": str(visit.public_id),
                "host": visit.taken_by.given_name,
            }
    return news


def _floor_of(party, ids: list[str]) -> list[str]:
    """Stores whose floor this party works on; an enrolled device has its own."""
    if party.device:
        return [one for one in ids if one == str(party.device.store.public_id)]
    if not party.user:
        return []
    stores = stores_for(party.user, *ON_THE_FLOOR).filter(public_id__in=ids)
    return [str(store.public_id) for store in stores]


def _floor_fragments(ids: list[str], party) -> dict[str, dict]:
    mine = _floor_of(party, ids)
    return {key: {"version": v, "what": "visits"} for key, v in floor_versions(mine).items()}


def _diary_fragments(ids: list[str], party) -> dict[str, dict]:
    mine = _floor_of(party, ids)
    return {key: {"version": version} for key, version in diary_versions(mine).items()}


def _itself(party, ids: list[str]) -> list[str]:
    return [one for one in ids if party.device and one == str(party.device.public_id)]


FLOOR = live.TopicKind("floor", _floor_of, floor_versions, _floor_fragments)
DIARY = live.TopicKind("diary", _floor_of, diary_versions, _diary_fragments)
# A station's screen clears by itself: what it missed is over, so nothing is fetched again.
KIOSK = live.TopicKind("kiosk", _itself, lambda ids: dict.fromkeys(ids, 0), lambda ids, party: {})
