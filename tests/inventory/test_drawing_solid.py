"""The solid that is drawn: closed, shaped by its proportions, and convex (a heart in each half)."""

from collections import Counter
from itertools import pairwise
from math import hypot, radians, tan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.drawing import outlines
from inventory.drawing.cut import SHAPES, Cut, limits
from inventory.drawing.proportions import Proportions
from inventory.drawing.solid import solid
from inventory.drawing.tapered import NARROW

NEAR = 1e-6


def build(shape="round", **values):
    return solid(Proportions(shape, **values).quantised())


def volume(body):
    """Six tetrahedra's worth from the origin, by the divergence theorem."""
    total = 0.0
    for facet in body.facets:
        (ax, ay, az), *rest = facet.corners
        for (bx, by, bz), (cx, cy, cz) in pairwise(rest):
            total += ax * (by * cz - bz * cy) - ay * (bx * cz - bz * cx) + az * (bx * cy - by * cx)
    return total / 6


def test_a_round_has_the_facets_of_a_brilliant():
    named = Counter(facet.name for facet in build().facets)

    assert named["table"] == 1
    assert named["star"] == named["kite"] == named["pavilion main"] == 8
    assert named["upper half"] == named["lower half"] == 16


@pytest.mark.parametrize("shape", SHAPES)
def test_every_cut_is_convex(shape):
    body = build(shape)

    for half in halves(body):
        corners = {corner for facet in half for corner in facet.corners}
        for facet in half:
            nx, ny, nz = facet.normal
            for x, y, z in corners:
                assert nx * x + ny * y + nz * z <= facet.distance + NEAR, facet.name


def halves(body):
    if not body.is_double:
        return [body.facets]
    right = [facet for facet in body.facets if all(x > -NEAR for x, _, _ in facet.corners)]
    left = [facet for facet in body.facets if all(x < NEAR for x, _, _ in facet.corners)]
    assert len(left) + len(right) == len(body.facets)
    return [right, left]


def test_a_heart_has_two_lobes_a_cleft_between_them_and_one_tip():
    body = build("heart", length_mm=8.0, width_mm=8.0)
    (tip,) = [(x, y) for x, y in body.outline if y == max(y for _, y in body.outline)]
    (cleft,) = [y for x, y in body.outline if abs(x) < NEAR and y < 0]
    top = min(y for _, y in body.outline)

    assert tip[0] == pytest.approx(0)
    assert top + 0.2 < cleft < 0
    assert {(round(-x, 6), round(y, 6)) for x, y in body.outline} == {
        (round(x, 6), round(y, 6)) for x, y in body.outline
    }


def test_only_a_heart_is_made_of_two():
    assert [shape for shape in SHAPES if build(shape).is_double] == ["heart"]


@pytest.mark.parametrize("ratio", [1.0, 1.05, 1.2])
def test_a_heart_is_as_long_as_it_says(ratio):
    body = build("heart", length_mm=8.0 * ratio, width_mm=8.0)
    xs, ys = zip(*body.outline, strict=True)

    assert max(xs) - min(xs) == pytest.approx(2)
    assert (max(ys) - min(ys)) / 2 == pytest.approx(ratio, abs=0.006)


@pytest.mark.parametrize("ratio", [1.0, 1.08])
def test_a_trilliant_has_three_bowed_sides_and_is_as_long_as_it_says(ratio):
    body = build("trilliant", length_mm=7.0 * ratio, width_mm=7.0)
    xs, ys = zip(*body.outline, strict=True)
    named = Counter(facet.name for facet in body.facets)

    assert max(xs) - min(xs) == pytest.approx(2)
    assert (max(ys) - min(ys)) / 2 == pytest.approx(ratio, abs=0.006)
    assert (named["kite"], named["star"], named["upper half"]) == (9, 9, 18)
    assert sum(abs(x) < NEAR and y == min(ys) for x, y in body.outline) == 1
    assert max(ys) > max(y for x, y in body.outline if abs(abs(x) - 1) < NEAR)


def test_the_middle_of_a_trilliant_of_three_equal_sides_is_as_far_from_each():
    tips, sides = zip(*_tips_and_sides(outlines.trilliant(1.0)), strict=True)

    assert tips == pytest.approx([tips[0]] * 3, rel=0.05)
    assert sides == pytest.approx([sides[0]] * 3, rel=0.05)
    assert tips[0] > 1.4 * sides[0]


def _tips_and_sides(outline):
    far = [hypot(x, y) for x, y in outline.points]
    return [
        (far[at], far[(at + len(far) // 6) % len(far)]) for at in range(0, len(far), len(far) // 3)
    ]


def test_a_baguette_is_a_rectangle_cut_in_steps():
    body = build("baguette", length_mm=6.0, width_mm=3.0)
    named = Counter(facet.name for facet in body.facets)

    assert set(body.outline) == {(1, 2), (1, -2), (-1, 2), (-1, -2)}
    assert named == {"table": 1, "crown step": 8, "girdle": 4, "pavilion step": 16}


@pytest.mark.parametrize(("length", "width"), [(4.0, 2.2), (3.0, 3.0), (9.0, 2.0)])
def test_a_tapered_baguette_is_narrower_above_and_as_deep_as_it_says(length, width):
    body = build("tapered", length_mm=length, width_mm=width)
    named = Counter(facet.name for facet in body.facets)
    top, bottom = ({abs(x) for x, y in body.outline if y * way < 0} for way in (1, -1))
    deepest = min(z for facet in body.pavilion for _, _, z in facet.corners)

    assert len(body.outline) == 4
    assert (top, bottom) == ({NARROW}, {1.0})
    assert max(y for _, y in body.outline) == pytest.approx(length / width, abs=0.006)
    assert named["girdle"] == 4
    assert (named["table"], named["crown step"]) == (1, 8)
    assert -deepest == pytest.approx(body.girdle_height + body.pavilion_depth)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_cut_is_closed(shape):
    """Facet areas as vectors cancel out exactly when no gap is left."""
    body = build(shape)
    push = [0.0, 0.0, 0.0]

    for facet in body.facets:
        (ax, ay, az), *rest = facet.corners
        for (bx, by, bz), (cx, cy, cz) in pairwise(rest):
            ux, uy, uz, vx, vy, vz = bx - ax, by - ay, bz - az, cx - ax, cy - ay, cz - az
            push[0] += (uy * vz - uz * vy) / 2
            push[1] += (uz * vx - ux * vz) / 2
            push[2] += (ux * vy - uy * vx) / 2

    assert push == pytest.approx([0, 0, 0], abs=1e-4)
    assert volume(body) > 0.5


def test_a_round_joins_edge_to_edge():
    body = build()
    edges = Counter()

    for facet in body.facets:
        spots = [tuple(round(v, 4) for v in corner) for corner in facet.corners]
        for one, two in zip(spots, [*spots[1:], spots[0]], strict=True):
            if one != two:
                edges[one, two] += 1

    assert all(times == 1 for times in edges.values())
    assert all((two, one) in edges for one, two in edges)


def test_corners_run_the_same_way_round_on_every_facet():
    for facet in build().facets:
        (ax, ay, az), (bx, by, bz), (cx, cy, cz) = _spread(facet.corners)
        ux, uy, uz, vx, vy, vz = bx - ax, by - ay, bz - az, cx - ax, cy - ay, cz - az
        cross = (uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx)

        assert sum(a * b for a, b in zip(cross, facet.normal, strict=True)) > 0, facet.name


def _spread(corners):
    third = len(corners) / 3
    return corners[0], corners[int(third)], corners[int(2 * third)]


def test_crown_height_and_pavilion_depth_follow_from_the_angles():
    body = build(table_pct=57, crown_angle=34.6, pavilion_angle=40.8)
    heights = [z for facet in body.facets for _, _, z in facet.corners]

    assert max(heights) == pytest.approx(0.43 * tan(radians(34.6)))
    assert min(heights) == pytest.approx(-body.girdle_height - tan(radians(40.8)))


def test_the_table_is_as_wide_as_it_says():
    (table,) = build(table_pct=62).named("table")

    assert max(x for x, _, _ in table.corners) == pytest.approx(0.62)


def test_a_changed_table_moves_the_facets():
    def kites(table):
        return {facet.corners for facet in build(table_pct=table).named("kite")}

    assert kites(57).isdisjoint(kites(59))


def test_a_changed_depth_moves_the_facets():
    def mains(depth):
        stone = build(length_mm=6.5, width_mm=6.5, depth_mm=depth, table_pct=57)
        return {facet.corners for facet in stone.named("pavilion main")}

    assert mains(3.95).isdisjoint(mains(4.1))


def test_a_depth_beside_given_angles_goes_into_the_girdle():
    angles = {"table_pct": 57, "crown_angle": 34.5, "pavilion_angle": 40.8, "girdle_pct": 3.5}
    size = {"length_mm": 6.5, "width_mm": 6.5}

    thin = build(**size, depth_mm=3.98, **angles)
    thick = build(**size, depth_mm=4.15, **angles)

    assert thick.girdle_height > thin.girdle_height
    assert thick.pavilion_depth == thin.pavilion_depth


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_an_address_may_say_a_solid_comes_of_it(data):
    shape = data.draw(st.sampled_from(SHAPES))
    numbers = {name: data.draw(st.integers(*ends), name) for name, ends in limits(shape).items()}
    if shape == "round":
        numbers["ratio"] = 100

    body = solid(Cut(shape, "d", **numbers))

    assert volume(body) > 0
    assert body.named("table")
