"""Whoever loses a right loses the open sockets with it, at once and not at the next check."""

import uuid

import pytest

from customers.actions.merge import merge_customers
from customers.actions.prove import prove_address
from customers.actions.session import end_all_sessions, end_session, open_session, renew_session
from customers.models import Customer, Session, VisitorLink
from omni.lib import live
from omni.lib.actors import system
from staff.actions.enrol_device import enrol_device
from staff.actions.revoke_device import revoke_device
from tests.cast import acting

pytestmark = pytest.mark.django_db
TEST = system("test")


@pytest.fixture
def closed(monkeypatch) -> list[str]:
    """The parties whose sockets were closed."""
    refs: list[str] = []
    monkeypatch.setattr(live, "revoke", lambda *who: refs.extend(who))
    return refs


def ref(customer: Customer) -> str:
    return f"customer:{customer.public_id}"


def a_session(customer: Customer, *, is_proven: bool) -> Session:
    open_session(customer=customer, is_proven=is_proven, actor=TEST)
    return customer.sessions.latest("pk")


def test_who_is_merged_away(closed, priya):
    gone = Customer.objects.create()
    a_session(gone, is_proven=False)

    merge_customers(gone=gone, kept=priya, why="test", actor=TEST)

    assert closed == [ref(gone)]
    assert not gone.sessions.filter(revoked_at=None).exists()


def test_who_only_named_the_address_that_its_owner_proves(closed):
    owner, visitor = Customer.objects.create(), uuid.uuid4()
    VisitorLink.objects.create(customer=owner, visitor=visitor)
    unproven = a_session(owner, is_proven=False)

    prove_address(kind="phone", value="+61491570313", visitor=visitor, session=None, actor=TEST)

    assert ref(owner) in closed
    unproven.refresh_from_db()
    assert unproven.revoked_at


def test_whoever_held_the_session_in_which_another_signs_in(closed, priya, tom):
    planted = a_session(tom, is_proven=True)

    renew_session(session=planted, customer=priya, actor=TEST)

    assert closed == [ref(tom)]
    planted.refresh_from_db()
    assert planted.revoked_at


def test_nobody_when_her_own_session_rotates(closed, priya):
    session = a_session(priya, is_proven=True)

    renew_session(session=session, customer=priya, actor=TEST)

    assert closed == []


def test_who_signs_out_here_or_everywhere(closed, priya):
    session = a_session(priya, is_proven=True)

    end_session(session=session, actor=acting(priya))
    end_all_sessions(customer=priya, actor=acting(priya))

    assert closed == [ref(priya), ref(priya)]


def test_a_withdrawn_device_once(closed, ana, sydney):
    device, _ = enrol_device(kind="kiosk", name="Door", store=sydney, user=ana, actor=acting(ana))

    revoke_device(device=device, actor=acting(ana))
    revoke_device(device=device, actor=acting(ana))

    assert closed == [f"device:{device.public_id}"]
