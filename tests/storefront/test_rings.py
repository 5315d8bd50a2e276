"""One ring in her size: what is in stock, what is made to measure, and the sizes of the world."""

import pytest

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.models import Item, RingSetting
from tests.cast import a_browser
from tests.stock import TEST, a_place, a_setting

pytestmark = pytest.mark.django_db


def a_ring(size: str, metal="platinum", steps=2, pieces=1, price="1950.00") -> Item:
    item = a_setting(pieces=pieces, at=a_place(), price=price)
    RingSetting.objects.filter(pk=item.pk).update(size=size, metal=metal, resizable_steps=steps)
    return item


def page(**choice):
    answer = a_browser().get("/rings/four-claw/", choice)
    assert answer.status_code == 200
    return answer


def test_the_list_leads_to_each_ring(sydney):
    a_ring("J")

    html = a_browser().get("/rings/").content.decode()

    assert 'href="/rings/four-claw/?metal=platinum"' in html


def test_her_size_chooses_the_piece_and_says_it_in_three_systems(sydney):
    a_ring("J")
    mine = a_ring("L", price="2050.00")

    answer = page(metal="platinum", size="L")

    html = answer.content.decode()
    assert answer.context["item"] == mine
    assert "$2,050" in html
    assert "L · US 5¾ · EU 51.5 · in stock" in html
    assert "51.3 mm round the inside, 16.3 mm across." in html
    assert "We make it" not in html


@pytest.mark.parametrize("words", ["US 5 3/4", "EU 51.3", "l"])
def test_she_may_name_it_in_her_own_system(sydney, words):
    mine = a_ring("L")
    a_ring("J")

    assert page(size=words).context["item"] == mine


def test_a_size_between_is_made_from_the_nearest_that_is_free(sydney):
    near, far = a_ring("L"), a_ring("O")
    claim_stock(
        lines=[ClaimLine(near.pk)], purpose="order", holder="order:x", expires_at=None, actor=TEST
    )

    answer = page(size="M")

    assert answer.context["item"] == near  # the nearest, though it is on hold
    assert page(size="N").context["item"] == far
    assert "We make it to your size from a O." in page(size="N").content.decode()
    assert "/buy/" not in page(size="N").content.decode()


def test_of_two_as_near_the_free_one_is_taken(sydney):
    held, free = a_ring("L"), a_ring("N")
    claim_stock(
        lines=[ClaimLine(held.pk)], purpose="order", holder="order:x", expires_at=None, actor=TEST
    )

    assert page(size="M").context["item"] == free


def test_sizes_offered_are_those_that_can_be_made(sydney):
    a_ring("J", steps=1)

    offered = [option.size.uk for option in page().context["sizes"]]

    assert offered == ["I", "I½", "J", "J½", "K"]


def test_a_size_that_cant_be_made_or_is_none_shows_what_there_is(sydney):
    mine = a_ring("J", steps=1)

    for size in ("Z", "nonsense", "<script>", "x" * 50):
        answer = page(size=size)
        assert answer.context["item"] == mine
        assert answer.context["size"].uk == "J"
        assert "<script>" not in answer.content.decode()


def test_another_metal_has_its_own_sizes_and_price(sydney):
    a_ring("J")
    gold = a_ring("K", metal="rose-gold", price="1600.00")

    answer = page(metal="rose-gold", size="K")

    assert answer.context["item"] == gold
    assert "18 ct rose gold" in answer.content.decode()
    assert page(metal="lead").context["metal"] == "platinum"


def test_an_unknown_or_unlisted_ring_is_not_there(sydney):
    item = a_ring("J")
    Item.objects.filter(pk=item.pk).update(is_listed=False)

    for slug in ("four-claw", "nope", "x" * 200):
        assert a_browser().get(f"/rings/{slug}/").status_code == 404


def test_a_tag_leads_to_the_ring_in_its_metal_and_size(sydney):
    item = a_ring("K", metal="rose-gold")

    answer = a_browser().get(f"/pieces/{item.sku}/")

    assert answer["Location"] == "/rings/four-claw/?metal=rose-gold&size=K"


def test_costs_few_queries(sydney, django_assert_max_num_queries):
    for size in "IJKLM":
        a_ring(size)
    browser = a_browser()
    browser.get("/rings/four-claw/")

    with django_assert_max_num_queries(3):
        browser.get("/rings/four-claw/?size=K")
