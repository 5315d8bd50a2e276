"""A merge is undone while something else happens: whoever comes second sees the first."""

import uuid

import pytest

from customers.actions import prove as proving
from customers.actions import reserve as reserving
from customers.actions import undo_merge as undoing
from customers.actions.know import know_customer
from customers.actions.prove import prove_address
from customers.actions.reserve import reserve
from customers.actors import visitor_actor
from customers.models import Identity, Interaction, Merge, ShortlistEntry
from inventory.models import Claim
from omni.lib.events import emit
from omni.lib.invariants import breaches
from sales import payments
from sales.actions import confirm_payment as confirming
from sales.models import Order, Payment
from tests.cast import a_customer, acting
from tests.customers.parting import holds, likes, merge, names, undo
from tests.races import Between, Together, race, rounds
from tests.sales.paying import start

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def visitor(db):
    return a_customer("Joan")


@pytest.fixture
def undone(monkeypatch):
    """An undo stops when it has given its rows back and is about to give back the holds."""
    between = Between()

    def emit_and_stop(event):
        emit(event)
        between.stops()

    monkeypatch.setattr(undoing, "emit", emit_and_stop)
    return between


@pytest.fixture
def unlocked(monkeypatch):
    """For the controls: an undo that locks neither of the two."""
    monkeypatch.setattr(
        undoing, "locked_merge",
        lambda pk: Merge.objects.select_related("gone", "kept").get(pk=pk),
    )  # fmt: skip


def told(joined: Merge) -> int:
    return Interaction.objects.filter(ref=f"merge:{joined.pk}").count()


def test_undone_by_two_at_once_it_is_undone_once(priya, ana):
    for _ in range(rounds()):
        joined = merge(a_customer(), priya)

        results = race(lambda n, joined=joined: undo(joined, ana, f"Reason {n}"), 4)

        assert len({row.undone_why for row in results}) == 1, results
        assert told(joined) == 2


def test_control_without_their_lock_it_is_undone_twice(visitor, priya, ana, monkeypatch):
    both_looked, joined = Together(2), merge(visitor, priya)

    def unlocked(pk):
        found = Merge.objects.select_related("gone", "kept").get(pk=pk)
        both_looked()
        return found

    monkeypatch.setattr(undoing, "locked_merge", unlocked)

    race(lambda n: undo(joined, ana, f"Reason {n}"), 2)

    assert told(joined) > 2


def reserves(who, stone, store):
    return reserve(
        customer=who, item=stone, store=store, name="", mobile="", key=uuid.uuid4(),
        actor=acting(who),
    )  # fmt: skip


def test_what_is_given_back_is_promised_to_nobody_meanwhile(
    visitor, priya, ana, stone, sydney, undone
):
    holds(visitor, stone)
    joined = merge(visitor, priya)

    def asks():
        return reserves(priya, stone, sydney)

    _, refused = race(lambda n: undone.then(asks) if n else undo(joined, ana), 2)

    assert refused.code == "insufficient_stock"
    assert Claim.objects.get().holder == f"customer:{visitor.public_id}"


def test_control_without_her_lock_she_is_promised_what_goes_to_another(
    visitor, priya, ana, stone, sydney, undone, monkeypatch
):
    monkeypatch.setattr(reserving, "lock_customer", lambda customer: customer)
    holds(visitor, stone)
    joined = merge(visitor, priya)

    def asks():
        return reserves(priya, stone, sydney)

    _, promised = race(lambda n: undone.then(asks) if n else undo(joined, ana), 2)

    assert promised == Claim.objects.get()
    assert promised.holder == f"customer:{priya.public_id}"
    assert Claim.objects.get().holder == f"customer:{visitor.public_id}"


def test_who_confirms_a_payment_waits_and_sells_to_whose_it_is(
    visitor, priya, ana, stone, sydney, undone
):
    payment = start(stone, visitor)
    joined = merge(visitor, priya)

    def pays():
        return payments.ask(payment=payment.public_id, token="ok", actor=acting(priya))

    _, settled = race(lambda n: undone.then(pays) if n else undo(joined, ana), 2)

    assert (settled.state, settled.customer) == ("settled", visitor)
    assert Order.objects.get().customer == visitor
    assert breaches(with_workers=False) == []


def paid_while_undone(payment, priya, joined, ana, between: Between):
    """What the payment came to; the undo begins where that stops."""

    def undoes():
        return undo(joined, ana)

    def pays():
        return payments.ask(payment=payment.public_id, token="ok", actor=acting(priya))

    paid, _undone = race(lambda n: between.then(undoes) if n else pays(), 2)
    return paid


def test_who_undoes_waits_for_the_order_and_gives_it_back(
    visitor, priya, ana, stone, sydney, monkeypatch
):
    payment, between = start(stone, visitor), Between()
    joined, place = merge(visitor, priya), confirming.place_order

    def place_and_stop(**terms):
        order = place(**terms)
        between.stops()
        return order

    monkeypatch.setattr(confirming, "place_order", place_and_stop)

    settled = paid_while_undone(payment, priya, joined, ana, between)

    assert settled.state == "settled"
    assert (Order.objects.get().customer, Payment.objects.get().customer) == (visitor, visitor)


def test_control_without_a_lock_the_money_has_no_piece(
    visitor, priya, ana, stone, sydney, monkeypatch
):
    """It is confirmed for whose it was when it was looked at, and what it held is another's."""
    payment, between = start(stone, visitor), Between()
    joined = merge(visitor, priya)

    def read_and_stop(ref):
        row = Payment.objects.select_related("customer").get(public_id=ref)
        between.stops()
        return row

    monkeypatch.setattr(confirming, "_locked", read_and_stop)

    paid_while_undone(payment, priya, joined, ana, between)

    assert not Order.objects.exists()
    assert Payment.objects.get().state == "refund_due"


def signs_in(other):
    """Another browser with the same stone on its list proves her number."""
    return prove_address(
        kind="phone", value="+61491570006", visitor=other, session=None, actor=visitor_actor(other)
    )


def a_device(*items) -> uuid.UUID:
    device = uuid.uuid4()
    likes(know_customer(visitor=device, actor=visitor_actor(device)), *items)
    return device


def test_who_signs_in_meanwhile_brings_what_just_went(visitor, priya, ana, stone, undone):
    likes(visitor, stone)
    joined, device = merge(visitor, priya), a_device(stone)

    def joins():
        return signs_in(device)

    race(lambda n: undone.then(joins) if n else undo(joined, ana), 2)

    assert priya.shortlist.entries.get(removed_at=None).item == stone
    assert visitor.shortlist.entries.get(removed_at=None).item == stone
    assert breaches(with_workers=False) == []


def test_control_without_their_lock_it_is_left_behind(visitor, priya, ana, stone, undone, unlocked):
    likes(visitor, stone)
    joined, device = merge(visitor, priya), a_device(stone)

    def joins():
        return signs_in(device)

    race(lambda n: undone.then(joins) if n else undo(joined, ana), 2)

    assert not ShortlistEntry.objects.filter(shortlist__customer=priya, removed_at=None).exists()


@pytest.fixture
def proves(monkeypatch):
    """She proves an address that had come with the merge, and is about to bring another browser."""
    between, joins = Between(), proving.merge_customers

    def stop_and_merge(**terms):
        between.stops()
        return joins(**terms)

    monkeypatch.setattr(proving, "merge_customers", stop_and_merge)
    return between


def prove_and_undo(visitor, priya, ana, stone, proves) -> list[object]:
    """`owner_of` the address is nobody: it is she whom we wrote to there."""
    names(visitor, "joan@example.com")
    joined, device = merge(visitor, priya), a_device(stone)

    def undoes():
        return undo(joined, ana)

    def proof():
        return prove_address(
            kind="email", value="joan@example.com", visitor=device, session=None,
            actor=visitor_actor(device),
        )  # fmt: skip

    return race(lambda n: proves.then(undoes) if n else proof(), 2)


def test_an_address_is_proven_meanwhile_without_a_deadlock(
    visitor, priya, ana, stone, proves, monkeypatch
):
    monkeypatch.setattr(proving, "owner_of", lambda kind, value: priya)

    proof, record = prove_and_undo(visitor, priya, ana, stone, proves)

    assert (proof.customer, bool(record.undone_at)) == (priya, True)
    assert Identity.objects.get(value="joan@example.com").customer == priya


def test_control_without_the_order_of_locks_they_block_each_other(
    visitor, priya, ana, stone, proves, monkeypatch
):
    monkeypatch.setattr(proving, "owner_of", lambda kind, value: priya)
    monkeypatch.setattr(proving, "_lock", lambda owner, here: None)

    outcomes = prove_and_undo(visitor, priya, ana, stone, proves)

    assert any("deadlock" in str(outcome) for outcome in outcomes), outcomes
