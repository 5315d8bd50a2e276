"""What is left after a transactional test is what Django's own way would leave."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

from inventory.models import StockMovement
from tests import emptied
from tests.admin.conftest import ada, some_of_everything  # noqa: F401
from tests.emptied import GIVEN, empty, filled
from tests.stock import a_stone

pytestmark = pytest.mark.django_db(transaction=True)


def given() -> tuple[set, set]:
    kinds = set(ContentType.objects.values_list("app_label", "model"))
    return kinds, set(Permission.objects.values_list("codename", "content_type__model"))


@pytest.mark.parametrize("large", [emptied.LARGE, 0])
def test_leaves_what_a_flush_leaves(sydney, ada, monkeypatch, large):  # noqa: F811
    monkeypatch.setattr(emptied, "LARGE", large)
    some_of_everything(sydney, ada, 1)
    assert len(filled()) > 50

    empty()

    assert set(filled()) == GIVEN
    left = given()
    call_command("flush", verbosity=0, interactive=False)
    assert set(filled()) == GIVEN
    assert left == given()


@pytest.mark.parametrize(("large", "room_kept"), [(emptied.LARGE, True), (0, False)])
def test_a_large_table_gives_its_room_back(monkeypatch, large, room_kept):
    monkeypatch.setattr(emptied, "LARGE", large)
    a_stone()
    assert StockMovement.objects.exists()

    empty()

    assert not StockMovement.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size('inventory_stockmovement') > 0")
        assert cursor.fetchone() == (room_kept,)


def test_every_foreign_key_waits_for_the_end_of_a_transaction():
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'f' AND NOT condeferred")
        assert cursor.fetchall() == []
