"""Chains, earrings and watches: found, shown in their metal and size, held and bought."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.lists_out import rows_of
from customers.selectors.selections import pieces_of
from inventory.models import Claim, Item
from sales.models import Order
from tests.cast import a_browser
from tests.customers.selections import a_selection
from tests.floor.scenes import key
from tests.stock import a_jewel, a_place, a_setting, on_hand
from tests.storefront.test_checkout import buy

pytestmark = pytest.mark.django_db
LIST = "/jewellery/"


@pytest.fixture
def chains(sydney) -> list[Item]:
    """Of 40 and 45 cm in yellow gold, of 45 in platinum, and a watch."""
    return [
        a_jewel(length="40", price="620"), a_jewel(), a_jewel(metal="platinum", price="900"),
        a_jewel(style="watch", metal="rose-gold", price="6400"),
    ]  # fmt: skip


def html(where: str, **query) -> str:
    answer = a_browser().get(where, query)
    assert answer.status_code == 200
    return answer.content.decode()


def named(**query) -> list[tuple]:
    """(style, metal) of what is listed, in order."""
    answer = a_browser().get(LIST, query)
    return [(one["item"].product.slug, one["jewel"].metal) for one in answer.context["jewels"]]


def test_each_style_and_metal_is_listed_once_from_its_lowest_price(chains):
    page = html(LIST)

    assert named() == [
        ("trace-chain", "platinum"), ("trace-chain", "yellow-gold"), ("watch", "rose-gold"),
    ]  # fmt: skip
    assert "from $620" in page
    assert "from $690" not in page
    assert 'href="/jewellery/trace-chain/?metal=platinum"' in page
    assert "jewel-watch-rose-gold.svg" in page


def test_it_is_narrowed_by_type_and_metal_and_taking_one_off_keeps_the_other(chains):
    assert named(type="watches") == [("watch", "rose-gold")]
    assert named(type="chains", metal="platinum") == [("trace-chain", "platinum")]
    assert named(type="watches", metal="platinum") == []
    assert len(named(type="tiaras", metal="tin")) == 3

    page = html(LIST, type="chains", metal="platinum")

    assert 'href="/jewellery/?type=chains"' in page
    assert 'href="/jewellery/?metal=platinum"' in page
    assert "Nothing like that is listed today." in html(LIST, type="earrings")


def test_what_isnt_listed_or_no_jewellery_of_ours_isnt_there(chains):
    Item.objects.filter(product__slug="watch").update(is_listed=False)
    a_setting()

    assert [style for style, _metal in named()] == ["trace-chain"] * 2
    for slug in ("watch", "four-claw", "nothing"):
        assert a_browser().get(f"/jewellery/{slug}/").status_code == 404


def test_her_metal_and_size_choose_the_piece(chains):
    short, usual, white, _watch = chains
    for query, item in [
        ({"metal": "yellow-gold", "size": "45"}, usual),
        ({"metal": "yellow-gold"}, short),
        ({"metal": "yellow-gold", "size": "99"}, short),
        ({"metal": "platinum", "size": "40"}, white),
        ({}, white),
        ({"metal": "tin", "size": "\x00"}, white),
    ]:
        answer = a_browser().get("/jewellery/trace-chain/", query)
        assert answer.context["item"] == item, query

    page = html("/jewellery/trace-chain/", metal="yellow-gold", size="45")

    assert "$690" in page
    assert "45 cm" in page
    assert f'href="/buy/{usual.sku}/"' in page
    assert "jewel-trace-chain-yellow-gold.svg" in page


def test_one_that_is_gone_is_passed_over_and_says_so(chains):
    gone = a_jewel(length="38", pieces=0)

    answer = a_browser().get("/jewellery/trace-chain/", {"metal": "yellow-gold"})

    assert answer.context["item"] == chains[0]
    assert answer.content.decode().count("none left") == 1
    hers = html("/jewellery/trace-chain/", metal="yellow-gold", size="38")
    assert f"/buy/{gone.sku}/" not in hers


def test_more_pieces_cost_no_more_queries(chains):
    def cost(where: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            a_browser().get(where)
        return len(queries)

    for where in (LIST, "/jewellery/trace-chain/"):
        cost(where)
    before = cost(LIST), cost("/jewellery/trace-chain/")
    for number in range(5):
        a_jewel(length=str(60 + number))

    assert (cost(LIST), cost("/jewellery/trace-chain/")) == before
    assert max(before) <= 3


@pytest.mark.parametrize(
    ("words", "styles"),
    [
        ("chain", ["trace-chain", "trace-chain"]),
        ("neclace in platinum", ["trace-chain"]),
        ("rose gold watch", ["watch"]),
        ("watches", ["watch"]),
        ("chain in tin", ["trace-chain", "trace-chain"]),
        ("rings", []),
        ("zirconium", []),
    ],
)
def test_it_is_found_by_what_people_call_it(chains, words, styles):
    a_setting()

    answer = a_browser().get("/find/", {"q": words})

    assert [one["item"].product.slug for one in answer.context["jewels"]] == styles
    if styles:
        assert answer.context["rings"] == []


def test_a_stock_number_and_a_tag_lead_to_it(chains):
    usual = chains[1]

    found = a_browser().get("/find/", {"q": usual.sku})
    tag = a_browser().get(f"/pieces/{usual.sku}/")

    assert found["Location"] == f"/pieces/{usual.sku}/"
    assert tag["Location"] == "/jewellery/trace-chain/?metal=yellow-gold&size=45"


def test_it_is_bought_and_shown_in_the_order(chains):
    usual = chains[1]

    page = buy(a_browser(), usual).content.decode()

    assert Order.objects.get().lines.get().item == usual
    assert on_hand(usual) == (1, 0)
    assert "jewel-trace-chain-yellow-gold.svg" in page


def test_an_associate_finds_it_and_holds_it_for_her(chains, priya, marcus):
    usual, ipad = chains[1], a_browser(user=marcus)
    assert (
        "jewel-trace-chain" in ipad.get("/floor/sydney/stock/", {"q": usual.sku}).content.decode()
    )

    form = {"sku": usual.sku, "client": str(priya.public_id), "client_key": key()}
    assert ipad.post("/floor/sydney/hold/", form).status_code == 302

    assert Claim.objects.get().item == usual
    assert on_hand(usual) == (2, 1)


def test_a_list_for_her_shows_it(chains, marcus):
    (row,) = rows_of(pieces_of(a_selection(marcus, chains[1])))

    assert row.face == "jewel-trace-chain-yellow-gold"
    assert row.page.endswith(f"/pieces/{chains[1].sku}/")


def test_the_shops_header_leads_there(sydney):
    a_place()

    assert '<a href="/jewellery/"' in html("/rings/")
    assert '<a href="/jewellery/" aria-current="page">' in html(LIST)
