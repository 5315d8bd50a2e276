"""What every test has: the cast, and a settled place for journals."""

import pytest

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


@pytest.fixture(autouse=True)
def _own_journals(settings, tmp_path):
    settings.JOURNAL_DIR = tmp_path / "journals"
