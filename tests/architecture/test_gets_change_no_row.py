"""The guard over every GET of the suite does see a write."""

import pytest

from omni.lib.models import Counter
from tests.reads import ReadWrote, reading_only

pytestmark = pytest.mark.django_db


def test_a_write_in_a_get_is_refused():
    with pytest.raises(ReadWrote), reading_only("/x/"):
        Counter.objects.create(name="x", window_at="2026-01-01T00:00Z")


def test_a_read_is_not():
    with reading_only("/x/"):
        assert Counter.objects.count() == 0
