"""Jewellery by facets is what looking at every piece, one by one, comes to."""

import random
from collections import defaultdict
from decimal import Decimal

import pytest
import time_machine

from inventory.actions.receive import ReceiveLine, receive_stock
from inventory.actions.set_safety_stock import set_safety_stock
from inventory.models import Claim, Item
from inventory.selectors.availability import availability
from inventory.selectors.jewel_list import JewelFacets, JewelPage, jewel_page
from inventory.selectors.jewellery import TYPES, jewel_of
from inventory.selectors.search import BadCursor
from omni.lib.clock import now
from tests.stock import TEST, a_jewel, a_place, a_setting, a_store, hold, sell

pytestmark = pytest.mark.django_db
METALS = ("platinum", "rose-gold", "yellow-gold")
SORTS = ("style", "price", "-price", "newest")
ASKED = [
    JewelFacets(),
    JewelFacets(kinds=("chains", "watches")),
    JewelFacets(metals=("platinum",), price_max=Decimal(900)),
    JewelFacets(places=("sydney",)),
    JewelFacets(places=("sydney", "perth"), price_min=Decimal(500), price_max=Decimal(1500)),
    JewelFacets(kinds=("earrings",), metals=("rose-gold", "platinum"), places=("melbourne",)),
]


@pytest.fixture
def shop() -> list[Item]:
    """Fifty pieces here and there, some held, kept back, sold, hidden or overdue."""
    dice = random.Random(7)
    places = [a_place(slug) for slug in ("sydney", "melbourne", "perth")]
    places.append(a_place("warehouse", "warehouse"))
    items = [
        a_jewel(
            style=dice.choice([style for styles in TYPES.values() for style in styles]),
            metal=dice.choice(METALS), length=str(40 + number), pieces=0,
            price=str(dice.choice((120, 450, 500, 620, 899, 900, 1500, 2400))),
        )
        for number in range(50)
    ]  # fmt: skip
    for item in items:
        for place in dice.sample(places, dice.choice((0, 1, 1, 2))):
            receive_stock(lines=[ReceiveLine(item, place)], cause="test", actor=TEST)
            if dice.random() < 0.4:
                dice.choice((hold, sell, overdue))(item)
            elif dice.random() < 0.3:
                set_safety_stock(item=item, location=place, quantity=1, actor=TEST)
    Item.objects.filter(pk__in=[item.pk for item in items[:3]]).update(is_listed=False)
    a_setting()
    return items


def overdue(item: Item) -> None:
    with time_machine.travel("2020-01-01"):
        hold(item)


def by_hand(facets: JewelFacets, but: str = "") -> dict[tuple, list[tuple]]:
    """By style and metal, the pieces that fit, `but` one filter: (gone, price, id, kind, towns)."""
    slugs = dict(Item.objects.values_list("pk", "product__style"))
    kinds = {style: kind for kind, styles in TYPES.items() for style in styles}
    shown = Item.objects.filter(product__kind="jewellery", is_listed=True).select_related("product")
    states, found = availability(item.pk for item in shown), defaultdict(list)
    stores = {a_store(slug).pk: slug for slug in ("sydney", "melbourne", "perth")}
    for item in shown:
        kind, free = kinds[slugs[item.pk]], [p for p in states[item.pk].selling if p.free]
        towns = {stores[place.store_id] for place in free if place.store_id}
        low, high = facets.price_min or 0, facets.price_max or 10**9
        fits = {
            "type": not facets.kinds or kind in facets.kinds,
            "metal": not facets.metals or jewel_of(item).metal in facets.metals,
            "price": low <= item.price <= high,
            "place": not facets.places or bool(towns & set(facets.places)),
        }
        if all(fine for name, fine in fits.items() if name != but):
            row = (not free, item.price, item.pk, kind, towns)
            found[item.product_id, item.options["metal"]].append(row)
    return found


def numbers_by_hand(facets: JewelFacets) -> dict[str, dict[str, int]]:
    told = {name: defaultdict(int) for name in ("type", "metal", "place")}
    for rows in by_hand(facets, "type").values():
        told["type"][rows[0][3]] += 1
    for _product, metal in by_hand(facets, "metal"):
        told["metal"][metal] += 1
    for rows in by_hand(facets, "place").values():
        for town in set().union(*(row[4] for row in rows)):
            told["place"][town] += 1
    return {name: dict(of) for name, of in told.items()}


def every_page(facets: JewelFacets, size: int = 4) -> list[int]:
    found, after = [], ""
    while True:
        page = jewel_page(facets, after, size)
        found += page.item_ids
        if not page.next:
            return found
        assert len(page.item_ids) == size
        after = page.next


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("nth", range(len(ASKED)))
def test_pages_and_numbers_are_those_of_looking_at_each(shop, nth, sort):
    facets = JewelFacets(**{
        name: getattr(ASKED[nth], name)
        for name in ("kinds", "metals", "places", "price_min", "price_max")
    }, sort=sort)  # fmt: skip

    page = jewel_page(facets)

    best = {style: min(rows)[:3] for style, rows in by_hand(facets).items()}
    names = dict(Item.objects.values_list("product_id", "product__name"))
    newest = {style: max(row[2] for row in rows) for style, rows in by_hand(facets).items()}
    first = {style: min(row[2] for row in rows) for style, rows in by_hand(JewelFacets()).items()}
    keys = {
        "style": lambda style: (names[style[0]], *style),
        "price": lambda style: (best[style][1], first[style]),
        "-price": lambda style: (-best[style][1], first[style]),
        "newest": lambda style: (-newest[style], first[style]),
    }
    expected = [best[style][2] for style in sorted(best, key=keys[sort])]
    assert every_page(facets) == expected
    assert page.count == len(expected)
    assert {name: page.numbers[name] for name in ("type", "metal", "place")} == numbers_by_hand(
        facets
    )


def test_bars_count_the_designs_that_each_price_would_show(shop):
    page: JewelPage = jewel_page(JewelFacets(price_max=Decimal(100)))

    assert page.count == 0
    for bar in page.bars:
        low = Decimal(0) if bar is page.bars[0] else Decimal(str(bar.low))
        within = JewelFacets(price_min=low, price_max=Decimal(str(bar.high)) - Decimal("0.01"))
        assert bar.number == jewel_page(within).count, bar


def test_a_mark_stands_where_it_stood_when_a_piece_comes_before_it(shop):
    first = jewel_page(JewelFacets(sort="newest"), size=4)

    a_jewel(style="watch", metal="white-gold")

    second = jewel_page(JewelFacets(sort="newest"), first.next, size=4)
    assert not set(first.item_ids) & set(second.item_ids)


@pytest.mark.parametrize("sort", SORTS)
def test_a_page_follows_its_mark_also_when_what_stood_there_was_hidden(shop, sort):
    facets = JewelFacets(sort=sort)
    first, whole = jewel_page(facets, size=4), every_page(facets)
    last = Item.objects.get(pk=first.item_ids[-1])
    alike = Item.objects.filter(product=last.product, options__metal=jewel_of(last).metal)

    alike.update(is_listed=False)

    assert jewel_page(facets, first.next, size=len(whole)).item_ids == whole[4:]


@pytest.mark.parametrize("after", ["x", "1", "1.x", "-1.2", "9" * 20 + ".1", "1.2.3", "\x00"])
def test_refuses_a_mark_that_isnt_ours(after):
    with pytest.raises(BadCursor):
        jewel_page(JewelFacets(), after)


def test_says_itself_in_an_address():
    facets = JewelFacets(
        kinds=("chains",), metals=("platinum", "rose-gold"), places=("sydney",),
        price_min=Decimal("500.00"), sort="-price",
    )  # fmt: skip

    assert facets.query == (
        "type=chains&metal=platinum&metal=rose-gold&price_min=500&place=sydney&sort=-price"
    )
    assert facets.without("metal").without("price").query == (
        "type=chains&place=sydney&sort=-price"
    )
    assert JewelFacets().query == ""


def test_one_query(shop, django_assert_num_queries):
    assert Claim.objects.filter(expires_at__lt=now(), released_at=None).exists(), "of all sorts"
    with django_assert_num_queries(1):
        jewel_page(ASKED[4])
