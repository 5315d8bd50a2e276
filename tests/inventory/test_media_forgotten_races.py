"""A finished ring comes back while the sweep forgets pictures: those of its stone stay."""

from collections.abc import Iterable

import pytest
from django.db import transaction

from inventory.actions import forget_media as module
from inventory.actions.forget_media import forget_media
from inventory.actions.return_stock import Back, return_stock
from inventory.locks import Locked, lock_stock
from inventory.models import AssemblyPart, Item, StoneMedia
from tests.kept import kept
from tests.made import a_made_ring
from tests.races import Between, race, rounds
from tests.stock import TEST, a_place, on_hand, sell

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _gone_at_once(tmp_path, settings):
    settings.MEDIA_ROOT, settings.MEDIA_DAYS = tmp_path / "media", 0


def swept_while(change) -> bool:
    """Sweep while `change` has happened and isn't committed; whether the sweep waited for it."""
    between = Between()

    def changes() -> bool:
        with transaction.atomic():
            change()
            return not between.stops()

    waited, forgotten = race(lambda n: between.then(forget_media) if n else changes(), 2)
    assert isinstance(forgotten, int), forgotten
    return waited


def a_ring_that_left(sku: str) -> Item:
    ring = a_made_ring(sku)
    kept(AssemblyPart.objects.get(assembly__item=ring, item__stone__isnull=False).item)
    sell(ring)
    return ring


def come_back(ring: Item) -> None:
    back = [Back(ring.pk)]
    return_stock(lines=back, cause="order:1", location=a_place(), actor=TEST)


def test_the_sweep_waits_for_a_ring_that_comes_back_and_leaves_its_pictures():
    for n in range(rounds(few=1, full=5)):
        ring = a_ring_that_left(f"RING-{n}")

        assert swept_while(lambda ring=ring: come_back(ring))

        assert on_hand(ring) == (1, 0)
        assert StoneMedia.objects.get().state == "kept"
        StoneMedia.objects.all().delete()


def test_control_with_the_stone_alone_locked_they_are_forgotten(monkeypatch):
    ring = a_ring_that_left("RING-1")

    def stones(item_ids: Iterable[int]) -> Locked:
        return lock_stock(pk for pk in item_ids if pk != ring.pk)

    monkeypatch.setattr(module, "lock_stock", stones)

    assert not swept_while(lambda: come_back(ring))

    assert on_hand(ring) == (1, 0)
    assert StoneMedia.objects.get().state == "gone"
