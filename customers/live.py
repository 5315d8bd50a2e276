"""What a customer's own pages hear on her other devices: that something of hers has changed."""

from django.db.models import Max
from django.db.models.functions import Greatest

from omni.lib import live

from .models import Customer, ShortlistEntry
from .selectors.people import root_of


def topic_of(customer: Customer) -> str:
    return f"customer:{customer.public_id}"


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
