"""Undo a merge: two who were taken for one are two again, each with what is theirs.

docs/merges.md says what goes back and what stays.
"""

from dataclasses import asdict

from django.db import transaction

from inventory.actions.rehold import rehold
from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.errors import NotAllowed
from omni.lib.events import emit
from omni.lib.idempotency import once
from staff.models import Role, User
from staff.roles import may

from ..errors import NotUndone, ReasonNeeded
from ..events import MergeUndone
from ..live import signed_out
from ..merged.facts import claims_part, earlier_part, name_part, sessions_part
from ..merged.found import found
from ..merged.give_back import end_sessions, give_back
from ..models import Customer, Merge
from ..parts import Part
from ..timeline import record

SHORTEST, LONGEST = 3, 200


def may_undo(user: User) -> bool:
    """A manager's or an administrator's decision: it changes what two people see of themselves."""
    return user.is_active and (user.is_superuser or may(user, Role.MANAGER, Role.ADMINISTRATOR))


def undo_merge(*, merge: Merge, why: str, key: object, user: User, actor: Actor) -> Merge:
    """Give back what the merge moved, as far as it is still there; a second undo changes nothing.

    `outcome` of the answer says what went back and what stayed. Raises `NotAllowed`,
    `ReasonNeeded`, `NotUndone` with what stands in the way, `KeyReused`.
    """
    if not may_undo(user):
        raise NotAllowed
    why = " ".join(why.split())
    if not SHORTEST <= len(why) <= LONGEST:
        raise ReasonNeeded("Say why in a few words, 200 letters at most.")

    def run() -> dict:
        return {"merge": _undone(merge.pk, why, actor).pk}

    with transaction.atomic():
        result, _ = once(
            actor=actor, action="undo_merge", key=key, body={"merge": merge.pk, "why": why}, run=run
        )
    return Merge.objects.select_related("gone", "kept").get(pk=result["merge"])


def _undone(pk: int, why: str, actor: Actor) -> Merge:
    merge = locked_merge(pk)
    if merge.undone_at:
        return merge
    if reason := in_the_way(merge):
        raise NotUndone(reason)
    rows, moment = found(merge, locked=True), now()
    parts = [name_part(merge), *(one.part for one in rows), earlier_part(merge)]
    parts.append(sessions_part(merge))
    give_back(merge, rows)
    end_sessions(merge, moment)
    emit(MergeUndone(merge, parts))
    parts.append(_give_back_holds(merge, actor))
    merge.undone_at, merge.undone_by, merge.undone_why = moment, str(actor), why
    merge.outcome = [asdict(part) for part in parts if part.back or part.stays]
    merge.save(update_fields=["undone_at", "undone_by", "undone_why", "outcome"])
    _tell(merge, actor)
    for one in (merge.kept, merge.gone):
        signed_out(one)
    return merge


def locked_merge(pk: int) -> Merge:
    """The merge with both people's rows locked in the order of their keys, all read after that."""
    both = Merge.objects.values_list("gone", "kept").get(pk=pk)
    rows = Customer.objects.select_for_update(no_key=True).filter(pk__in=both).order_by("pk")
    people = {one.pk: one for one in rows}
    merge = Merge.objects.get(pk=pk)
    merge.gone, merge.kept = people[merge.gone_id], people[merge.kept_id]
    return merge


def in_the_way(merge: Merge) -> str:
    """Why it can't be undone now; empty when it can."""
    if merge.undone_at:
        return "This merge was undone already."
    if merge.kept.merged_into_id:
        last = Merge.objects.filter(gone=merge.kept_id, undone_at=None).select_related("kept")
        who = next((str(one.kept) for one in last), "somebody else")
        return f"{merge.kept} turned out to be {who} later. Undo that merge first."
    if merge.gone.merged_into_id != merge.kept_id:
        return "The two aren’t one any more."
    return ""


def _give_back_holds(merge: Merge, actor: Actor) -> Part:
    """After payments and conversations: stock is locked last, and read once more under its lock."""
    _, ids = claims_part(merge)
    handed = rehold(
        from_holder=f"customer:{merge.kept.public_id}",
        to_holder=f"customer:{merge.gone.public_id}",
        actor=actor,
        claims=ids,
    )
    part, _ = claims_part(merge, {claim.public_id for claim in handed})
    return part


def _tell(merge: Merge, actor: Actor) -> None:
    """Each of the two hears it on their own timeline, without the other's name."""
    joined = f"{merge.at.day} {merge.at:%B %Y}"
    words = {
        merge.kept: f"What had joined her on {joined} was another’s and went back.",
        merge.gone: f"Was taken for somebody else since {joined} and is on their own again.",
    }
    for customer, text in words.items():
        record(
            kind="noted", channel="system", actor=actor, customer=customer,
            ref=f"merge:{merge.pk}", facts={"text": f"{text} {merge.undone_why}"},
        )  # fmt: skip
