"""A link to a list is withdrawn, or kept open for longer."""

import datetime as dt

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.clock import now

from ..errors import ShareOver
from ..models import SelectionShare
from ..timeline import record

LONGEST = dt.timedelta(days=90)


@transaction.atomic
def revoke_share(*, share: SelectionShare, actor: Actor) -> SelectionShare:
    """From now on its link opens nothing; withdrawn twice, the first time counts."""
    locked = _locked(share)
    if locked.revoked_at is None:
        locked.revoked_at = now()
        locked.save(update_fields=["revoked_at"])
        record(
            kind="noted", channel="system", actor=actor, customer=locked.customer,
            ref=f"selection:{locked.public_id}",
            facts={"text": f"The list “{locked.selection.title}” was withdrawn."},
        )  # fmt: skip
    return locked


@transaction.atomic
def extend_share(*, share: SelectionShare, by: dt.timedelta, actor: Actor) -> SelectionShare:
    """Its link works for so much longer, from today when it has run out; 90 days ahead at most.

    Raises `ShareOver` when it was withdrawn.
    """
    locked, moment = _locked(share), now()
    if locked.revoked_at:
        raise ShareOver
    locked.expires_at = min(max(locked.expires_at, moment) + by, moment + LONGEST)
    locked.save(update_fields=["expires_at"])
    return locked


def _locked(share: SelectionShare) -> SelectionShare:
    rows = SelectionShare.objects.select_for_update(of=("self",))
    return rows.select_related("selection", "customer").get(pk=share.pk)
