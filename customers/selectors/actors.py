"""Who `user:…`, `device:…` or `customer:…` is, in words: nobody reads ids."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from staff.models import ApiClient, Device, User

from ..models import Customer

KINDS = {"user": User, "device": Device, "client": ApiClient}


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """Of those that have a name; one query for each kind."""
    by_kind: dict[str, set[str]] = defaultdict(set)
    for actor in actors:
        kind, _colon, ref = actor.partition(":")
        by_kind[kind].add(ref)
    found: dict[str, str] = {}
    for kind, model in KINDS.items():
        if by_kind[kind]:
            rows = model.objects.filter(public_id__in=by_kind[kind])
            found |= {f"{kind}:{row.public_id}": row.name for row in rows}
    if by_kind["customer"]:
        rows = Customer.objects.filter(public_id__in=by_kind["customer"])
        found |= {f"customer:{row.public_id}": str(row) for row in rows}
    return found | {f"visitor:{ref}": _("somebody on the web") for ref in by_kind["visitor"]}
