"""Prove an address: from now on it opens one person's account, and anonymous traces join her."""

import uuid
from dataclasses import dataclass

from django.db import connection, transaction

from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.ids import public_id

from ..live import signed_out
from ..models import Customer, Identity, Session, VisitorLink
from ..selectors.people import (
    customer_of_visitor,
    expected_at,
    is_known,
    owner_of,
    parted,
    root_of,
)
from .merge import merge_customers


@dataclass(frozen=True, slots=True)
class Proof:
    """Whose address it is, and the visitor id that the proving browser has from now on."""

    customer: Customer
    visitor: uuid.UUID


@transaction.atomic
def prove_address(
    *, kind: str, value: str, visitor: uuid.UUID, session: Session | None, actor: Actor
) -> Proof:
    """The owner of the address; when nobody is: who is signed in here, whom we wrote to, or new.

    The anonymous customer of this browser joins the owner. Whoever named the address in another
    browser does not: a stranger could plant words and pieces in the story of somebody we know.
    Two people who have both proven themselves stay two, and so do two whom a colleague told apart:
    the browser changes hands and gets a new visitor id.
    """
    _wait_for_another_proof(kind, value)
    here, owner = _here(visitor, session), owner_of(kind, value)
    if owner is None:
        signed_in = here if here and is_known(here) else None
        owner = signed_in or expected_at(kind, value) or here or Customer.objects.create()
    _lock(owner, here)
    _prove(owner, kind, value)
    if here not in {None, owner} and not is_known(here) and not parted(here, owner):
        merge_customers(gone=here, kept=owner, why=f"proved {kind}", actor=actor)
    if customer_of_visitor(visitor) not in {None, owner}:
        visitor = public_id()
    VisitorLink.objects.get_or_create(visitor=visitor, defaults={"customer": owner})
    return Proof(owner, visitor)


def _wait_for_another_proof(kind: str, value: str) -> None:
    """Two browsers may prove one address at once, and nobody owns it yet: there is no row to lock.

    The second waits for the first one's commit, and then it has an owner.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"prove:{kind}:{value}"]
        )


def _lock(owner: Customer, here: Customer | None) -> None:
    """Their rows before any address of theirs, in the order in which a merge and its undo lock."""
    keys = {one.pk for one in (owner, here) if one}
    rows = Customer.objects.select_for_update(no_key=True).filter(pk__in=keys)
    list(rows.order_by("pk").values_list("pk"))


def _here(visitor: uuid.UUID, session: Session | None) -> Customer | None:
    """Who this browser is so far: signed in, or anonymous. A known person who isn't signed in

    has no say, whatever the visitor's cookie says.
    """
    if session and session.is_proven:
        return root_of(session.customer)
    people = [root_of(session.customer) if session else None, customer_of_visitor(visitor)]
    return next((person for person in people if person and not is_known(person)), None)


def _prove(owner: Customer, kind: str, value: str) -> None:
    """Until now anybody could have named this address: unproven sessions end with its proof."""
    first_proof = not is_known(owner)
    Identity.objects.update_or_create(
        customer=owner, kind=kind, value=value, defaults={"proven_at": now()}
    )
    if first_proof:
        unproven = Session.objects.filter(customer=owner, is_proven=False, revoked_at=None)
        unproven.update(revoked_at=now())
        signed_out(owner)
