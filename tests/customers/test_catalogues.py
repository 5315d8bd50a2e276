"""A long list on paper: asked for, made by a worker, kept while it is true."""

import datetime as dt
import os

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from customers.actions.ask_catalogue import ask_catalogue
from customers.actions.make_catalogue import (
    MOST_TRIES,
    STUCK,
    due_catalogues,
    forget_catalogues,
    forget_left_files,
    give_up_catalogues,
    make_catalogue,
)
from customers.lists_out import rows_of
from customers.lists_out.kept import FEW, is_short, kept_catalogues, kept_file, standing
from customers.models import Catalogue, Selection
from customers.selectors.selections import pieces_of
from inventory.actions.set_price import set_price
from omni.lib.clock import now
from omni.lib.left_files import LEFT_BEHIND
from tests.customers.selections import a_selection
from tests.stock import TEST, a_stone, hold, sell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media" / "private" / "catalogues"


@pytest.fixture
def chosen(marcus) -> Selection:
    return a_selection(marcus, *(a_stone() for _ in range(FEW + 1)))


def rows(chosen):
    return rows_of(pieces_of(chosen))


def made(chosen) -> Catalogue:
    row = ask_catalogue(selection=chosen, actor=TEST)
    assert make_catalogue(catalogue_id=row.pk, actor=TEST)
    row.refresh_from_db()
    return row


def test_it_is_asked_for_and_made_once(chosen, folder):
    row = ask_catalogue(selection=chosen, actor=TEST)

    assert standing(chosen, rows(chosen)) == ("wanted", row)
    assert kept_file(chosen, rows(chosen)) is None
    assert ask_catalogue(selection=chosen, actor=TEST) == row
    assert make_catalogue(catalogue_id=row.pk, actor=TEST)

    assert standing(chosen, rows(chosen)) == ("ready", row)
    assert kept_file(chosen, rows(chosen)).startswith(b"%PDF-")
    assert not make_catalogue(catalogue_id=row.pk, actor=TEST)
    assert ask_catalogue(selection=chosen, actor=TEST).state == "ready"
    assert len(list(folder.iterdir())) == 1


def costlier(item):
    set_price(item=item, price=item.price + 100, actor=TEST)


@pytest.mark.parametrize("becomes", [hold, sell, costlier])
def test_what_is_printed_on_it_changed_so_it_is_none(chosen, folder, becomes):
    row, item = made(chosen), chosen.pieces.first().item

    becomes(item)

    assert standing(chosen, rows(chosen)) == ("none", None)
    assert kept_file(chosen, rows(chosen)) is None
    assert forget_catalogues(actor=TEST) == 1
    assert list(folder.iterdir()) == []
    assert not Catalogue.objects.filter(pk=row.pk).exists()


def test_the_sweep_keeps_what_is_true(chosen, folder):
    made(chosen)

    assert forget_catalogues(actor=TEST) == 0

    assert kept_file(chosen, rows(chosen)) is not None


def test_asked_for_anew_it_takes_the_place_of_the_one_before(chosen, folder):
    made(chosen)
    (before,) = folder.iterdir()
    sell(chosen.pieces.first().item)

    made(chosen)

    (after,) = folder.iterdir()
    assert after != before
    assert Catalogue.objects.count() == 1


def test_each_language_has_its_own(chosen):
    made(chosen)

    with translation.override("de"):
        assert standing(chosen, rows(chosen)) == ("none", None)


def test_one_worker_is_at_it_and_the_next_when_that_one_died(chosen):
    row = ask_catalogue(selection=chosen, actor=TEST)
    Catalogue.objects.update(beat_at=now())
    assert not make_catalogue(catalogue_id=row.pk, actor=TEST)
    assert due_catalogues() == []

    Catalogue.objects.update(beat_at=now() - STUCK - dt.timedelta(seconds=1))

    assert due_catalogues() == [row.pk]
    assert make_catalogue(catalogue_id=row.pk, actor=TEST)


def test_what_breaks_again_and_again_has_failed_and_may_be_asked_for_anew(
    chosen, folder, monkeypatch
):
    row = ask_catalogue(selection=chosen, actor=TEST)
    broken = "customers.actions.make_catalogue.as_catalogue"
    with monkeypatch.context() as patch:
        patch.setattr(broken, lambda *_: 1 / 0)
        for _ in range(MOST_TRIES):
            Catalogue.objects.update(beat_at=None)
            with pytest.raises(ZeroDivisionError):
                make_catalogue(catalogue_id=row.pk, actor=TEST)
    Catalogue.objects.update(beat_at=None)
    assert give_up_catalogues(actor=TEST) == 1
    assert due_catalogues() == []
    assert standing(chosen, rows(chosen))[0] == "failed"

    assert made(chosen).state == "ready"
    assert kept_catalogues().exists(Catalogue.objects.get().file)


def test_a_worker_that_was_given_up_throws_its_own_away(chosen, folder, monkeypatch):
    row = ask_catalogue(selection=chosen, actor=TEST)

    def slow(*_):
        Catalogue.objects.update(worker=None)  # another took over meanwhile
        return b"%PDF-late"

    monkeypatch.setattr("customers.actions.make_catalogue.as_catalogue", slow)

    assert not make_catalogue(catalogue_id=row.pk, actor=TEST)

    assert list(folder.iterdir()) == []
    assert Catalogue.objects.get().state == "wanted"


def test_a_few_are_drawn_while_one_waits(chosen):
    assert not is_short(rows(chosen))
    assert is_short(rows(chosen)[:FEW])


def test_who_asks_first_reads_no_piece(chosen):
    with CaptureQueriesContext(connection) as asked:
        ask_catalogue(selection=chosen, actor=TEST)
        ask_catalogue(selection=chosen, actor=TEST)

    assert not [query for query in asked if "selectionpiece" in query["sql"]]


def test_the_sweep_asks_as_much_for_many_as_for_one(chosen, folder, marcus):
    made(chosen)
    with CaptureQueriesContext(connection) as for_one:
        assert forget_catalogues(actor=TEST) == 0
    others = [a_selection(marcus, a_stone(), *_items(chosen)) for _ in range(3)]
    for other in others:
        made(other)

    with CaptureQueriesContext(connection) as for_four:
        assert forget_catalogues(actor=TEST) == 0

    assert len(for_four) == len(for_one)


def test_the_sweep_tells_the_true_from_the_untrue(chosen, folder, marcus):
    shared = chosen.pieces.first().item
    same, another = a_selection(marcus, a_stone(), shared), a_selection(marcus, a_stone())
    for one in (chosen, same, another):
        made(one)

    sell(shared)

    assert forget_catalogues(actor=TEST) == 2
    assert Catalogue.objects.get().selection == another
    assert Catalogue.objects.get().beat_at is not None
    assert len(list(folder.iterdir())) == 1


def _items(chosen):
    return [piece.item for piece in chosen.pieces.all()]


def test_the_file_of_a_worker_that_was_killed_before_it_said_so_goes_within_hours(chosen, folder):
    made(chosen)
    (ours,) = folder.iterdir()
    left, young = folder / "left.pdf", folder / "young.pdf"
    for file in (left, young):
        file.write_bytes(b"%PDF-")
    long_ago = now().timestamp() - LEFT_BEHIND.total_seconds() - 1
    for file in (left, ours):
        os.utime(file, (long_ago, long_ago))

    assert forget_left_files(actor=TEST) == 1

    assert {*folder.iterdir()} == {ours, young}
    assert kept_file(chosen, rows(chosen)) is not None


def test_a_catalogue_that_failed_keeps_no_file_of_before(chosen, folder):
    made(chosen)
    (before,) = folder.iterdir()
    Catalogue.objects.update(state="failed")
    os.utime(before, (0, 0))

    assert forget_left_files(actor=TEST) == 1

    assert list(folder.iterdir()) == []


def test_where_none_was_ever_made_there_is_nothing_to_forget(folder):
    assert not folder.exists()

    assert forget_left_files(actor=TEST) == 0
