"""A merge is undone: what was another's goes back, and what happened since is said."""

import datetime as dt
import uuid

import pytest
import time_machine

from customers.actions.know import know_customer
from customers.actions.session import open_session
from customers.actors import visitor_actor
from customers.errors import NotUndone, ReasonNeeded
from customers.models import (
    FreeWatch,
    Interaction,
    Merge,
    SavedSearch,
    Session,
    ShortlistEntry,
    Visit,
)
from customers.selectors.people import customer_of_visitor
from customers.selectors.sessions import customer_by_token
from customers.selectors.timeline import timeline_of
from customers.timeline import record
from inventory.models import Claim
from omni.lib.clock import now
from omni.lib.errors import KeyReused, NotAllowed
from tests.cast import a_customer, acting
from tests.customers.parting import (
    holds,
    likes,
    merge,
    names,
    part_of,
    searches,
    undo,
    visits,
    waits,
)
from tests.customers.signing import finish, start
from tests.handset import code_at
from tests.stock import TEST, a_stone

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor():
    return a_customer()


def test_they_are_two_again_and_it_says_who_and_why(visitor, priya, ana):
    record = undo(merge(visitor, priya), ana, "  Zoe’s   laptop ")

    visitor.refresh_from_db()
    assert visitor.merged_into is None
    assert (record.undone_by, record.undone_why) == (str(acting(ana)), "Zoe’s laptop")
    assert record.undone_at


def test_a_second_undo_changes_nothing(visitor, priya, ana):
    joined = merge(visitor, priya)
    first = undo(joined, ana, "The first")

    second = undo(joined, ana, "The second")

    assert (second.undone_at, second.undone_why) == (first.undone_at, "The first")
    assert Interaction.objects.filter(ref=f"merge:{joined.pk}").count() == 2


def test_the_same_key_is_the_same_undo_and_says_nothing_else(visitor, priya, ana):
    joined, key = merge(visitor, priya), uuid.uuid4()
    first = undo(joined, ana, key=key)

    assert undo(joined, ana, key=key).undone_at == first.undone_at
    with pytest.raises(KeyReused):
        undo(joined, ana, "Another reason", key=key)


@pytest.mark.parametrize("who", ["marcus", "hana"])
def test_neither_an_associate_nor_the_desk_may(visitor, priya, who, request):
    joined = merge(visitor, priya)

    with pytest.raises(NotAllowed):
        undo(joined, request.getfixturevalue(who))

    joined.refresh_from_db()
    assert joined.undone_at is None


@pytest.mark.parametrize("why", ["", " a ", "x" * 201])
def test_it_needs_a_reason(visitor, priya, ana, why):
    joined = merge(visitor, priya)

    with pytest.raises(ReasonNeeded):
        undo(joined, ana, why)

    assert Merge.objects.get().undone_at is None


def test_a_later_merge_of_the_kept_one_is_undone_first(visitor, priya, ana):
    between = a_customer("Between")
    first, second = merge(visitor, between), merge(between, priya)

    with pytest.raises(NotUndone, match="Between turned out to be Priya Nair later"):
        undo(first, ana)

    undo(second, ana)
    visitor.refresh_from_db()
    assert visitor.merged_into == between
    undo(first, ana)
    visitor.refresh_from_db()
    assert visitor.merged_into is None


def test_doubles_go_on_for_both(visitor, priya, ana, stone):
    waits(priya, stone)
    waits(visitor, stone)
    searches(priya, "carat_min=1")
    searches(visitor, "carat_min=1")
    joined = merge(visitor, priya)

    undo(joined, ana)

    for who in (visitor, priya):
        assert FreeWatch.objects.get(customer=who).ended_at is None
        assert SavedSearch.objects.get(customer=who).removed_at is None


def test_what_only_the_one_who_leaves_still_had_is_taken_up_from_who_joined_later(
    visitor, priya, ana, stone
):
    """Both had brought it, and of the two one was enough."""
    other = a_customer("Other")
    for who in (visitor, other):
        likes(who, stone)
        waits(who, stone)
        searches(who, "carat_min=1")
        names(who, "same@example.com")
    first, second = merge(visitor, priya), merge(other, priya)

    undo(first, ana)

    assert priya.shortlist.entries.get().item == stone
    assert priya.free_watches.get().ended_at is None
    assert priya.searches.get().removed_at is None
    assert priya.identities.filter(value="same@example.com").exists()
    undo(second, ana)
    assert other.shortlist.entries.get().removed_at is None
    assert other.free_watches.get().ended_at is None
    assert not priya.free_watches.exists()


def test_what_she_took_off_meanwhile_isnt_taken_up(visitor, priya, ana, stone):
    other = a_customer("Other")
    likes(visitor, stone)
    likes(other, stone)
    first = merge(visitor, priya)
    merge(other, priya)
    ShortlistEntry.objects.filter(shortlist__customer=priya).update(removed_at=now())

    undo(first, ana)

    assert not ShortlistEntry.objects.filter(shortlist__customer=priya).exists()


def test_a_visit_that_the_merge_ended_goes_on_if_it_is_still_that_day(visitor, priya, ana, sydney):
    for hours, is_open in ((1, True), (26, False)):
        with time_machine.travel(dt.datetime(2026, 11, 21, 1, 0, tzinfo=dt.UTC)) as clock:
            Visit.objects.all().delete()
            visits(visitor, sydney)
            visits(priya, sydney)
            joined = merge(visitor, priya)
            clock.shift(dt.timedelta(hours=hours))

            undo(joined, ana)

            assert (Visit.objects.get(customer=visitor).closed_at is None) is is_open


def test_whoever_signed_in_since_the_merge_signs_in_again(visitor, priya, ana):
    before = open_session(customer=priya, is_proven=True, actor=TEST)
    joined = merge(visitor, priya)
    since = open_session(customer=priya, is_proven=True, actor=TEST)
    Session.objects.filter(revoked_at=None).update(rotated_at=now())

    record = undo(joined, ana)

    assert customer_by_token(since) is None
    assert customer_by_token(before) == priya
    assert part_of(record, "Devices")[1] == ["1 signed in since: ended, a new code is needed"]


def test_each_entry_is_whose_it_was_written_for(visitor, priya, ana, stone):
    record(kind="shortlisted", channel="web", actor=TEST, customer=visitor, item=stone)
    joined = merge(visitor, priya)
    record(kind="booked", channel="web", actor=TEST, customer=priya)
    rows = Interaction.objects.count()

    undo(joined, ana)

    assert [entry.kind for entry in timeline_of(visitor)] == ["noted", "shortlisted"]
    assert [entry.kind for entry in timeline_of(priya)] == ["noted", "booked"]
    assert Interaction.objects.count() == rows + 2
    for who in (visitor, priya):
        assert "Two people" in timeline_of(who)[0].facts["text"]


def test_they_dont_become_one_by_themselves_again(priya, ana, stone):
    device = uuid.uuid4()
    visitor = know_customer(visitor=device, actor=visitor_actor(device))
    likes(visitor, stone)
    finish(start("+61491570006", visitor=device), code_at("+61491570006"))
    undo(Merge.objects.get(), ana)

    again = start("+61491570006", visitor=device)
    signed_in = finish(again, code_at("+61491570006"))

    assert (signed_in.customer, signed_in.visitor != device) == (priya, True)
    assert customer_of_visitor(device) == visitor
    assert Merge.objects.count() == 1
    assert not ShortlistEntry.objects.filter(shortlist__customer=priya).exists()


def test_of_a_merge_of_before_what_wasnt_written_down_is_said(visitor, priya, ana, stone):
    likes(visitor, stone)
    holds(visitor, a_stone())
    joined = merge(visitor, priya)
    old = ("entries", "identities", "appointments", "passes", "selections", "shares", "watches",
           "searches", "visits", "name")  # fmt: skip
    Merge.objects.update(moved={name: joined.moved[name] for name in old})

    record = undo(Merge.objects.get(), ana)

    assert visitor.shortlist.entries.get().item == stone
    assert Claim.objects.get().holder == f"customer:{priya.public_id}"
    assert "wasn’t written down" in part_of(record, "On hold")[1][0]
    assert "unknown" in part_of(record, "Saved searches")[1][0]
