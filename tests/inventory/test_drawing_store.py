"""Drawings as files: made on first need, whole or not at all, never changed."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from inventory.drawing import (
    BadCode,
    Proportions,
    UnknownShape,
    address,
    addresses,
    face_up,
    get_or_make,
    mesh_json,
    path_for,
    ring,
    ring_address,
    store,
)

ROUND = Proportions("round", 7.38, 7.41, 4.54, 57, 34.5, 40.8, 3.5, 52, 77, "E")


def files(directory):
    return [path for path in directory.rglob("*") if path.is_file()]


def test_makes_a_drawing_on_first_need_and_keeps_it(tmp_path, monkeypatch):
    name = address(ROUND)

    body, kind = get_or_make(tmp_path, name)

    assert (body.decode(), kind) == (face_up(ROUND), "image/svg+xml")
    assert path_for(tmp_path, name).read_bytes() == body

    monkeypatch.setattr(store, "draw", lambda name: pytest.fail("drawn twice"))
    assert get_or_make(tmp_path, name) == (body, kind)


@pytest.mark.parametrize("kind", ["face", "night", "facets", "line"])
def test_serves_every_kind_of_picture(tmp_path, kind):
    body, content_type = get_or_make(tmp_path, address(ROUND, kind))

    assert body.startswith(b"<svg ")
    assert content_type == "image/svg+xml"


def test_hands_out_no_address_of_a_kind_that_it_doesnt_draw():
    cut = ROUND.quantised()
    assert addresses(cut, "face", "line") == [address(ROUND), address(ROUND, "line")]

    for ask in (lambda: address(ROUND, "poem"), lambda: addresses(cut, "face", "poem")):
        with pytest.raises(BadCode):
            ask()


def test_serves_the_mesh_as_json(tmp_path):
    assert get_or_make(tmp_path, address(ROUND, "mesh")) == (
        mesh_json(ROUND).encode(),
        "application/json",
    )


def test_serves_rings(tmp_path):
    body, _ = get_or_make(tmp_path, ring_address("halo", "yellow-gold", "oval"))

    assert body.decode() == ring("halo", "yellow-gold", "oval")


@pytest.mark.parametrize(
    "name",
    [
        "face-nonsense",
        "poem-3-round-d-100-570-346-408-35-52-78",
        "face-3-round-d-100-570-346-408-35-52-780",
        "ring-halo-tin-round",
        "../../../etc/passwd",
        "face-" + "1" * 5000,
        "",
    ],
)
def test_refuses_nonsense_and_leaves_no_file(tmp_path, name):
    with pytest.raises(BadCode):
        get_or_make(tmp_path, name)

    assert files(tmp_path) == []


def test_no_shape_means_no_address():
    with pytest.raises(UnknownShape):
        address(Proportions("trillion"))


def test_a_write_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(source, target):
        raise OSError("no space left")

    monkeypatch.setattr(os, "replace", full)

    with pytest.raises(OSError, match="no space"):
        get_or_make(tmp_path, address(ROUND))

    assert files(tmp_path) == []


def test_a_full_shelf_takes_no_more_but_still_draws(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "SHELF", 0)

    body, _ = get_or_make(tmp_path, address(ROUND))

    assert body.decode() == face_up(ROUND)
    assert files(tmp_path) == []


def test_many_first_needs_at_once_end_in_one_file(tmp_path):
    name = address(Proportions("emerald"))

    with ThreadPoolExecutor(8) as pool:
        bodies = set(pool.map(lambda _: get_or_make(tmp_path, name)[0], range(16)))

    assert len(bodies) == 1
    assert files(tmp_path) == [path_for(tmp_path, name)]
