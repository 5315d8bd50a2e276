"""What of a merge isn't a row that moved: her name, holds, sessions, and who was one with her."""

import uuid

from django.db.models import QuerySet

from inventory.models import Claim

from ..models import Customer, Merge, Session
from ..parts import Part
from . import words


def name_part(merge: Merge) -> Part:
    """A name that came with the merge goes, unless somebody has written another since."""
    if not merge.moved.get("name"):
        return Part("Name")
    gone, kept = merge.gone.name, merge.kept.name
    if kept == gone:
        return Part("Name", [gone])
    return Part("Name", [], [f"{kept}, written since" if kept else "taken away since"])


def claims_part(merge: Merge, handed: set[uuid.UUID] | None = None) -> tuple[Part, list[uuid.UUID]]:
    """Holds that still stand for the kept one go back; answers their ids too.

    `handed` are those that did go back, once it is done.
    """
    if "claims" not in merge.moved:
        unknown = "Which holds came with the merge wasn’t written down then. They stay."
        return Part("On hold", [], [unknown]), []
    rows = Claim.objects.filter(public_id__in=merge.moved["claims"]).select_related("item")
    hers = f"customer:{merge.kept.public_id}"
    back, stays, ids = [], [], []
    for claim in rows.order_by("pk"):
        goes = _is_as_it_was(claim, merge) and claim.holder == hers
        if handed is not None:
            goes = claim.public_id in handed
        if goes:
            back.append(claim.item.sku)
            ids.append(claim.public_id)
        else:
            stays.append(f"{claim.item.sku}, {_why_it_stays(claim)}")
    return Part("On hold", back, stays), ids


def _is_as_it_was(claim: Claim, merge: Merge) -> bool:
    """Taken over for something else it is the kept one's, such as for a payment of hers."""
    if not claim.is_live or claim.purpose != merge.moved["claims"][str(claim.public_id)]:
        return False
    return claim.purpose != Claim.Purpose.ORDER or claim.actor == merge.actor


def _why_it_stays(claim: Claim) -> str:
    if claim.consumed_at:
        return "sold since"
    return "its hold ended since" if claim.released_at else "held for something else by now"


def sessions_since(merge: Merge) -> QuerySet[Session]:
    """The kept one's that were opened while the two were taken for one."""
    hers = Session.objects.filter(customer=merge.kept_id, revoked_at=None)
    return hers.filter(created_at__gte=merge.at)


def sessions_part(merge: Merge) -> Part:
    count = sessions_since(merge).count()
    ends = [words.counted(count, "signed in since: ended, a new code is needed")] if count else []
    return Part("Devices", [], ends)


def earlier(merge: Merge) -> QuerySet[Customer]:
    """Who had turned out to be the gone one, through all merges that stand: one with her again."""
    keys, last = set(), {merge.gone_id}
    while last:
        merges = Merge.objects.filter(kept__in=last, undone_at=None)
        last = set(merges.values_list("gone", flat=True)) - keys
        keys |= last
    return Customer.objects.filter(pk__in=keys, merged_into=merge.kept_id)


def earlier_part(merge: Merge) -> Part:
    return Part("Earlier merges", [str(one) for one in earlier(merge).order_by("pk")])
