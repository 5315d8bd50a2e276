"""A search finds exactly what a plain reading of the stock would, in order, page by page."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inventory.models import Item, Listing, Product
from inventory.selectors.closeness import by_closeness
from inventory.selectors.facets import SORTS, Facets
from inventory.selectors.listed import matching_items
from inventory.selectors.places import store_places
from inventory.selectors.reading import MOST_NOTES, read, read_query
from inventory.selectors.search import PAGE, BadCursor, search
from tests.stock import a_place, a_stone

STORES = ("sydney", "melbourne")
codes = st.lists(st.integers(1, 8), max_size=3).map(lambda found: tuple(sorted(set(found))))
carat = st.none() | st.decimals("0.20", "3.00", places=2)
price = st.none() | st.decimals("300", "30000", places=2)
facets = st.builds(
    Facets,
    shapes=codes,
    colours=codes,
    clarities=codes,
    cuts=st.sampled_from([(), (1,), (1, 2), (3,)]),
    polishes=st.sampled_from([(), (), (1, 2)]),
    fluorescences=st.sampled_from([(), (), (1,), (2, 3)]),
    labs=st.sampled_from([(), (), (1,), (2, 9)]),
    origins=st.sampled_from([(), (), (1,), (2,)]),
    table_min=st.sampled_from([None, None, Decimal("56.5")]),
    table_max=st.sampled_from([None, None, Decimal(60)]),
    ratio_max=st.sampled_from([None, None, Decimal("1.4")]),
    carat_min=carat,
    carat_max=carat,
    price_min=price,
    price_max=price,
    places=st.sampled_from([(), ("sydney",), ("melbourne",), STORES]),
    sort=st.sampled_from([*SORTS, "closest-sydney", "closest-melbourne"]),
)


@pytest.fixture
def stock(db) -> list[Listing]:
    """Four hundred stones of every kind, with many that cost and weigh the same; some are sold."""
    dice = random.Random(4)
    spots = [a_place(slug).pk for slug in STORES] + [a_place("vault", "vault").pk]
    product = Product.objects.create(kind="stone", slug="stones", name="Stones")
    items = Item.objects.bulk_create(
        Item(product=product, sku=f"S{n}", title="A stone", is_serial=True,
             price=dice.choice(["400", "950.50", "21480", "7000"]))
        for n in range(400)
    )  # fmt: skip
    return Listing.objects.bulk_create(
        Listing(
            item=item, shape=dice.randint(1, 8), carat=dice.choice([30, 70, 101, 152, 201]),
            colour=dice.randint(1, 7), clarity=dice.randint(1, 8), cut=dice.randint(0, 4),
            price=int(Decimal(item.price) * 100), state=dice.choice([1, 1, 1, 2, 3, 4]),
            place=dice.choice(spots), polish=dice.randint(0, 3), fluorescence=dice.randint(0, 4),
            lab=dice.choice([0, 1, 2, 9]), origin=dice.randint(0, 2),
            table_pct=dice.choice([0, 560, 570, 610]), ratio=dice.choice([100, 101, 140, 155]),
        )
        for item in items
    )  # fmt: skip


def naive(stock: list[Listing], wanted: Facets) -> list[int]:
    """The same question, answered one stone at a time."""
    spots = {a_place(slug).pk for slug in wanted.places}
    fits = [
        row
        for row in stock
        if row.state != Listing.State.GONE
        and (not wanted.shapes or row.shape in wanted.shapes)
        and (not wanted.colours or row.colour in wanted.colours)
        and (not wanted.clarities or row.clarity in wanted.clarities)
        and (not wanted.cuts or row.cut in wanted.cuts)
        and (wanted.carat_min is None or Decimal(row.carat) / 100 >= wanted.carat_min)
        and (wanted.carat_max is None or Decimal(row.carat) / 100 <= wanted.carat_max)
        and (wanted.price_min is None or Decimal(row.price) / 100 >= wanted.price_min)
        and (wanted.price_max is None or Decimal(row.price) / 100 <= wanted.price_max)
        and (not spots or row.place in spots)
        and (not wanted.polishes or row.polish in wanted.polishes)
        and (not wanted.fluorescences or row.fluorescence in wanted.fluorescences)
        and (not wanted.labs or row.lab in wanted.labs)
        and (not wanted.origins or row.origin in wanted.origins)
        and within(row.table_pct, 10, wanted.table_min, wanted.table_max)
        and within(row.ratio, 100, None, wanted.ratio_max)
    ]
    if wanted.closest_to:
        order = [pk for near in by_closeness(wanted.closest_to) for pk in near]
        # As near are the vault and the other store, both three days away.
        rank = {pk: min(order.index(pk), 1) for pk in order}
        fits.sort(key=lambda row: (rank[row.place], -row.item_id))
        return [row.item_id for row in fits]
    keys = {
        "newest": lambda row: row.item_id,
        "price": lambda row: (row.price, row.item_id),
        "carat": lambda row: (row.carat, row.item_id),
    }
    down = wanted.sort in ("newest", "-price", "-carat")
    fits.sort(key=keys[wanted.sort.removeprefix("-")], reverse=down)
    return [row.item_id for row in fits]


def within(value: int, scale: int, low: Decimal | None, high: Decimal | None) -> bool:
    """A proportion that nobody said is within no bounds."""
    if low is None and high is None:
        return True
    said = Decimal(value) / scale
    return value > 0 and (low is None or said >= low) and (high is None or said <= high)


def test_random_facets_find_what_a_plain_reading_finds_on_every_page(stock):
    @settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
    @given(facets)
    def check(wanted: Facets) -> None:
        expected, found, after = naive(stock, wanted), [], ""
        while True:
            page = search(wanted, after)
            found += [item.item_id for item in page.items]
            assert page.count == len(expected)
            after = page.next
            if not after:
                break

        assert found == expected

    check()


def test_a_query_string_says_the_facets_and_reads_back_to_them(stock):
    @settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
    @given(facets)
    def check(wanted: Facets) -> None:
        pairs = [pair.split("=") for pair in wanted.query.split("&") if pair]

        reading = read({name: [value] for name, value in pairs}, STORES)

        for name in ("carat", "price"):
            if None not in wanted.bounds(name):
                low, high = sorted(wanted.bounds(name))
                wanted = replace(wanted, **{f"{name}_min": low, f"{name}_max": high})
        assert reading.facets == wanted
        assert read_query(wanted.query, STORES) == wanted

    check()


def test_says_which_of_some_stones_fit_a_kept_search(stock, django_assert_num_queries):
    wanted = read_query("shape=round,oval&price_max=8000&place=sydney", STORES)
    some = [row.item_id for row in stock[::2]]
    store_places()

    with django_assert_num_queries(1):
        fitting = matching_items(wanted, some)

    assert fitting == set(naive(stock, wanted)) & set(some)
    assert fitting


def test_asks_the_database_once_and_the_first_time_for_places_and_all_columns(
    stock, django_assert_num_queries
):
    with django_assert_num_queries(4):
        search(Facets(places=("sydney",)))
    with django_assert_num_queries(1):
        search(Facets(places=("melbourne",)))


def test_a_page_is_full_and_the_last_has_no_next(stock):
    first = search(Facets())
    assert len(first.items) == PAGE
    assert first.next

    few = search(Facets(shapes=(1,), colours=(1,)))
    assert len(few.items) < PAGE
    assert few.next == ""


@pytest.mark.parametrize(
    "cursor", ["x", "1", "1.", ".1", "1.2.3", "-1.2", "1.2 ", "9" * 16 + ".1", "1;drop", "١.٢"]
)
def test_a_broken_cursor_is_refused(stock, cursor):
    with pytest.raises(BadCursor):
        search(Facets(), cursor)


def test_a_huge_cursor_is_past_the_end(stock):
    page = search(Facets(sort="price"), "999999999999999.999999999999999")

    assert page.items == []


@pytest.mark.parametrize(
    ("params", "says"),
    [
        ({"shape": ["blob"]}, "blob"),
        ({"shape": ["<script>alert(1)</script>"]}, "script"),
        ({"colour": ["A-C"]}, "A-C"),
        ({"clarity": ["\x00"]}, "clarity"),
        ({"cut": ["superb"]}, "superb"),
        ({"carat_min": ["NaN"]}, "NaN"),
        ({"carat_min": ["-1"]}, "-1"),
        ({"carat_max": ["Infinity"]}, "Infinity"),
        ({"carat_max": ["1e999999999"]}, "1e999999999"),
        ({"price_min": ["9" * 400]}, "999"),
        ({"price_max": ["cheap"]}, "cheap"),
        ({"place": ["atlantis"]}, "atlantis"),
        ({"sort": ["random"]}, "random"),
    ],
)
def test_leaves_out_what_makes_no_sense_and_says_so(params, says):
    reading = read(params, STORES)

    assert reading.facets == Facets()
    assert len(reading.notes) == 1
    assert says in reading.notes[0]


def test_a_flood_of_nonsense_is_answered_with_a_few_sentences():
    flood = {name: [",".join(f"{name}{n}" for n in range(60))] for name in ("shape", "lab", "cut")}

    reading = read(flood | {"place": ["atlantis,atlantis"]}, STORES)

    assert reading.facets == Facets()
    assert len(reading.notes) == MOST_NOTES
    assert reading.notes[0] == "We don’t know the shape “shape0”, so we left it out."
    assert reading.notes[-1] == "There was more that we couldn’t use and left out."
    assert read({"place": ["atlantis,atlantis"]}, STORES).notes == [
        "We don’t know the store “atlantis”, so we left it out."
    ]


def test_turns_a_reversed_range_around_and_says_so():
    reading = read({"carat_min": ["2.1"], "carat_max": ["1.2"]}, STORES)

    assert (reading.facets.carat_min, reading.facets.carat_max) == (Decimal("1.2"), Decimal("2.1"))
    assert reading.notes == ["The carat range ran from high to low; we turned it around."]


def test_reads_spans_repeats_and_prices_as_people_write_them():
    reading = read(
        {
            "colour": ["D-F", "H"],
            "clarity": ["vvs1,VVS2"],
            "cut": ["very-good"],
            "price_max": ["$32,000"],
            "carat_min": [""],
            "sort": ["-price"],
        },
        STORES,
    )

    assert reading.notes == []
    assert reading.facets == Facets(
        colours=(1, 2, 3, 5), clarities=(3, 4), cuts=(2,), price_max=Decimal(32000), sort="-price"
    )
    assert reading.facets.query == (
        "colour=D,E,F,H&clarity=VVS1,VVS2&cut=very-good&price_max=32000&sort=-price"
    )


def test_finds_the_first_stone_of_a_shop_that_was_empty(db):
    assert search(Facets()).items == []

    first = a_stone()

    assert [one.item_id for one in search(Facets()).items] == [first.pk]
