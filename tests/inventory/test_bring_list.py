"""A list is taken in once, or refused with a reason."""

import uuid

import pytest
from django.core.files.base import ContentFile

from inventory.actions.bring_list import bring_list
from inventory.errors import ListsOff
from inventory.lists.errors import UnreadableList
from inventory.models import (
    Import,
)
from omni.lib.errors import KeyReused
from tests.lists import a_feed, bring, bring_bytes, rapnet
from tests.stock import TEST

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(own_lists):
    """Lists are kept in the test's own folder."""


def test_a_list_that_cant_be_read_says_why():
    run = bring_bytes(a_feed(), b"Name,Street\nA,B\n")

    assert run.state == "failed"
    assert run.error.startswith("No row of column names was found")


def test_lists_that_are_switched_off_arent_taken():
    feed = a_feed(is_on=False)

    with pytest.raises(ListsOff):
        bring(feed, [rapnet()])
    assert not Import.objects.exists()


@pytest.mark.parametrize("content", [b"", b"x" * 2000])
def test_an_empty_file_or_one_that_is_too_big_is_refused(content, monkeypatch):
    monkeypatch.setattr("inventory.actions.bring_list.MOST_BYTES", 1000)

    with pytest.raises(UnreadableList):
        bring_bytes(a_feed(), content)
    assert not Import.objects.exists()


def test_the_same_file_sent_twice_under_one_key_is_one_list():
    feed, key = a_feed(), uuid.uuid4()

    def send(content: bytes) -> Import:
        return bring_list(
            supplier=feed.supplier, name="a.csv", content=ContentFile(content), key=key, actor=TEST
        )

    assert send(b"one") == send(b"one")
    with pytest.raises(KeyReused):
        send(b"two")
    assert Import.objects.count() == 1


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\lists\\passwd", "a\x00b/passwd"])
def test_a_name_is_only_a_name(name):
    assert bring(a_feed(), [rapnet()], name=name).source == "passwd"
