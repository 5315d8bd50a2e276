"""A finished ring is kept like a stone: on its page, on its card, on her list among the stones."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.actions.shortlist import add_to_shortlist
from inventory.actions.assemble import Part, assemble
from inventory.actions.take_apart import take_apart
from inventory.models import Item
from tests.cast import a_browser, acting
from tests.hearts import PRESSED, SHORTLIST, heart_of, like, order_of, shown
from tests.made import a_made_ring
from tests.stock import TEST, a_parcel, a_place, a_stone, sell

pytestmark = pytest.mark.django_db
PAGE = "/rings/made/RING-1/"


@pytest.fixture
def ring(sydney) -> Item:
    return a_made_ring()


@pytest.mark.parametrize("path", [PAGE, "/rings/"])
def test_a_stranger_keeps_it_and_lets_it_go(ring, path):
    browser = a_browser()
    before = heart_of(shown(path, browser), ring)
    assert "/shortlist/add/" in before
    assert PRESSED not in before

    assert like(browser, ring).status_code == 302

    assert PRESSED in heart_of(shown(path, browser), ring)
    assert order_of(shown(SHORTLIST, browser)) == [PAGE]
    like(browser, ring, "remove")
    assert PRESSED not in heart_of(shown(path, browser), ring)
    assert order_of(shown(SHORTLIST, browser)) == []


def test_a_script_gets_the_heart_with_its_word(ring, priya):
    answer = like(a_browser(priya), ring, headers={"HX-Request": "true"}).content.decode()

    assert "On your shortlist" in answer
    assert 'id="shortlist-count" hx-swap-oob="true">1</span>' in answer


def test_stands_on_her_list_in_its_turn_with_its_drawing_and_where_it_is(ring, priya):
    old, new = a_stone(sku="OLD"), a_stone(sku="NEW")
    for item in (old, ring, new):
        add_to_shortlist(customer=priya, item=item, actor=acting(priya))

    page = shown(SHORTLIST, a_browser(priya))

    assert order_of(page) == ["/diamonds/NEW/", PAGE, "/diamonds/OLD/"]
    card = page.split('class="stone">')[2]
    assert 'class="ring" src="/stones/drawing/' in card
    assert f'data-live="stock:{ring.public_id}"' in card
    assert PRESSED in card
    assert "RING-1" not in page.split("/compare/", 1)[1].split('"', 1)[0], (
        "only stones are compared"
    )


def test_a_sold_one_stays_and_one_that_was_taken_apart_does_not(ring, priya):
    add_to_shortlist(customer=priya, item=ring, actor=acting(priya))
    apart = a_made_ring("RING-2")
    add_to_shortlist(customer=priya, item=apart, actor=acting(priya))
    sell(ring)
    take_apart(item=apart, actor=TEST)

    page = shown(SHORTLIST, a_browser(priya))

    assert order_of(page) == [PAGE]
    assert 'data-kind="gone"' in page
    assert 'id="shortlist-count">1</span>' in page, "the header counts what is on the page"


def test_one_that_was_taken_apart_is_counted_nowhere(ring, priya, marcus):
    add_to_shortlist(customer=priya, item=ring, actor=acting(priya))
    take_apart(item=ring, actor=TEST)
    stone, browser = a_stone(), a_browser(priya)

    added = browser.post(
        "/shortlist/add/",
        {"sku": stone.sku, "client_key": str(uuid.uuid4())},
        headers={"HX-Request": "true"},
    )

    assert 'id="shortlist-count" hx-swap-oob="true">1</span>' in added.content.decode()
    for page in (SHORTLIST, f"/diamonds/{stone.sku}/"):
        assert 'id="shortlist-count">1</span>' in shown(page, browser)
    floor = shown(f"/floor/sydney/clients/{priya.public_id}/", a_browser(user=marcus))
    assert f'name="sku" value="{stone.sku}"' in floor
    assert 'name="sku" value="RING-1"' not in floor


def test_put_together_again_it_is_on_her_list_again(ring, priya):
    add_to_shortlist(customer=priya, item=ring, actor=acting(priya))
    parts = [Part(part.item) for part in ring.assemblies.get().parts.all()]
    take_apart(item=ring, actor=TEST)
    assert order_of(shown(SHORTLIST, a_browser(priya))) == []

    assemble(item=ring, parts=parts, location=a_place(), actor=TEST)

    page = shown(SHORTLIST, a_browser(priya))
    assert order_of(page) == [PAGE]
    assert 'id="shortlist-count">1</span>' in page


@pytest.mark.django_db(transaction=True)
def test_a_list_of_stones_costs_no_more_and_one_with_rings_three_queries(ring, priya):
    browser, stone = a_browser(priya), a_stone()

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            shown(SHORTLIST, browser)
        return len(found)

    add_to_shortlist(customer=priya, item=stone, actor=acting(priya))
    asked()
    alone = asked()
    for item in (ring, a_made_ring("RING-2")):
        add_to_shortlist(customer=priya, item=item, actor=acting(priya))

    assert asked() - alone == 3, "whether they are stones, which rings they are, where those are"


def test_a_hidden_one_cant_be_kept_and_melee_shows_no_card(ring, priya):
    Item.objects.filter(pk=ring.pk).update(is_listed=False)
    assert like(a_browser(priya), ring).status_code == 404

    add_to_shortlist(customer=priya, item=a_parcel(), actor=acting(priya))
    assert order_of(shown(SHORTLIST, a_browser(priya))) == []
