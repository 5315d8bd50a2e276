"""Words by a number of things are remembered by no more of the number than languages look at."""

import pytest
from django.utils.translation import trans_real

from omni.lib import translated


def french(number: int) -> str:
    """As Django's own French catalogue: whole millions are said in a way of their own."""
    plural = trans_real.translation("fr")._catalog._plurals[0]
    return str(plural(number))


@pytest.fixture
def in_french(monkeypatch):
    monkeypatch.setattr(translated, "counted", lambda one, many, number: french(number))
    translated._counted.cache_clear()
    yield
    translated._counted.cache_clear()


@pytest.mark.parametrize(
    "number", [0, 1, 2, 999, 1000, 1001, 54_000, 1_000_000, 1_000_001, 3_000_000]
)
def test_a_remembered_number_is_said_as_its_language_says_it(in_french, number):
    for before in (1000, 1001, 2000, 2_000_000):
        translated.ngettext("one", "many", before)

    assert translated.ngettext("one", "many", number) == french(number)
