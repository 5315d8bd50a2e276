"""A picture is taken down once and put back once, whoever does it at once, and nobody is stuck."""

from contextlib import suppress
from types import SimpleNamespace

import pytest
from django.db import IntegrityError

from inventory.actions import take_down_media as module
from inventory.actions.put_back_media import put_back_media
from inventory.actions.take_down_media import take_down_media
from inventory.errors import NotShown, NotTakenDown
from inventory.models import MediaTakedown, StoneMedia
from omni.lib.clock import now
from tests.kept import a_photo, kept
from tests.races import Together, race, rounds
from tests.stock import TEST, a_stone

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_files(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"


def take_down(media: StoneMedia) -> None:
    take_down_media(media_id=media.pk, why="another stone", actor=TEST)


def test_six_take_it_down_at_once_and_one_has():
    for _ in range(rounds()):
        kept(a_stone())
        media = StoneMedia.objects.last()

        results = race(lambda _, m=media: take_down(m), 6)

        assert results.count(None) == 1, results
        assert all(r is None or isinstance(r, NotShown) for r in results), results
        assert media.takedowns.count() == 1


def test_control_without_the_lock_the_constraint_has_to_refuse(monkeypatch):
    others, bulk_create = Together(2), MediaTakedown.objects.bulk_create

    def once_another_came(rows):
        """He has looked as well, and waits only for the row that is being written."""
        others()
        return bulk_create(rows)

    kept(a_stone())
    media = StoneMedia.objects.get()
    unlocked = SimpleNamespace(at=now(), freed=set())
    monkeypatch.setattr(module, "lock_stock", lambda item_ids: unlocked)
    monkeypatch.setattr(MediaTakedown.objects, "bulk_create", once_another_came)

    results = race(lambda _: take_down(media), 6)

    assert any(isinstance(r, IntegrityError) for r in results), results
    assert media.takedowns.count() == 1


def test_both_links_of_one_file_taken_down_and_put_back_at_once_end_the_same():
    for _ in range(rounds()):
        stone = a_stone()
        for _link in range(2):
            kept(stone, body=a_photo(5))
        links = list(StoneMedia.objects.filter(item=stone))

        def work(n, links=links):
            with suppress(NotShown, NotTakenDown):
                if n % 2:
                    put_back_media(media_id=links[n // 2 % 2].pk, actor=TEST)
                else:
                    take_down(links[n // 2 % 2])

        results = race(work, 8)

        assert results == [None] * 8
        states = set(StoneMedia.objects.filter(item=stone).values_list("state", flat=True))
        open_ = MediaTakedown.objects.filter(media__item=stone, back_at=None).count()
        assert (states, open_) in (({"kept"}, 0), ({"down"}, 2))
