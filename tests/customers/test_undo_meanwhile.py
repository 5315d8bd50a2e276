"""What changed hands or ended while two were taken for one, and what an undo says of it."""

import datetime as dt

import pytest

from customers.actions.book_visit import book_visit
from customers.actions.issue_pass import issue_pass
from customers.models import FreeWatch, Identity, Pass, SavedSearch, ShortlistEntry
from inventory.actions.release import release_claims
from inventory.models import Claim
from omni.lib.clock import now
from tests.cast import a_customer, acting
from tests.customers.parting import holds, likes, merge, names, part_of, searches, undo, waits
from tests.stock import TEST, a_stone

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor():
    return a_customer()


def test_what_was_taken_off_or_withdrawn_since_goes_back_as_it_is(visitor, priya, ana, stone):
    likes(visitor, stone)
    named = Identity.objects.create(customer=visitor, kind="email", value="v@example.com")
    issue_pass(customer=visitor, appointment=None, to=named, actor=TEST)
    joined = merge(visitor, priya)
    ShortlistEntry.objects.update(removed_at=now())
    issue_pass(customer=priya, appointment=None, to=priya.identities.first(), actor=TEST)

    record = undo(joined, ana)

    assert visitor.shortlist.entries.get().removed_at
    assert part_of(record, "Shortlist") == ([f"{stone.sku} (taken off since)"], [])
    assert "(withdrawn since)" in part_of(record, "Passes")[0][0]
    assert Pass.objects.get(customer=visitor).revoked_at


def test_an_address_that_was_proven_since_stays(visitor, priya, ana):
    names(visitor, "v@example.com")
    names(visitor, "other@example.com")
    joined = merge(visitor, priya)
    Identity.objects.filter(value="v@example.com").update(proven_at=now())

    record = undo(joined, ana)

    assert [one.value for one in visitor.identities.all()] == ["other@example.com"]
    assert part_of(record, "Addresses") == (
        ["other@example.com"], ["v@example.com, proven since"],
    )  # fmt: skip


def test_a_name_that_came_with_the_merge_goes_unless_it_was_written_since(ana):
    for written, left in (("Joan", ""), ("Joan Whitlock", "Joan Whitlock")):
        kept = a_customer(phone=f"+6149157{len(written):04}")
        joined = merge(a_customer("Joan"), kept)
        type(kept).objects.filter(pk=kept.pk).update(name=written)

        undo(joined, ana)

        kept.refresh_from_db()
        assert kept.name == left


def test_holds_go_back_but_those_that_ended_or_are_for_something_else(
    visitor, priya, ana, sydney, time_machine
):
    time_machine.move_to(dt.datetime(2032, 11, 20, 1, tzinfo=dt.UTC))  # the database ends holds
    kept, ended, booked = a_stone(), a_stone(), a_stone()
    for item in (kept, ended, booked):
        holds(visitor, item)
    joined = merge(visitor, priya)
    release_claims(
        claims=[Claim.objects.get(item=ended).public_id], why="let go", actor=acting(priya)
    )
    book_visit(
        customer=priya, store=sydney, starts_at=now() + dt.timedelta(hours=1), items=[booked],
        actor=acting(priya),
    )  # fmt: skip

    record = undo(joined, ana)

    assert Claim.objects.get(item=kept).holder == f"customer:{visitor.public_id}"
    assert Claim.objects.get(item=booked).holder.startswith("appointment:")
    assert part_of(record, "On hold") == (
        [kept.sku],
        [f"{ended.sku}, its hold ended since", f"{booked.sku}, held for something else by now"],
    )


def test_a_watch_that_tells_the_kept_one_at_her_own_address_stays(visitor, priya, ana, stone):
    other = a_stone()
    waits(visitor, stone)
    waits(visitor, other)
    joined = merge(visitor, priya)
    FreeWatch.objects.filter(item=stone).update(value="priya@example.com")

    record = undo(joined, ana)

    assert FreeWatch.objects.get(item=stone).customer == priya
    assert FreeWatch.objects.get(item=other).customer == visitor
    assert part_of(record, "Waiting for a piece")[1] == [
        f"{stone.sku}, told at an address of the kept one"
    ]


def test_a_search_with_her_alert_stays_and_its_words_go_nowhere(visitor, priya, ana):
    search = searches(visitor, "carat_min=1")
    joined = merge(visitor, priya)
    SavedSearch.objects.update(kind="phone", value="+61491570006")

    undo(joined, ana)

    search.refresh_from_db()
    assert search.customer == priya
