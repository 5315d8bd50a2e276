"""What we know of a stone, what we take as typical, and the address that both make."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.drawing import (
    SHAPES,
    BadCode,
    BadProportions,
    Cut,
    Proportions,
    UnknownShape,
    address,
    card_address,
    with_typical_values,
)

AS_CERTIFIED = Proportions("round", 7.38, 7.41, 4.54, 57, 34.5, 40.8, 3.5, 52, 77, "E")


def test_a_full_certificate_leaves_nothing_typical():
    complete, typical = with_typical_values(AS_CERTIFIED)

    assert typical == frozenset()
    assert (complete.table_pct, complete.crown_angle, complete.pavilion_angle) == (57, 34.5, 40.8)


def test_names_the_fields_that_the_source_lacks():
    listed = Proportions("round", 3.95, 3.98, 2.43, table_pct=55, colour="E")

    complete, typical = with_typical_values(listed)

    assert typical == {
        "crown_angle",
        "pavilion_angle",
        "girdle_pct",
        "star_pct",
        "lower_half_pct",
    }
    assert complete.table_pct == 55
    assert 33 < complete.crown_angle < 36
    assert 39.5 < complete.pavilion_angle < 42


def test_fits_the_missing_angles_to_the_depth():
    shallow, _ = with_typical_values(Proportions("round", 6.5, 6.5, 3.7, table_pct=57))
    deep, _ = with_typical_values(Proportions("round", 6.5, 6.5, 4.3, table_pct=57))

    assert shallow.crown_angle < 34.5 < deep.crown_angle
    assert shallow.pavilion_angle < 40.8 < deep.pavilion_angle


def test_depth_is_a_share_of_the_average_diameter_of_a_round_and_the_width_of_others():
    assert AS_CERTIFIED.depth_pct == pytest.approx(61.39, abs=0.01)
    assert Proportions("oval", 9.1, 6.5, 4.0).depth_pct == pytest.approx(61.54, abs=0.01)
    assert Proportions("oval", 6.5, 9.1, 4.0).depth_pct == pytest.approx(61.54, abs=0.01)


def test_refuses_a_shape_that_we_cannot_draw():
    with pytest.raises(UnknownShape, match="lozenge"):
        Proportions("lozenge")


@pytest.mark.parametrize(
    "field", [{"table_pct": 95}, {"crown_angle": 80}, {"depth_mm": 0}, {"pavilion_angle": -1}]
)
def test_refuses_what_no_stone_has(field):
    with pytest.raises(BadProportions, match=next(iter(field))):
        Proportions("round", **field)


def test_the_same_proportions_have_the_same_key():
    again = Proportions("round", 7.38, 7.41, 4.54, 57, 34.5, 40.8, 3.5, 52, 77, "E")

    assert AS_CERTIFIED.key() == again.key()
    assert len(AS_CERTIFIED.key()) == 20
    int(AS_CERTIFIED.key(), 16)


@pytest.mark.parametrize(
    "other",
    [
        Proportions("round", 7.38, 7.41, 4.54, 59, 34.5, 40.8, 3.5, 52, 77, "E"),
        Proportions("round", 7.38, 7.41, 4.70, 57, 34.5, None, 3.5, 52, 77, "E"),
        Proportions("round", 7.38, 7.41, 4.54, 57, 34.5, 40.8, 3.5, 52, 77, "H"),
        Proportions("oval", 7.38, 7.41, 4.54, 57, 34.5, 40.8, 3.5, 52, 77, "E"),
    ],
)
def test_another_table_depth_colour_or_shape_has_another_key(other):
    assert other.key() != AS_CERTIFIED.key()


def test_colours_share_three_ramps():
    ramps = {letter: Proportions("round", colour=letter).quantised().ramp for letter in "DFGIJZ"}

    assert ramps == {"D": "d", "F": "d", "G": "g", "I": "g", "J": "j", "Z": "j"}


def test_an_address_spells_the_cut_out():
    assert address(AS_CERTIFIED) == "face-3-round-d-100-570-346-408-35-52-78"
    assert Cut.from_code("3-round-d-100-570-346-408-35-52-78") == AS_CERTIFIED.quantised()


def test_stones_that_look_alike_share_a_card():
    sister = Proportions("round", 6.40, 6.43, 3.95, 57.3, 34.8, 40.9, 3.6, 50, 79, "F")

    assert card_address(sister) == card_address(AS_CERTIFIED)
    assert address(sister) != address(AS_CERTIFIED)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "round",
        "3-lozenge-d-100-570-346-408-35-52-78",
        "3-emerald-d-300-570-346-408-35-52-78",
        "3-baguette-d-501-570-346-408-35-52-78",
        "3-round-x-100-570-346-408-35-52-78",
        "3-round-d-100-999-346-408-35-52-78",
        "3-round-d-100-570-346-408-35-52",
        "3-round-d-140-570-346-408-35-52-78",
        "3-round-d-100-0570-346-408-35-52-78",
        "3-round-d-100-570-346-408-035-52-78",
        "1-round-d-100-570-346-408-35-52-78",
        "3-round-d-100-571-346-408-35-52-78",
        "3-round-d-100-570-346-408-35-52-78-9",
        "3-round-d-100-570-346-408-35-52-78\n",
        "3-round-d-١٠٠-570-346-408-35-52-78",
        "../../etc/passwd",
    ],
)
def test_refuses_an_address_that_we_would_not_hand_out(code):
    with pytest.raises(BadCode):
        Cut.from_code(code)


def test_a_baguette_may_be_longer_than_any_other_shape():
    long = Proportions("baguette", 9.0, 2.5)

    assert long.quantised().ratio == 360
    assert Cut.from_code(long.quantised().code) == long.quantised()
    assert Proportions("emerald", 9.0, 2.5).quantised().ratio == 280


@given(
    stone=st.builds(
        Proportions,
        st.sampled_from(SHAPES),
        length_mm=st.floats(3, 15),
        width_mm=st.floats(3, 15),
        depth_mm=st.none() | st.floats(1.5, 10),
        table_pct=st.none() | st.floats(40, 85),
        crown_angle=st.none() | st.floats(15, 50),
        colour=st.sampled_from([None, "D", "G", "K", "Z", ""]),
    )
)
def test_every_stone_has_an_address_that_reads_back(stone):
    cut = stone.quantised()

    assert Cut.from_code(cut.code) == cut
