"""She is told once when a piece she waits for is free, and not woken for one that is gone."""

import datetime as dt
import sys
import threading
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db.models import QuerySet

from customers.actions.merge import merge_customers
from customers.actions.tell_who_waits import tell_who_waits
from customers.actions.watch_piece import stop_watching, watch_piece
from customers.errors import FreeNow, ManyWatches, NoAddress
from customers.models import Customer, FreeWatch, Identity
from customers.selectors.timeline import timeline_of
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.consume import consume_claims
from inventory.actions.expire import expire_claims
from inventory.actions.release import release_claims
from inventory.models import Claim, Item
from notifications.models import Message
from omni.lib.clock import now
from tests.cast import a_customer, acting
from tests.handset import deliver_all, texts_to
from tests.races import race
from tests.stock import TEST, a_stone

pytestmark = pytest.mark.django_db
SYDNEY = ZoneInfo("Australia/Sydney")


@pytest.fixture(autouse=True)
def _noon():
    today = dt.datetime.now(SYDNEY)
    with time_machine.travel(today.replace(hour=12, minute=0), tick=True):
        yield


def held(item: Item, until: dt.timedelta | None = None) -> Claim:
    """Somebody else holds it."""
    (claim,) = claim_stock(
        lines=[ClaimLine(item.pk)], purpose="chat", holder="user:x",
        expires_at=now() + until if until else None, actor=TEST,
    )  # fmt: skip
    return claim


def free(claim: Claim) -> None:
    release_claims(claims=[claim.public_id], why="test", actor=TEST)


def sold(claim: Claim) -> None:
    consume_claims(claims=[claim.public_id], cause="order:x", actor=TEST)


def waits(who: Customer, item: Item, kind: str = "phone") -> FreeWatch:
    to = who.identities.get(kind=kind)
    return watch_piece(customer=who, item=item, to=to, actor=acting(who))


def told(who: Customer, kind: str = "phone") -> list[str]:
    tell_who_waits(actor=TEST)
    deliver_all()
    return texts_to(who.identities.get(kind=kind).value)


def test_she_is_told_once_when_it_is_let_go(priya, stone):
    claim = held(stone)
    watch = waits(priya, stone)
    assert told(priya) == []

    free(claim)

    link = f"http://127.0.0.1:8000/diamonds/{stone.sku}/"
    words = f"Hi Priya. The 1.52 ct round you asked about is free again in Sydney: {link} "
    assert told(priya) == told(priya) == [words + "You asked us to say so, and we only do it once."]
    watch.refresh_from_db()
    assert watch.outcome == "told"
    assert [entry.kind for entry in timeline_of(priya)] == ["messaged", "awaited"]


def test_she_is_told_when_it_runs_out(priya, stone):
    held(stone, dt.timedelta(days=1))
    waits(priya, stone, "email")
    Claim.objects.update(expires_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    expire_claims()

    assert len(told(priya, "email")) == 1


def test_for_what_was_sold_nobody_is_woken(priya, stone):
    claim = held(stone)
    watch = waits(priya, stone)

    sold(claim)

    assert told(priya) == []
    watch.refresh_from_db()
    assert watch.outcome == "gone"


def test_what_somebody_else_takes_before_we_look_isnt_announced(priya, stone):
    claim = held(stone)
    waits(priya, stone)
    free(claim)
    second = held(stone)

    assert told(priya) == []
    free(second)
    assert len(told(priya)) == 1


def test_everybody_who_waits_is_told_and_nobody_else(priya, tom, zoe, stone):
    other = a_stone()
    claim, _other = held(stone), held(other)
    waits(priya, stone)
    waits(tom, stone)
    waits(zoe, other)

    free(claim)

    assert len(told(priya)) == len(told(tom)) == 1
    assert told(zoe) == []


def test_asked_twice_she_is_told_once_at_the_address_given_last(priya, stone):
    claim = held(stone)
    first = waits(priya, stone)
    assert waits(priya, stone, "email") == first

    free(claim)

    assert told(priya) == []
    assert len(told(priya, "email")) == 1


def test_who_changed_her_mind_isnt_told(priya, stone):
    claim = held(stone)
    waits(priya, stone)

    assert stop_watching(customer=priya, item=stone, actor=acting(priya))
    assert not stop_watching(customer=priya, item=stone, actor=acting(priya))
    free(claim)

    assert told(priya) == []


def test_at_night_the_telephone_waits_till_morning_and_the_mailbox_doesnt(priya, tom, stone):
    claim = held(stone)
    waits(priya, stone)
    waits(tom, stone, "email")
    free(claim)
    night = dt.datetime.now(SYDNEY).replace(hour=21, minute=30)

    with time_machine.travel(night):
        assert told(priya) == []
        assert len(told(tom, "email")) == 1

    with time_machine.travel(night + dt.timedelta(hours=10, minutes=31)):
        assert len(told(priya)) == 1


def test_refuses_what_is_free_or_gone_and_addresses_that_arent_hers(priya, tom, stone):
    with pytest.raises(FreeNow):
        waits(priya, stone)
    claim = held(stone)
    with pytest.raises(NoAddress):
        watch_piece(customer=priya, item=stone, to=tom.identities.first(), actor=acting(priya))
    unproven = Identity.objects.create(customer=priya, kind="email", value="new@example.com")
    with pytest.raises(NoAddress):
        watch_piece(customer=priya, item=stone, to=unproven, actor=acting(priya))
    sold(claim)
    with pytest.raises(FreeNow):
        waits(priya, stone)

    assert not FreeWatch.objects.exists()


def test_she_waits_for_so_many_at_most(priya, stone, monkeypatch):
    monkeypatch.setattr("customers.actions.watch_piece.MOST", 1)
    other = a_stone()
    held(stone)
    held(other)
    waits(priya, stone)

    with pytest.raises(ManyWatches):
        waits(priya, other)


def test_two_who_turn_out_to_be_one_are_told_once(priya, stone):
    claim, stranger = held(stone), a_customer()
    waits(priya, stone)
    FreeWatch.objects.create(
        customer=stranger, item=stone, kind="phone", value="+61491570006", asked_at=now()
    )
    merge_customers(gone=stranger, kept=priya, why="test", actor=TEST)

    free(claim)

    assert len(told(priya)) == 1


def test_many_who_wait_are_looked_at_in_batches(priya, tom, stone, monkeypatch):
    monkeypatch.setattr("customers.actions.tell_who_waits.BATCH", 1)
    claim = held(stone)
    waits(priya, stone)
    waits(tom, stone)
    free(claim)

    tell_who_waits(actor=TEST)

    assert Message.objects.count() == 2


def test_looking_costs_two_queries_when_nothing_happened(priya, stone, django_assert_num_queries):
    held(stone)
    waits(priya, stone)

    with django_assert_num_queries(3):  # the second batch is empty
        tell_who_waits(actor=TEST)


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_tell_her_once(priya, stone):
    claim = held(stone)
    waits(priya, stone)
    free(claim)

    told_by_each = race(lambda n: tell_who_waits(actor=TEST), 4)

    assert sorted(told_by_each) == [0, 0, 0, 1]
    assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_control_without_the_rows_lock_each_of_them_tells_her(priya, stone, monkeypatch):
    claim = held(stone)
    waits(priya, stone)
    free(claim)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **how: rows)
    module, gate = sys.modules["customers.actions.tell_who_waits"], threading.Barrier(4)
    real = module.may_ring
    monkeypatch.setattr(module, "may_ring", lambda *a: (gate.wait(60), real(*a))[1])

    told_by_each = race(lambda n: tell_who_waits(actor=TEST), 4)

    assert told_by_each == [1, 1, 1, 1]
