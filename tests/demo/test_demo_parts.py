"""The parts of the demo shop, each by itself."""

import io

import pytest
from django.core.management import CommandError, call_command

from chat.demo.answers import ANSWERS
from chat.matching import SURE, likeness
from inventory import drawing
from inventory.demo.jewellery import STYLES as JEWELLERY
from inventory.demo.places import lay_out_places
from inventory.demo.placing import scattered
from inventory.demo.settings import STYLES
from inventory.demo.shapes import HABITS, made_up_stones
from inventory.lists.rows import StoneRow
from inventory.metals import METALS
from inventory.selectors.jewellery import TYPES
from omni.demo.progress import Bar
from staff.demo.cast import CAST
from staff.demo.stores import open_stores
from staff.models import Brand, User


@pytest.mark.parametrize("one", ANSWERS, ids=lambda one: one.shortcut)
def test_each_way_to_ask_finds_its_own_answer(one):
    for question in one.questions:
        best = max(
            ((likeness(question, known), other.title) for other in ANSWERS
             for known in other.questions),
        )  # fmt: skip
        assert best[0] >= SURE
        assert best[1] == one.title, question


def test_made_up_stones_are_the_same_every_time_and_look_like_their_shape():
    first, second = list(made_up_stones(70)), list(made_up_stones(70))

    assert first == second
    for row in first:
        habit = HABITS[row.shape]
        assert habit.ratio[0] - 0.01 <= row.length / row.width <= habit.ratio[1] + 0.01
        assert habit.table[0] <= row.table_pct <= habit.table[1]
        assert 0.2 <= row.carat <= 6
        assert 300 <= row.price <= 200_000


def test_every_setting_has_a_drawing():
    for style in STYLES:
        for metal in METALS:
            assert drawing.ring(style.drawing, metal).startswith("<svg")


def test_every_piece_of_jewellery_has_a_drawing_and_a_type():
    drawn = {style.drawing for style in JEWELLERY}

    assert drawn == set(drawing.JEWELS) == {one for styles in TYPES.values() for one in styles}
    for style in JEWELLERY:
        for metal in style.metals:
            assert drawing.jewel(style.drawing, metal).startswith("<svg")


@pytest.mark.django_db
def test_two_in_a_hundred_lie_in_stores_and_vault():
    places = lay_out_places(open_stores())
    row = next(made_up_stones(1))
    assert isinstance(row, StoneRow)
    placing, same = scattered(places, seed=1), scattered(places, seed=1)

    found = [placing(row).code for _ in range(20_000)]

    assert found == [same(row).code for _ in range(20_000)]
    assert set(found) == {"sydney", "melbourne", "perth", "vault", "warehouse"}
    assert 0.017 <= 1 - found.count("warehouse") / 20_000 <= 0.023


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["load_demo", "demo_sign_ins"])
def test_refuses_to_load_public_passwords_outside_demo_mode(settings, command):
    settings.DEMO = False

    with pytest.raises(CommandError, match="demo"):
        call_command(command)

    assert not Brand.objects.exists()
    assert not User.objects.exists()


def test_sign_ins_name_each_face_and_a_person_for_it(settings):
    out = io.StringIO()

    call_command("demo_sign_ins", stdout=out)

    for one in CAST:
        assert one.email in out.getvalue()
        assert one.password in out.getvalue()
    for path in ("/floor/", "/desk/", "/admin/", "/demo/handset/"):
        assert settings.PUBLIC_URL + path in out.getvalue()


def test_the_bar_moves_in_place_on_a_terminal():
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    out = Terminal()
    bar = Bar(out, "Stones", 4)
    bar(2)
    bar(4)

    assert out.getvalue().count("\r") == 2
    assert out.getvalue().count("\n") == 1
    assert out.getvalue().endswith("100%  4 of 4\n")
