"""Every figure that was promised is measured, and one can be asked for by its name."""

import re

import pytest

import bench.measures  # noqa: F401
from bench.registry import ENTRIES, TARGETS, chosen, measures

PROMISED = {
    "claim_spread", "claim_hot", "claim_http_p95_ms", "contention_sold", "contention_vs_oscar",
    "search_page_vs_oscar", "search_page_vs_ref_q", "search_growth", "stone_page_vs_oscar",
    "stone_page_vs_ref_q", "one_query_page_vs_ref_q", "live_fanout_200_p99_ms",
    "live_fanout_1000_p99_ms", "import_rows_per_s", "heal_s", "web_memory_vs_oscar",
}  # fmt: skip


def test_every_promised_figure_has_a_target_and_one_measure():
    measured = [name for entry in ENTRIES for name in entry.names]

    assert set(measured) >= PROMISED
    assert len(measured) == len(set(measured))
    assert all(TARGETS[name] for name in PROMISED)


def test_every_target_is_measured_by_somebody():
    assert {name for entry in ENTRIES for name in entry.names} == set(TARGETS)


def test_one_name_chooses_the_measure_that_gives_it():
    (entry,) = chosen("search_page_vs_ref_q")

    assert "search_page_vs_ref_q" in entry.names
    assert chosen("") == ENTRIES


def test_an_unknown_name_is_refused_with_those_there_are():
    with pytest.raises(LookupError, match=re.compile("'nonsense'.*claim_hot", re.DOTALL)):
        chosen("nonsense")
    with pytest.raises(LookupError, match="nonsense"):
        measures("nonsense")
