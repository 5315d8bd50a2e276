"""A whole production house on this machine: what a visitor and a supervisor see of it."""

import pytest

from tests.smoke.house import house
from tests.smoke.walk import STEPS


@pytest.fixture(scope="module")
def open_house():
    with house() as made:
        yield made
        assert len(made.left()) > len(made.processes)
    assert made.left() == []


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_in_production(step, open_house):
    step(open_house)
