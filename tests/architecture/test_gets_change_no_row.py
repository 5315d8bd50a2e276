"""The guard over every GET of the suite does see a write."""

import pytest

from omni.lib.models import Counter
from omni.lib.statement import Writing
from tests.reads import ReadWrote, reading_only

pytestmark = pytest.mark.django_db


def test_a_write_in_a_get_is_refused():
    with pytest.raises(ReadWrote), reading_only("/x/"):
        Counter.objects.create(name="x", window_at="2026-01-01T00:00Z")


def test_a_write_that_is_prepared_is_seen_too():
    rename = Writing("UPDATE lib_counter SET name = %s WHERE false RETURNING id")
    assert rename.rows("x") == []

    with pytest.raises(ReadWrote), reading_only("/x/"):
        rename.rows("x")


def test_a_read_is_not():
    with reading_only("/x/"):
        assert Counter.objects.count() == 0
