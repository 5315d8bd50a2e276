"""One piece for a store: the store's own, else the soonest; never one that is kept from the web."""

import datetime as dt

import pytest
import time_machine

from inventory.actions import claim_for_store as module
from inventory.actions.claim import ClaimLine
from inventory.actions.claim_for_store import claim_for_store
from inventory.actions.open_memo import open_memo
from inventory.actions.pick_transfer import pick_transfer
from inventory.actions.receive import ReceiveLine, receive_stock
from inventory.actions.receive_transfer import receive_transfer
from inventory.actions.set_safety_stock import set_safety_stock
from inventory.actions.ship_transfer import ship_transfer
from inventory.errors import Insufficient
from inventory.models import Claim, Item, Transfer
from omni.lib import kept
from omni.lib.clock import now
from tests.inventory.moves import Wish, asked
from tests.races import Together, race, rounds
from tests.stock import TEST, a_jewel, a_place, a_stone, a_store, hold, on_hand, sell

pytestmark = pytest.mark.django_db(transaction=True)


def keep(item: Item, town: str = "sydney", holder: str = "customer:1") -> Claim:
    return claim_for_store(
        item=item, store=a_store(town), purpose="collection", holder=holder,
        keep=dt.timedelta(days=2), actor=TEST,
    )  # fmt: skip


def in_two_towns(pieces: int = 1) -> Item:
    item = a_jewel(pieces=pieces)
    line = ReceiveLine(item, a_place("melbourne"), pieces)
    receive_stock(lines=[line], cause="test", actor=TEST)
    return item


def where(claim: Claim) -> str:
    return claim.record.location.code


@pytest.mark.parametrize("town", ["sydney", "melbourne"])
def test_takes_the_piece_of_that_store(town):
    assert where(keep(in_two_towns(), town)) == town


def test_takes_what_can_be_there_first_when_the_store_has_none():
    item = a_jewel(pieces=1)

    claim = keep(item, "melbourne")

    assert (where(claim), claim.quantity) == ("sydney", 1)


def test_one_of_a_kind_is_taken_from_where_it_lies():
    assert where(keep(a_stone(), "melbourne")) == "sydney"


@time_machine.travel("2030-01-07 01:00:00+00:00", tick=False)  # Monday, noon
def test_what_lies_elsewhere_is_asked_for_and_the_hold_goes_with_it():
    item, melbourne = a_stone(), a_place("melbourne")
    claim = keep(item, "melbourne")

    transfer = Transfer.objects.get()
    assert (transfer.source, transfer.destination) == (a_place(), melbourne)
    assert (transfer.state, transfer.due_on) == ("requested", dt.date(2030, 1, 10))
    line = transfer.lines.get()
    assert (line.item, line.claim, line.quantity) == (item, claim, 1)

    pick_transfer(transfer=transfer, picked={line.pk: 1}, actor=TEST)
    ship_transfer(transfer=transfer, actor=TEST)
    receive_transfer(transfer=transfer, actor=TEST)

    claim = Claim.objects.get()
    assert (where(claim), claim.is_live, claim.holder) == ("melbourne", True, "customer:1")


def test_nothing_is_asked_for_twice_nor_where_it_lies():
    item = a_stone()
    a_place("melbourne")
    assert keep(item, "melbourne").pk == keep(item, "melbourne").pk
    keep(a_stone(), "sydney")

    assert Transfer.objects.count() == 1


def test_a_store_without_a_place_of_its_own_asks_for_nothing():
    a_store("melbourne")

    assert where(keep(a_stone(), "melbourne")) == "sydney"
    assert not Transfer.objects.exists()


@time_machine.travel("2030-10-04 01:00:00+00:00", tick=False)  # Friday before summer time begins
def test_is_held_so_long_from_the_end_of_the_day_it_can_be_there_by_the_clock_on_its_wall():
    item, sydney = a_stone(at=a_place("melbourne")), a_store()
    a_place()
    place = a_place("melbourne")
    type(place).objects.filter(pk=place.pk).update(sends_in_days=0)

    until = keep(item).expires_at.astimezone(sydney.tz)

    friday_ends = dt.datetime(2030, 10, 5, tzinfo=sydney.tz)
    assert until == dt.datetime(2030, 10, 7, tzinfo=sydney.tz)
    assert until.timestamp() - friday_ends.timestamp() == 47 * 3600


@pytest.mark.parametrize(
    ("lies", "closed", "ends"),
    [
        ("sydney", [], "2030-12-26T12:00"),
        ("sydney", [25, 26], "2030-12-28T00:00"),
        ("melbourne", [25, 26], "2030-12-28T00:00"),
        ("melbourne", [25], "2030-12-27T00:00"),
    ],
)
@time_machine.travel("2030-12-24 01:00:00+00:00", tick=False)  # noon
def test_is_kept_until_a_day_is_over_on_which_she_finds_the_store_open(lies, closed, ends):
    """It is there on Christmas Eve."""
    place, sydney = a_place(lies), a_place().store
    type(place).objects.filter(pk=place.pk).update(sends_in_days=0)
    for weekday in range(7):
        sydney.hours.create(weekday=weekday, opens=dt.time(9), closes=dt.time(17))
    for day in closed:
        sydney.closures.create(on=dt.date(2030, 12, day), reason="Christmas")
    kept.forget()

    until = keep(a_stone(at=place)).expires_at

    assert f"{sydney.local(until):%Y-%m-%dT%H:%M}" == ends


def test_day_and_place_are_of_one_moment_whatever_arrived_since_it_was_looked_at(monkeypatch):
    """The piece comes to the store while she reserves it: it is there, and nothing is asked for."""
    item = a_stone()
    transfer = asked(Wish(item.pk), to=a_place("melbourne"))
    pick_transfer(transfer=transfer, picked={transfer.lines.get().pk: 1}, actor=TEST)
    ship_transfer(transfer=transfer, actor=TEST)

    def arrives(item_ids):
        receive_transfer(transfer=transfer, actor=TEST)
        return lock_stock(item_ids)

    lock_stock = module.lock_stock
    monkeypatch.setattr(module, "lock_stock", arrives)

    claim = keep(item, "melbourne")

    assert where(claim) == "melbourne"
    assert claim.expires_at < now() + dt.timedelta(days=2, minutes=1)
    assert Transfer.objects.count() == 1


def test_what_is_hers_already_is_kept_for_her_and_brought():
    """She tries it on in Sydney, and decides at home to see it in Melbourne."""
    for item in (a_stone(), a_jewel(pieces=1)):
        a_place("melbourne")
        tried = hold(item)

        claim = keep(item, "melbourne")

        assert (claim.pk, claim.purpose) == (tried.pk, "collection")
        assert Transfer.objects.get(lines__claim=claim).destination == a_place("melbourne")


def test_what_is_hers_for_longer_stays_so():
    item = a_stone()
    later = now() + dt.timedelta(days=6)
    Claim.objects.filter(pk=hold(item).pk).update(expires_at=later)

    assert keep(item).expires_at == later


def test_what_she_has_at_home_on_approval_stays_a_memo():
    item = a_stone()
    open_memo(
        holder="customer:1", origin=a_place(), lines=[ClaimLine(item.pk)],
        due_on=dt.date(2030, 1, 9), actor=TEST,
    )  # fmt: skip

    with pytest.raises(Insufficient):
        keep(item)

    claim = Claim.objects.get()
    assert (claim.purpose, claim.expires_at) == ("memo", None)


@pytest.mark.parametrize("make", [a_jewel, a_stone])
@pytest.mark.parametrize("how", ["held", "kept back", "sold"])
def test_refuses_what_isnt_promised_there_and_changes_nothing(how, make):
    item = make() if make is a_stone else make(pieces=1)
    {
        "held": lambda: hold(item),
        "kept back": lambda: set_safety_stock(
            item=item, location=a_place(), quantity=1, actor=TEST
        ),
        "sold": lambda: sell(item),
    }[how]()
    before = on_hand(item)

    with pytest.raises(Insufficient) as refusal:
        keep(item, holder="customer:2")

    assert refusal.value.short[0].is_gone is (how == "sold")
    assert on_hand(item) == before
    assert not Claim.objects.filter(holder="customer:2").exists()


def kept_by(racers: int = 8) -> int:
    """How many of three got one where the last is kept from the web."""
    item = a_jewel(pieces=3)
    set_safety_stock(item=item, location=a_place(), quantity=1, actor=TEST)
    results = race(lambda n: keep(item, holder=f"customer:{n}"), racers)
    winners = [one for one in results if isinstance(one, Claim)]
    assert len(winners) == on_hand(item)[1]
    assert all(isinstance(one, Claim | Insufficient) for one in results), results
    return len(winners)


def test_many_at_once_never_get_the_one_that_is_kept_back():
    assert [kept_by() for _ in range(rounds())] == [2] * rounds()


def test_control_without_the_lock_somebody_gets_it(monkeypatch):
    def once_all_looked(state, stores):
        found = at_stores(state, stores)
        all_looked()
        return found

    at_stores, all_looked = module.at_stores, Together(8)
    monkeypatch.setattr(module, "lock_stock", lambda item_ids: None)
    monkeypatch.setattr(module, "at_stores", once_all_looked)

    assert kept_by() == 3
