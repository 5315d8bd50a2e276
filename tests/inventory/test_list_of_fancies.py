"""A list with hearts, radiants, colours to Z and fancy colours goes in whole and is found."""

import pytest
from django.db import IntegrityError, transaction

from inventory.actions.regrade import regrade
from inventory.models import Item, Stone
from inventory.models.stone import Clarity, Colour, Hue, Intensity, Shape
from inventory.portrait import grades, proportions
from inventory.selectors.facet_counts import counts
from inventory.selectors.facets import Facets
from inventory.selectors.listed import matching_items
from inventory.selectors.nearest import nearest
from inventory.selectors.places import store_places
from inventory.selectors.reading import read_query
from inventory.selectors.search import find
from inventory.selectors.sentence import understand
from inventory.selectors.stone import similar
from tests.lists import RAPNET, a_feed, bring, rapnet, take_in, undo
from tests.stock import TEST

pytestmark = pytest.mark.django_db(transaction=True)

HEADER = [*RAPNET, "Fancy Color", "Fancy Color Intensity", "Fancy Color Overtone"]
NO_CUT = {"Cut Grade": "", "Crown Angle": "", "Pavilion Angle": "", "Depth %": ""}
SIZES = {"Measurements": "8.10x7.90x4.80", "Weight": "2.01"}


def row(number: int, **cells: str) -> dict[str, str]:
    """A stone that isn't round; `cells` by header, spaces written as `_`."""
    return rapnet(number) | NO_CUT | SIZES | {k.replace("_", " "): v for k, v in cells.items()}


def fancy(number: int, main: str, strength: str = "", tone: str = "", **cells: str) -> dict:
    return row(
        number, Color="", Fancy_Color=main, Fancy_Color_Intensity=strength,
        Fancy_Color_Overtone=tone, **cells,
    )  # fmt: skip


ROWS = [
    row(1, Shape="HS", Color="D"),
    row(2, Shape="RAD", Color="P"),
    row(3, Shape="Radiant", Color="Z"),
    fancy(4, "Yellow", "Fancy Intense", Shape="Radiant", Weight="1.01"),
    fancy(5, "Pink", "Fancy Vivid", "Orangy", Shape="Heart"),
    fancy(6, "BK", "Fancy", Shape="PEAR", Clarity="N"),
    row(7, Shape="Cushion", Color="Fancy Light Brownish Yellow"),
    rapnet(8),
]


@pytest.fixture
def stones(db) -> dict[str, Stone]:
    run = take_in(a_feed(), ROWS, HEADER)
    assert run.counts.get("refused", 0) == 0
    return {f"{n}": Stone.objects.get(item__sku=f"SHINE-R-{n}") for n in range(1, 9)}


def found(query: str) -> set[str]:
    page = find(read_query(query, store_places()))
    skus = Item.objects.filter(pk__in=[one.item_id for one in page.items])
    return {sku.removeprefix("SHINE-R-") for sku in skus.values_list("sku", flat=True)}


def test_every_row_comes_in_as_its_report_says(stones):
    assert [stones[n].shape for n in "123"] == [Shape.HEART, Shape.RADIANT, Shape.RADIANT]
    assert [stones[n].get_colour_display() for n in "12345678"] == [
        "D", "P", "Z", "Fancy Intense Yellow", "Fancy Vivid Orangy Pink", "Fancy Black",
        "Fancy Light Brownish Yellow", "E",
    ]  # fmt: skip
    assert stones["6"].clarity == Clarity.NONE
    assert grades(stones["6"]) == "Fancy Black"
    assert stones["4"].item.title == "1.01 ct radiant, Fancy Intense Yellow VS1"
    assert stones["6"].item.title == "2.01 ct pear, Fancy Black"
    assert stones["2"].item.product.name == "Radiant diamond"
    assert [proportions(stones[n]).quantised().ramp for n in "245"] == ["j", "yellow", "pink"]


@pytest.mark.parametrize(
    ("query", "skus"),
    [
        ("shape=heart", "1 5"), ("shape=radiant", "2 3 4"), ("colour=N-Z", "2 3"),
        ("colour=D,P", "1 2"), ("fancy=yellow", "4 7"), ("fancy=pink,black", "5 6"),
        ("colour=FANCY", "4 5 6 7"), ("intensity=fancy-intense,fancy-vivid", "4 5"),
        ("fancy=yellow&shape=radiant", "4"), ("fancy=yellow&intensity=faint", ""),
        ("colour=E&fancy=yellow", "4 7 8"), ("colour=E,FANCY&fancy=pink", "5 8"),
        ("colour=E&fancy=yellow&intensity=fancy-intense", "4 8"),
        ("colour=E&intensity=fancy-vivid", "5 8"),
        ("colour=E&fancy=none", "8"), ("fancy=none,pink", "1 2 3 5 8"), ("intensity=none", ""),
    ],
)  # fmt: skip
def test_it_is_found_by_facets(stones, query, skus):
    assert found(query) == set(skus.split())


@pytest.mark.parametrize(
    ("text", "skus"),
    [
        ("1 ct fancy yellow radiant", "4"), ("1 ct fancy yelow radient", "4"), ("heart", "1 5"),
        ("haert", "1 5"), ("fancy", "4 5 6 7"), ("vivid pink heart", "5"), ("black", "6"),
        ("fancy light yellow", "7"), ("N to Z", "2 3"), ("radiant P colour", "2"),
        ("P or fancy yellow radiant", "2 4"), ("D or vivid", "1 5"),
    ],
)  # fmt: skip
def test_it_is_found_by_what_people_write(stones, text, skus):
    understood = understand(text, store_places())

    assert understood.unknown == []
    assert found(understood.facets.query) == set(skus.split())


def test_each_choice_says_how_many_it_has(stones):
    told = counts(Facets()).by_choice

    assert [told["fancy"][hue] for hue in (Hue.YELLOW, Hue.PINK, Hue.BLACK, Hue.BLUE)] == [
        2, 1, 1, 0,
    ]  # fmt: skip
    assert told["colour"][Colour.FANCY] == 4
    assert told["intensity"][Intensity.FANCY_VIVID] == 1


def test_trilliants_and_baguettes_come_in_and_are_found(stones):
    run = take_in(
        a_feed_again(),
        [*ROWS, row(9, Shape="TRIL", Color="F"), row(10, Shape="BAG", Weight="0.31")],
        HEADER,
    )

    assert run.counts["new"] == 2
    assert found("shape=trilliant") == found(understand("trillion", {}).facets.query) == {"9"}
    assert found("shape=baguette") == found(understand("bagette", {}).facets.query) == {"10"}
    told = counts(Facets()).by_choice["shape"]
    assert told[Shape.TRILLIANT] == told[Shape.BAGUETTE] == 1
    three = Stone.objects.get(item__sku="SHINE-R-9")
    assert three.item.title == "2.01 ct trilliant, F VS1"
    assert drawn(three) == "trilliant"


def test_tapered_baguettes_are_a_shape_of_their_own(stones):
    lists = [row(9, Shape="Tapered Baguette", Color="F"), row(10, Shape="BAG", Weight="0.31")]
    run = take_in(a_feed_again(), [*ROWS, *lists], HEADER)

    assert run.counts["new"] == 2
    assert found("shape=tapered-baguette") == {"9"}
    for words in ("tapered baguettes", "taperd bagette", "tapered"):
        assert found(understand(words, {}).facets.query) == {"9"}, words
    assert found(understand("baguettes", {}).facets.query) == {"10"}
    told = counts(Facets()).by_choice["shape"]
    assert told[Shape.TAPERED] == told[Shape.BAGUETTE] == 1
    narrow = Stone.objects.get(item__sku="SHINE-R-9")
    assert narrow.item.product.slug == "tapered-baguette-diamond"
    assert narrow.item.title == "2.01 ct tapered baguette, F VS1"
    assert drawn(narrow) == "tapered"


def drawn(stone: Stone) -> str:
    return proportions(stone).quantised().shape


def test_letters_and_fancy_colours_count_as_one_choice(stones):
    told = counts(read_query("colour=E&fancy=yellow&intensity=fancy-intense", store_places()))

    assert told.found == 2
    assert [told.by_choice["colour"][one] for one in (Colour.D, Colour.E, Colour.FANCY)] == [
        1,
        1,
        1,
    ]
    assert [told.by_choice["fancy"][hue] for hue in (Hue.NONE, Hue.YELLOW, Hue.PINK)] == [4, 1, 0]
    strengths = (Intensity.FANCY_LIGHT, Intensity.FANCY_INTENSE, Intensity.FANCY_VIVID)
    assert [told.by_choice["intensity"][one] for one in strengths] == [1, 1, 0]
    assert told.by_choice["shape"][Shape.RADIANT] == told.by_choice["shape"][Shape.ROUND] == 1


def test_a_kept_search_for_either_kind_is_told_of_both(stones):
    wanted = read_query("colour=E&fancy=yellow&intensity=fancy-light", store_places())

    assert matching_items(wanted, [one.pk for one in stones.values()]) == {
        stones["7"].pk, stones["8"].pk,
    }  # fmt: skip


def test_the_nearest_to_either_kind_are_near_to_one_of_them(stones):
    near = nearest(read_query("shape=pear&colour=E&fancy=black&carat_max=0.9", store_places()), 1)

    assert [one.item_id for one in near] == [stones["6"].pk]


def test_the_same_list_again_changes_nothing(stones):
    run = bring(a_feed_again(), ROWS, HEADER)

    assert {fate: n for fate, n in run.counts.items() if n and fate != "same"} == {}


def test_a_stone_that_turns_out_fancy_changes_and_is_undone(stones):
    run = take_in(
        a_feed_again(), [*ROWS[:7], rapnet(8) | {"Color": "", "Fancy Color": "Faint Pink"}], HEADER
    )
    stone = Stone.objects.get(item__sku="SHINE-R-8")
    assert stone.get_colour_display() == "Faint Pink"
    assert found("fancy=pink") == {"5", "8"}

    undo(run)

    stone.refresh_from_db()
    assert stone.get_colour_display() == "E"
    assert found("fancy=pink") == {"5"}


def a_feed_again():
    from inventory.models import SupplierFeed

    return SupplierFeed.objects.get(supplier__code="shine")


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (fancy(1, "Pink") | {"Color": "E"}, "a letter beside a fancy colour"),
        (fancy(1, "", "Fancy Vivid"), "a fancy colour, and nobody said which"),
        (row(1, Color="Fancy"), "a fancy colour, and nobody said which"),
        (fancy(1, "Pink") | {"Color": "Fancy Blue"}, "two columns say different colours"),
        (row(1, Clarity="N"), "only a fancy colour goes without a grade"),
        (row(1, Shape="Half Moon"), "a half moon: a shape that isn't kept here"),
        (fancy(1, "Pink", "FD"), "Fancy Dark or Fancy Deep: write it out"),
        (row(1, Color=""), "is empty"),
    ],
)
def test_what_contradicts_itself_is_refused_alone(db, wrong, reason):
    run = bring(a_feed(), [wrong, rapnet(2)], HEADER)

    assert run.counts["refused"] == 1
    assert run.counts["new"] == 1
    assert run.problems.get().reason == reason


def test_r_is_asked_and_never_guessed(db):
    run = bring(a_feed(), [rapnet(1) | {"Shape": "R"}, rapnet(2)], HEADER)

    assert [one["key"] for one in run.questions] == ["shape:R"]


def test_a_stone_has_a_letter_or_a_fancy_colour(stones):
    for facts in ({"colour": 2, "fancy": 1}, {"colour": 0, "fancy": 0}, {"colour": 2, "fancy": 0,
                  "overtone": "Orangy"}):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Stone.objects.filter(pk=stones["4"].pk).update(**({"overtone": ""} | facts))


def test_a_new_colour_reaches_search(stones):
    Stone.objects.filter(pk=stones["4"].pk).update(fancy=Hue.GREEN)
    regrade(item_ids=[stones["4"].pk], actor=TEST)

    assert found("fancy=green") == {"4"}
    assert found("fancy=yellow") == {"7"}


def test_what_is_like_a_fancy_stone_has_its_colour(stones):
    one = Stone.objects.select_related("item").get(pk=stones["2"].pk)
    yellow = Stone.objects.select_related("item").get(pk=stones["4"].pk)

    assert [each.item_id for each in similar(one)] == [stones["3"].pk]
    assert similar(yellow) == []
