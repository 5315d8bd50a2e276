"""A chain is kept like a stone: on its page, on its card, on her list, and the floor sees it."""

import pytest

from customers.actions.shortlist import add_to_shortlist
from inventory.models import Item
from tests.cast import a_browser, acting
from tests.hearts import PRESSED, SHORTLIST, heart_of, like, order_of, shown
from tests.stock import a_jewel, a_stone

pytestmark = pytest.mark.django_db
PAGE = "/jewellery/trace-chain/?metal=yellow-gold&size=45"


@pytest.fixture
def chain(sydney) -> Item:
    """Of 45 cm in yellow gold, beside a shorter and cheaper one."""
    a_jewel(length="40", price="620")
    return a_jewel()


def keep(customer, *items: Item) -> None:
    for item in items:
        add_to_shortlist(customer=customer, item=item, actor=acting(customer))


def test_a_stranger_keeps_her_size_and_lets_it_go(chain):
    browser = a_browser()
    before = heart_of(shown(PAGE, browser))
    assert f'value="{chain.sku}"' in before
    assert PRESSED not in before

    like(browser, chain)

    assert PRESSED in heart_of(shown(PAGE, browser))
    assert PRESSED not in heart_of(shown(PAGE.replace("45", "40"), browser))
    assert PRESSED not in heart_of(shown(PAGE, a_browser()))
    like(browser, chain, "remove")
    assert PRESSED not in heart_of(shown(PAGE, browser))


@pytest.mark.parametrize("path", ["/jewellery/", "/find/?q=chain"])
def test_the_card_of_its_style_and_metal_knows_her_size(chain, path):
    browser = a_browser()
    cheapest = Item.objects.get(price=620)
    assert f'value="{cheapest.sku}"' in heart_of(shown(path, browser))

    like(browser, chain)

    hers = heart_of(shown(path, browser))
    assert PRESSED in hers
    assert "/shortlist/remove/" in hers
    assert f'value="{chain.sku}"' in hers


def test_another_metal_of_it_is_another_piece(chain, priya):
    keep(priya, a_jewel(metal="platinum"))

    page = shown("/jewellery/", a_browser(priya))

    by_metal = {
        metal: PRESSED in heart_of(card)
        for card in page.split('class="stone">')[1:]
        for metal in ("platinum", "yellow-gold")
        if f"?metal={metal}" in card
    }
    assert by_metal == {"platinum": True, "yellow-gold": False}


def test_stands_on_her_list_in_its_turn_as_the_piece_it_is(chain, priya):
    old, new = a_stone(sku="OLD"), a_stone(sku="NEW")
    keep(priya, old, chain, new)

    page = shown(SHORTLIST, a_browser(priya))

    hers = PAGE.replace("&", "&amp;")
    assert order_of(page) == ["/diamonds/NEW/", hers, "/diamonds/OLD/"]
    card = page.split('class="stone">')[2]
    assert "18 ct yellow gold · 45 cm" in card
    assert "$690" in card
    assert "from $690" not in card
    assert "jewel-trace-chain-yellow-gold.svg" in card
    assert f'data-live="stock:{chain.public_id}"' in card
    assert PRESSED in card


def test_one_that_isnt_shown_any_more_stays_and_says_so(chain, priya):
    keep(priya, chain)
    Item.objects.filter(pk=chain.pk).update(is_listed=False)

    page = shown(SHORTLIST, a_browser(priya))

    assert "Not in stock" in page
    assert like(a_browser(), chain).status_code == 404


def test_the_floor_sees_it_drawn_on_her_page_and_puts_it_on_a_list(chain, priya, marcus):
    keep(priya, chain)

    page = shown(f"/floor/sydney/clients/{priya.public_id}/", a_browser(user=marcus))

    assert chain.title in page
    assert "jewel-trace-chain-yellow-gold.svg" in page
    assert f'name="sku" value="{chain.sku}"' in page


def test_her_list_costs_two_queries_more_and_a_strangers_page_none(
    chain, priya, django_assert_max_num_queries
):
    stranger, browser = a_browser(), a_browser(priya)
    keep(priya, chain, a_jewel(style="watch", metal="rose-gold"))
    shown(SHORTLIST, browser)
    shown("/jewellery/", stranger)

    with django_assert_max_num_queries(8):
        shown(SHORTLIST, browser)
    with django_assert_max_num_queries(3):
        shown("/jewellery/", stranger)
