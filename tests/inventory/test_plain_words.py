"""A report in plain words says only what its values carry."""

import pytest

from inventory.models import Stone
from inventory.plain_words import in_plain_words


def words(**values) -> str:
    given = {"shape": 1, "carat": "1.52", "colour": 2, "clarity": 5, "cut": 1, "typical": []}
    return " ".join(in_plain_words(Stone(**(given | values))))


def test_lively_proportions_are_praised_only_when_measured():
    said = "Table and depth sit in the range that returns the most light."

    assert said in words(table_pct=57, depth_pct=61)
    assert said not in words(table_pct=57, depth_pct=61, typical=["table_pct"])
    assert said not in words()
    assert said not in words(table_pct=57, depth_pct=61, shape=2)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"table_pct": 57, "depth_pct": 65}, "a little deep"),
        ({"table_pct": 57, "depth_pct": 57}, "a little shallow"),
        ({"table_pct": 65, "depth_pct": 61}, "table is wide"),
        ({"table_pct": 50, "depth_pct": 61}, "table is small"),
        ({"cut": 1}, "highest grade"),
        ({"clarity": 2}, "Nothing lies inside"),
        ({"clarity": 7}, "ask us"),
        ({"clarity": 9}, "can be seen by eye"),
        ({"colour": 1}, "D is the very top colour"),
        ({"colour": 7}, "J has a hint of warmth"),
        ({"fluorescence": 1}, "doesn’t glow"),
        ({"fluorescence": 5}, "milky"),
    ],
)
def test_each_value_has_its_sentence(values, says):
    assert says in words(**values)


def test_nothing_is_said_of_what_is_not_known():
    said = words(cut=None, fluorescence=None)

    assert "glow" not in said
    assert "cut" not in said.lower()
