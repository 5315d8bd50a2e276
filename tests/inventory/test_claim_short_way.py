"""One line is mostly held by one statement, which must do what the long way does."""

import pytest
from django.db import transaction

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.receive import ReceiveLine, receive_stock
from inventory.errors import Insufficient
from inventory.models import Claim, Item, Listing, SafetyStock, StockRecord
from tests.inventory.test_claim import PRIYA, ZOE, claim
from tests.stock import TEST, a_place, a_setting, a_stone

pytestmark = pytest.mark.django_db


def cases_of_stock() -> dict[str, Item]:
    """Pieces that lie, are kept back, held or gone in every way a claim may meet."""
    sydney, perth = a_place("sydney"), a_place("perth")
    cases = {"free": a_stone(), "some": a_setting(pieces=3), "elsewhere": a_stone(at=perth)}
    cases |= {name: a_setting(pieces=2) for name in ("two places", "kept back", "part hers")}
    cases |= {name: a_stone() for name in ("theirs", "hers", "overdue", "away", "hidden")}
    receive_stock(lines=[ReceiveLine(cases["two places"], perth, 4)], actor=TEST, cause="x")
    SafetyStock.objects.create(item=cases["kept back"], location=sydney, quantity=1)
    claim(cases["part hers"])
    claim(cases["theirs"], ZOE)
    claim(cases["hers"])
    claim(cases["overdue"], ZOE, minutes=-1)
    workshop = a_place("workshop", kind="workshop")
    StockRecord.objects.filter(item=cases["away"]).update(location=workshop)
    Item.objects.filter(pk=cases["hidden"].pk).update(is_listed=False)
    return cases


@pytest.mark.parametrize("online", [False, True])
@pytest.mark.parametrize("place", [None, "sydney", "perth"])
@pytest.mark.parametrize("quantity", [1, 2, 5])
def test_one_line_gets_alone_what_it_gets_beside_another(quantity, place, online):
    """Several lines always go the long way."""
    where = a_place(place).pk if place else None
    cases, other = cases_of_stock(), a_setting(pieces=99)

    for item in cases.values():
        line = ClaimLine(item.pk, quantity, where, online)
        assert outcome(item, [line]) == outcome(item, [line, ClaimLine(other.pk)])


def outcome(item: Item, lines: list[ClaimLine]) -> object:
    """What became of the item and is told of it; taken back afterwards."""
    try:
        with transaction.atomic():
            try:
                claims = claim_stock(
                    lines=lines, purpose="basket", holder=PRIYA, expires_at=None, actor=TEST
                )
            except Insufficient as refusal:
                raise Seen(
                    [(s.item_id, s.wanted, s.free, s.is_gone) for s in refusal.short]
                ) from None
            raise Seen(
                [(c.record_id, c.quantity, c.is_serial) for c in claims if c.item_id == item.pk],
                holds_of(item),
                list(StockRecord.objects.filter(item=item).order_by("pk").values_list("claimed")),
                Item.objects.get(pk=item.pk).availability_version,
                list(Listing.objects.filter(item=item).values_list("state", "changed_in")),
            )  # fmt: skip
    except Seen as seen:
        return seen.args


def holds_of(item: Item) -> list[tuple]:
    live = Claim.objects.live().filter(item=item).order_by("record_id", "quantity", "holder")
    return list(live.values_list("record_id", "quantity", "holder", "expires_at"))


class Seen(Exception):
    """An outcome, on its way out of a transaction that is rolled back."""
