"""What is held for a store and lies elsewhere is asked for once, the hold goes along."""

import datetime as dt

import pytest

from inventory.actions import bring_claims as module
from inventory.actions import replace_transfers as replacing
from inventory.actions.bring_claims import bring_claims
from inventory.actions.cancel_transfer import cancel_transfer
from inventory.actions.release import release_claims
from inventory.actions.replace_transfers import replace_transfers
from inventory.errors import ClaimOver
from inventory.models import Transfer
from tests.inventory.moves import Wish, asked, packed, sent
from tests.races import Together, race, rounds
from tests.stock import TEST, a_jewel, a_place, a_stone, a_store, hold

pytestmark = pytest.mark.django_db(transaction=True)
DAY = dt.date(2030, 1, 12)


def bring(*claims, town: str = "sydney") -> list[Transfer]:
    a_place(town)
    return bring_claims(claims=list(claims), store=a_store(town), due_on=DAY, actor=TEST)


def test_one_transfer_for_each_place_that_sends():
    stones = [a_stone(at=a_place(town)) for town in ("melbourne", "sydney", "perth", "melbourne")]
    claims = [hold(stone) for stone in stones]

    found = bring(*claims)

    assert [(one.source.code, one.destination.code, one.due_on) for one in found] == [
        ("melbourne", "sydney", DAY), ("perth", "sydney", DAY),
    ]  # fmt: skip
    assert [[line.claim for line in one.lines.order_by("pk")] for one in found] == [
        [claims[0], claims[3]], [claims[2]],
    ]  # fmt: skip


def test_the_day_is_the_calendars_unless_somebody_says_one():
    claim = hold(a_stone(at=a_place("melbourne")))

    (found,) = bring_claims(claims=[claim], store=a_place().store, actor=TEST)

    assert found.due_on is not None


def test_what_was_called_off_is_asked_for_again_and_what_is_coming_is_not():
    claim = hold(a_stone(at=a_place("melbourne")))
    (first,) = bring(claim)
    assert bring(claim) == []

    cancel_transfer(transfer=first, why="its clasp is broken", actor=TEST)

    (again,) = bring(claim)
    assert again.lines.get().claim == claim


def test_nothing_is_asked_for_that_is_held_no_longer():
    claim = hold(a_stone(at=a_place("melbourne")))
    release_claims(claims=[claim.public_id], why="let go", actor=TEST)

    assert bring(claim) == []


def test_a_store_without_a_place_of_its_own_asks_for_nothing():
    claim = hold(a_stone())

    assert bring_claims(claims=[claim], store=a_store("perth"), actor=TEST) == []


def replace(*items, holder: str = "customer:1") -> list[str]:
    replace_transfers(
        holder=holder, items=list(items), store=a_place().store, why="elsewhere", actor=TEST
    )
    return list(Transfer.objects.order_by("pk").values_list("state", flat=True))


def for_her(*items) -> Transfer:
    return asked(*[Wish(item.pk, claim=hold(item).public_id) for item in items])


@pytest.mark.parametrize(
    ("case", "state"),
    [
        ("asked for", "cancelled"), ("packed", "picked"), ("sent", "shipped"),
        ("hers to this store", "requested"), ("somebody else's", "requested"),
        ("with others' pieces", "requested"),
    ],
)  # fmt: skip
def test_only_what_isnt_packed_and_is_hers_alone_is_replaced(case, state):
    item = a_stone(at=a_place("melbourne") if case == "hers to this store" else a_place())
    other = a_jewel(pieces=1)
    wish = Wish(item.pk, claim=hold(item).public_id)
    {
        "asked for": lambda: asked(wish),
        "packed": lambda: packed(asked(wish)),
        "sent": lambda: sent(wish),
        "hers to this store": lambda: asked(wish, source=a_place("melbourne"), to=a_place()),
        "somebody else's": lambda: asked(wish),
        "with others' pieces": lambda: asked(wish, Wish(other.pk)),
    }[case]()

    holder = "customer:2" if case == "somebody else's" else "customer:1"
    assert replace(item, holder=holder) == [state]


def packed_meanwhile(monkeypatch) -> str:
    """The box is packed after it was looked for; answers its state at last."""
    item = a_stone()
    transfer = for_her(item)

    def packing(*asked_for):
        found = look(*asked_for)
        packed(transfer)
        return found

    look = replacing._bound_elsewhere
    monkeypatch.setattr(replacing, "_bound_elsewhere", packing)
    return replace(item)[0]


def test_what_is_packed_a_moment_before_stays_packed(monkeypatch):
    assert packed_meanwhile(monkeypatch) == "picked"


def test_control_without_its_lock_a_packed_box_is_cancelled(monkeypatch):
    monkeypatch.setattr(replacing, "locked_transfer", lambda transfer, *states: transfer)

    assert packed_meanwhile(monkeypatch) == "cancelled"


def asked_at_once(racers: int = 6) -> list[object]:
    claim = hold(a_stone(at=a_place("melbourne")))
    a_place()
    return race(lambda _: bring(claim), racers)


def test_many_who_ask_at_once_ask_once():
    for _ in range(rounds()):
        results = asked_at_once()

        assert sorted(map(len, results)) == [0, 0, 0, 0, 0, 1], results


def test_control_without_the_lock_all_but_one_are_refused(monkeypatch):
    def once_all_looked(claim):
        found = is_asked_for(claim)
        all_looked()
        return found

    is_asked_for, all_looked = module.is_asked_for, Together(6)
    monkeypatch.setattr(module, "lock_stock", lambda item_ids: None)
    monkeypatch.setattr(module, "is_asked_for", once_all_looked)

    assert any(isinstance(one, ClaimOver) for one in asked_at_once())
