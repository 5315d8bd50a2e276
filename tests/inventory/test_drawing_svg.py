"""The pictures: safe to serve, small enough to send, fast enough to make on first need."""

import json
import re
import time
from itertools import pairwise
from math import dist
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from inventory.drawing import (
    METALS,
    SHAPES,
    STYLES,
    BadCode,
    DrawingError,
    Proportions,
    face_up,
    facets,
    line_only,
    mesh_json,
    ring,
    side,
    sprite,
)
from inventory.drawing.halo import around
from inventory.drawing.shade import cells
from inventory.drawing.solid import solid

ROUND = Proportions("round", 7.38, 7.41, 4.54, 57, 34.5, 40.8, 3.5, 52, 77, "E")


def colours(picture):
    return set(re.findall(r'fill="(#[0-9a-f]{6})"', picture))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("theme", ["light", "night"])
def test_a_face_is_a_small_picture_of_presentation_attributes_only(shape, theme):
    picture = face_up(Proportions(shape), theme)

    root = ET.fromstring(picture)
    assert root.get("viewBox") == "-50 -50 100 100"
    assert 4_000 < len(picture) < 13_000
    for element in root.iter():
        assert element.tag.rpartition("}")[2] in {"svg", "g", "path"}
        assert not {"style", "class", "id"} & set(element.attrib)
        assert not [name for name in element.attrib if name.startswith("on")]


def test_the_same_proportions_draw_the_same_bytes():
    assert face_up(ROUND) == face_up(ROUND)


def test_night_and_body_colour_change_the_inks_but_not_the_shape():
    warm = Proportions("round", 7.38, 7.41, 4.54, 57, 34.5, 40.8, 3.5, 52, 77, "K")

    assert colours(face_up(ROUND)).isdisjoint(colours(face_up(ROUND, "night")))
    assert colours(face_up(ROUND)).isdisjoint(colours(face_up(warm)))
    assert facets(ROUND) == facets(warm)


def test_a_changed_table_changes_the_picture():
    wider = Proportions("round", 7.38, 7.41, 4.54, 60, 34.5, 40.8, 3.5, 52, 77, "E")

    assert face_up(ROUND) != face_up(wider)
    assert facets(ROUND) != facets(wider)


def test_a_round_shows_its_eight_arrows():
    """Dark shafts where the eight pavilion mains lie under the table, light between them."""
    seen = cells(solid(ROUND.quantised()))
    shafts = [c for c in seen if c.crown == "table" and c.under == "pavilion main"]
    between = [c for c in seen if c.crown == "table" and c.under == "lower half"]

    assert len(shafts) == 8
    assert all(max(cell.light) < 0.3 for cell in shafts)
    assert sum(max(cell.light) > 0.5 for cell in between) >= len(between) / 2


def test_refuses_a_theme_that_does_not_exist():
    with pytest.raises(DrawingError, match="light and night"):
        face_up(ROUND, "sepia")


@pytest.mark.parametrize("shape", SHAPES)
def test_one_drawing_takes_less_than_150_ms(shape):
    face_up(Proportions(shape))
    started = time.process_time()

    face_up(Proportions(shape, table_pct=61))

    assert time.process_time() - started < 0.150


@pytest.mark.parametrize("draw", [facets, line_only])
def test_plans_have_lines_and_no_fills(draw):
    picture = draw(ROUND, label='A "round"')

    assert colours(picture) == set()
    assert ET.fromstring(picture).get("aria-label") == 'A "round"'


def test_a_picture_without_a_label_is_passed_over_by_screen_readers():
    assert ET.fromstring(line_only(ROUND)).get("aria-hidden") == "true"


def test_icons_take_the_colour_of_the_text():
    icons = sprite(["round", "pear"])

    assert (icons.count("<symbol"), icons.count("currentColor")) == (2, 2)
    assert colours(icons) == set()


def test_the_file_of_icons_is_what_is_drawn():
    """`sprite(SHAPES)` wrote it, and writes it anew after a new shape."""
    file = Path(__file__).parents[2] / "static/img/cuts.svg"

    assert file.read_text() == sprite(SHAPES)


def test_the_side_names_what_was_measured_and_marks_what_is_typical():
    measured = "".join(ET.fromstring(side(ROUND)).itertext())
    listed = Proportions("round", 3.95, 3.98, 2.43, table_pct=55)
    guessed = "".join(ET.fromstring(side(listed)).itertext())

    for text in ("Table 57%", "34.5°", "40.8°", "3.5%", "61.4%", "7.38 – 7.41 mm"):
        assert text in measured
    assert "typical" not in measured
    assert guessed.count("typical") == 3
    assert "Table 55%" in guessed


def test_the_side_speaks_the_callers_language():
    assert "Tafel 57%" in side(ROUND, words={"table": "Tafel"})


def test_a_mesh_carries_the_planes_and_corners_of_the_solid():
    mesh = json.loads(mesh_json(ROUND))
    body = solid(ROUND.quantised())

    assert len(mesh["facets"]) == len(body.facets)
    assert len(mesh_json(ROUND)) < 20_000
    for name, nx, ny, nz, distance, ring_ in mesh["facets"]:
        assert mesh["names"][name]
        for corner in ring_:
            x, y, z = mesh["corners"][3 * corner : 3 * corner + 3]
            assert nx * x + ny * y + nz * z == pytest.approx(distance, abs=1e-3)
        assert all(one != two for one, two in pairwise(ring_))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("metal", METALS)
def test_rings_come_in_every_style_and_metal(style, metal):
    picture = ring(style, metal, "oval")

    ET.fromstring(picture)
    assert "style=" not in picture


@pytest.mark.parametrize("shape", SHAPES)
def test_a_halo_follows_the_outline_at_even_steps(shape):
    outline = [(30 * x, 30 * y) for x, y in solid(Proportions(shape).quantised()).outline]

    spots = around(outline, 6)

    for one, two in zip(spots, [*spots[1:], spots[0]], strict=True):
        assert 6.5 < dist(one, two) < 9.2
    for spot in spots:
        assert min(dist(spot, corner) for corner in outline) > 5.5


def test_a_ring_can_carry_a_stone_by_its_address():
    picture = ring("four-claw", "platinum", stone_href="/stones/drawing/face-1.svg")

    assert "<image " in picture
    assert len(picture) < 3_000


def test_refuses_a_ring_that_we_do_not_make():
    with pytest.raises(BadCode):
        ring("four-claw", "tin")
