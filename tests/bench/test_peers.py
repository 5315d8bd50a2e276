"""A peer measured once is set beside a later figure by its share of the reference."""

import json

import pytest

from bench import peers
from bench.figures import Run


@pytest.mark.parametrize(("kind", "later"), [("rate", 10), ("time", 2.5), ("fixed", 5)])
def test_a_share_means_more_on_a_machine_that_does_more(kind, later):
    kept = peers.share(kind, 5, ref_q=1000)

    assert peers.now(kind, kept, ref_q=1000) == pytest.approx(5)
    assert peers.now(kind, kept, ref_q=2000) == pytest.approx(later)


def test_a_figure_is_set_beside_what_the_peer_would_do_now(tmp_path, monkeypatch):
    file = tmp_path / "peers.json"
    file.write_text(json.dumps({"oscar": {"figures": {"product_page": {"share": 0.02}}}}))
    monkeypatch.setattr(peers, "FILE", file)

    (one,) = peers.beside("stone_page_vs_oscar", "pages/s", [Run(600, 1000), Run(900, 1500)])

    assert one.runs == [Run(600, 20), Run(900, 30)]
    assert one.is_met


def test_without_a_measured_peer_there_is_no_figure(tmp_path, monkeypatch):
    monkeypatch.setattr(peers, "FILE", tmp_path / "none.json")

    assert list(peers.beside("stone_page_vs_oscar", "pages/s", [Run(600, 1000)])) == []
