"""What signing in brings together, and what it keeps apart."""

import datetime as dt
import uuid

import pytest

from customers.actions.issue_pass import issue_pass
from customers.actions.know import know_customer
from customers.actions.session import open_session
from customers.actions.shortlist import add_to_shortlist
from customers.actors import visitor_actor
from customers.models import Identity, Merge, Session
from customers.selectors.sessions import customer_by_token, session_by_token
from omni.lib.clock import now
from tests.customers.signing import MOBILE, finish, start
from tests.handset import code_at


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    """Limits count by the clock's hour: no test may stand astride two."""
    time_machine.move_to(dt.datetime(2026, 11, 21, 12, 0, tzinfo=dt.UTC))


def test_what_she_did_before_she_signed_in_is_hers(db, stone):
    visitor = uuid.uuid4()
    anonymous = know_customer(visitor=visitor, actor=visitor_actor(visitor))
    add_to_shortlist(customer=anonymous, item=stone, actor=visitor_actor(visitor))
    code = start(visitor=visitor)

    signed_in = finish(code, code_at(MOBILE))

    assert signed_in.customer == anonymous
    assert signed_in.visitor == visitor


def test_the_shortlist_of_a_second_device_joins_her(priya, stone):
    visitor = uuid.uuid4()
    anonymous = know_customer(visitor=visitor, actor=visitor_actor(visitor))
    add_to_shortlist(customer=anonymous, item=stone, actor=visitor_actor(visitor))
    code = start("+61491570006", visitor=visitor)

    signed_in = finish(code, code_at("+61491570006"))

    assert signed_in.customer == priya
    assert priya.shortlist.entries.get().item == stone
    merge = Merge.objects.get()
    assert (merge.gone, merge.kept) == (anonymous, priya)
    assert merge.moved["entries"] == [priya.shortlist.entries.get().pk]


def test_the_person_we_wrote_to_is_found_by_her_number(db, stone):
    phone = uuid.uuid4()
    at_the_desk = know_customer(visitor=phone, actor=visitor_actor(phone))
    hers = Identity.objects.create(customer=at_the_desk, kind="phone", value=MOBILE)
    add_to_shortlist(customer=at_the_desk, item=stone, actor=visitor_actor(phone))
    issue_pass(customer=at_the_desk, appointment=None, to=hers, actor=visitor_actor(phone))
    laptop = start()

    signed_in = finish(laptop, code_at(MOBILE))

    assert signed_in.customer == at_the_desk


def test_whoever_only_named_a_number_is_out_once_its_owner_proves_it(db):
    stranger = uuid.uuid4()
    pretender = know_customer(visitor=stranger, actor=visitor_actor(stranger))
    named = Identity.objects.create(customer=pretender, kind="phone", value=MOBILE)
    issue_pass(customer=pretender, appointment=None, to=named, actor=visitor_actor(stranger))
    held = Session.objects.create(customer=pretender, token_hash="h", rotated_at=now())
    code = start()

    finish(code, code_at(MOBILE))

    held.refresh_from_db()
    assert held.revoked_at


def test_two_people_who_proved_themselves_never_become_one(priya, tom):
    code = start("+61491570006")
    hers = finish(code, code_at("+61491570006"))
    session = session_by_token(hers.token)
    again = start("+61491570110", visitor=code.visitor)

    his = finish(again, code_at("+61491570110"), session=session)

    assert his.customer == tom
    assert his.visitor != code.visitor
    assert not Merge.objects.exists()
    assert session_by_token(hers.token) is None


def test_a_session_planted_before_she_signed_in_is_dead_at_once(db):
    visitor = uuid.uuid4()
    customer = know_customer(visitor=visitor, actor=visitor_actor(visitor))
    planted = open_session(customer=customer, is_proven=False, actor=visitor_actor(visitor))
    code = start(visitor=visitor)

    signed_in = finish(code, code_at(MOBILE), session=session_by_token(planted))

    assert customer_by_token(planted) is None
    assert customer_by_token(signed_in.token) == customer


def test_a_second_address_joins_whoever_is_signed_in(priya, time_machine):
    code = start("+61491570006")
    first = finish(code, code_at("+61491570006"))
    again = start("nair@example.com", kind="email", visitor=code.visitor)

    second = finish(again, code_at("nair@example.com"), session=session_by_token(first.token))

    assert second.customer == priya
    assert customer_by_token(first.token) == priya
    time_machine.shift(61)
    assert customer_by_token(first.token) is None
    assert customer_by_token(second.token) == priya


def test_a_visitor_cookie_alone_gives_nobody_a_second_address(priya):
    """A browser on which Priya was signed in once, without her session."""
    code = start("+61491570006")
    finish(code, code_at("+61491570006"))
    stranger = start(MOBILE, visitor=code.visitor)

    signed_in = finish(stranger, code_at(MOBILE))

    assert signed_in.customer != priya
    assert signed_in.visitor != code.visitor
    assert priya.identities.count() == 2
