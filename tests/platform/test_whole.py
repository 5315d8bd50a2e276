"""An action inside `once` shares its transaction; a refusal takes all of it back, key and all."""

import uuid

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.errors import Insufficient
from inventory.models import Claim
from omni.lib.idempotency import once
from omni.lib.models import ClientKey
from omni.lib.whole import for_one_action, whole
from tests.stock import TEST, a_stone, on_hand

pytestmark = pytest.mark.django_db(transaction=True)


def hold(item, quantity: int = 1):
    return claim_stock(
        lines=[ClaimLine(item.pk, quantity)], purpose="basket", holder="customer:x",
        expires_at=None, actor=TEST,
    )  # fmt: skip


def asked(run):
    return once(actor=TEST, action="hold", key=uuid.uuid4(), body={}, run=run)


def savepoints(queries) -> int:
    return sum("SAVEPOINT" in query["sql"] for query in queries)


def test_straight_inside_once_it_needs_no_savepoint():
    item = a_stone()
    with CaptureQueriesContext(connection) as queries:
        asked(lambda: {"claims": len(hold(item))})

    assert savepoints(queries) == 0
    assert on_hand(item) == (1, 1)


def test_a_refusal_takes_back_the_key_and_what_was_done_before_it():
    item, other = a_stone(), a_stone()

    def both():
        hold(item)
        hold(other, quantity=2)

    with pytest.raises(Insufficient):
        asked(both)

    assert (Claim.objects.count(), ClientKey.objects.count()) == (0, 0)
    assert on_hand(item) == (1, 0)


def test_deeper_down_who_catches_a_refusal_may_go_on():
    item, other = a_stone(), a_stone()

    def careful():
        with transaction.atomic():
            with pytest.raises(Insufficient):
                hold(other, quantity=2)
            return {"claims": len(hold(item))}

    with CaptureQueriesContext(connection) as queries:
        result, _ = asked(careful)

    assert savepoints(queries) > 0
    assert result == {"claims": 1}
    assert on_hand(item) == (1, 1)


def test_in_a_transaction_that_is_not_of_once_it_is_made_as_ever():
    item, other = a_stone(), a_stone()
    asked(lambda: {})
    with transaction.atomic():
        with pytest.raises(Insufficient):
            hold(other, quantity=2)
        hold(item)

    assert on_hand(item) == (1, 1)


@whole
def twice(first, second, quantity: int = 1) -> list:
    return [hold(first), hold(second, quantity)]


def test_an_action_of_actions_needs_none_either():
    item, other = a_stone(), a_stone()
    with CaptureQueriesContext(connection) as queries:
        asked(lambda: {"claims": len(twice(item, other))})

    assert savepoints(queries) == 0
    assert (on_hand(item), on_hand(other)) == ((1, 1), (1, 1))


def test_an_action_of_actions_is_taken_back_whole():
    item, other = a_stone(), a_stone()

    with pytest.raises(Insufficient):
        asked(lambda: {"claims": len(twice(item, other, 2))})

    assert (Claim.objects.count(), ClientKey.objects.count()) == (0, 0)


def test_who_catches_a_refusal_within_goes_on_from_a_savepoint_of_its_own():
    item, other, third = a_stone(), a_stone(), a_stone()

    def careful():
        with pytest.raises(Insufficient), for_one_action():
            twice(item, other, 2)
        return {"claims": len(hold(third))}

    with CaptureQueriesContext(connection) as queries:
        result, _ = asked(careful)

    assert (result, savepoints(queries)) == ({"claims": 1}, 3)  # made, gone back to, let go
    assert [on_hand(one)[1] for one in (item, other, third)] == [0, 0, 1]


def test_who_catches_one_without_is_stopped():
    item, other = a_stone(), a_stone()

    def careless():
        with pytest.raises(Insufficient):
            hold(item, quantity=2)
        return {"claims": len(hold(other))}

    with pytest.raises(transaction.TransactionManagementError):
        asked(careless)

    assert (Claim.objects.count(), ClientKey.objects.count()) == (0, 0)
