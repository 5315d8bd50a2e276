"""A figure is the median of its runs beside the baseline of the same moment."""

import pytest

from bench.figures import Figure, Run, Target, interleaved


def test_the_value_is_the_median_with_its_spread():
    one = Figure("claims", "claims/s", [Run(5), Run(1), Run(9), Run(3), Run(4)])

    assert one.value == 4
    assert one.spread == (1, 9)
    assert (one.baseline, one.ratio, one.ratios) == (None, None, [])


def test_the_ratio_is_the_median_of_the_ratios_run_by_run():
    slow_then_fast = Figure("page", "pages/s", [Run(10, 100), Run(40, 200), Run(60, 400)])

    assert slow_then_fast.ratios == [0.1, 0.2, 0.15]
    assert slow_then_fast.ratio == 0.15
    assert slow_then_fast.baseline == 200


def test_each_run_is_compared_with_the_baselines_on_both_sides_of_it():
    asked = []
    base, first, second = iter([100, 200, 400]), iter([1, 2]), iter([3, 4])

    def told(name, values):
        return lambda number: asked.append((name, number)) or next(values)

    one, two = interleaved(2, told("base", base), told("one", first), told("two", second))

    assert asked == [
        ("base", 0), ("one", 0), ("two", 0), ("base", 1), ("one", 1), ("two", 1), ("base", 2),
    ]  # fmt: skip
    assert one == [Run(1, 150), Run(2, 300)]
    assert two == [Run(3, 150), Run(4, 300)]


@pytest.mark.parametrize(
    ("target", "runs", "met"),
    [
        (Target(0.5), [Run(50, 100)], True),
        (Target(0.5), [Run(49, 100)], False),
        (Target(1.25, "≤"), [Run(120, 100)], True),
        (Target(60, "≤"), [Run(61)], False),
        (Target(3000), [Run(3000)], True),
        (None, [Run(1)], None),
    ],
)
def test_a_target_bounds_the_ratio_or_the_value_without_a_baseline(target, runs, met):
    assert Figure("any", "", runs, target).is_met is met


def test_its_line_has_the_eight_keys_and_plain_numbers():
    line = Figure("stone_page_vs_ref_q", "pages/s", [Run(612.345, 1234.5)], Target(0.5)).line

    assert line == {
        "name": "stone_page_vs_ref_q", "value": 612.3, "unit": "pages/s", "baseline": 1234,
        "ratio": 0.496, "target": 0.5, "runs": 1, "spread": [612.3, 612.3],
    }  # fmt: skip
