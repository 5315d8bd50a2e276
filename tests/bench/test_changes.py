"""The writer that changes stock during a measure breaks no promise of the shop.

The books are checked after every transactional test.
"""

import pytest

from bench.changes import HELD, Writer
from inventory.models import Claim, Item
from tests.stock import a_place, a_stone

pytestmark = pytest.mark.django_db(transaction=True)


def test_holds_releases_and_prices():
    for _ in range(12):
        a_stone(at=a_place())
    before = dict(Item.objects.values_list("pk", "price"))
    writer = Writer(seed=3)

    for _ in range(100):
        writer.change()

    assert writer.done == 100
    live = Claim.objects.live().count()
    assert 0 < live == len(writer.held) <= min(HELD, 12)
    assert Claim.objects.filter(released_at__isnull=False).exists()
    assert dict(Item.objects.values_list("pk", "price")) != before
