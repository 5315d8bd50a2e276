"""What every test has: the cast, a settled place for journals, and nothing remembered."""

import datetime as dt
import os

import pytest
from django.core.cache import cache

from omni.lib import kept
from omni.lib.publisher import publisher
from tests.cast import (  # noqa: F401
    ana,
    hana,
    lucia,
    marcus,
    melbourne,
    perth,
    priya,
    stone,
    sydney,
    tom,
    zoe,
)
from tests.elsewhere import server  # noqa: F401
from tests.moulds import _moulds_are_true  # noqa: F401
from tests.reads import _gets_change_no_row  # noqa: F401

pytest_plugins = ["tests.browsing", "tests.emptied", "tests.invariants"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix(worker_id):
    """Each process of tests has servers of its own, where one database needs no other name."""
    assert worker_id == "master" or "OMNI_TEST_SHARES" in os.environ, "only make test may share"


@pytest.fixture(autouse=True)
def _own_journals(settings, tmp_path):
    settings.JOURNAL_DIR = tmp_path / "journals"


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """What a process keeps for a minute is forgotten between tests."""
    cache.clear()
    kept.forget()


@pytest.fixture(autouse=True)
def _settled():
    """No push of one test reads what the next one empties."""
    yield
    publisher.settle(disconnected=True)


@pytest.fixture
def one_window(time_machine):
    """The clock stands: no minute, hour or day of a limit ends while a test comes to its most."""
    time_machine.move_to(dt.datetime.now(dt.UTC), tick=False)


@pytest.fixture
def own_lists(settings, tmp_path):
    """Suppliers' lists are kept in the test's own folder."""
    settings.VAR_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
