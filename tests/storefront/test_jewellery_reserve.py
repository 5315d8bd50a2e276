"""One chain in a metal and a length is kept for her like a stone, in the store that she names."""

import uuid

import pytest
import time_machine

from customers.actions.watch_piece import watch_piece
from customers.models import FreeWatch, Interaction
from inventory.actions.receive import ReceiveLine, receive_stock
from inventory.actions.set_safety_stock import set_safety_stock
from inventory.models import Claim, Item, TransferLine
from omni.lib.clock import now
from tests.cast import a_browser, acting
from tests.stock import TEST, a_jewel, a_place, a_stone, hold, on_hand, sell

pytestmark = pytest.mark.django_db
PAGE = "/jewellery/trace-chain/?metal=yellow-gold&size=45"


@pytest.fixture
def chain(sydney, melbourne) -> Item:
    """Of 45 cm in yellow gold: one in Sydney, one in Melbourne."""
    item = a_jewel(pieces=1)
    receive_stock(lines=[ReceiveLine(item, a_place("melbourne"))], cause="test", actor=TEST)
    return item


def form(**changes) -> dict:
    return {
        "name": "Priya Nair", "mobile": "0491 570 006", "store": "sydney",
        "client_key": str(uuid.uuid4()), **changes,
    }  # fmt: skip


def ask(browser, item: Item, **changes):
    return browser.post(f"/jewellery/{item.sku}/reserve/", form(**changes))


def html(path: str = PAGE, browser=None, status: int = 200) -> str:
    answer = (browser or a_browser()).get(path)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize("town", ["sydney", "melbourne"])
def test_keeps_the_piece_of_the_store_that_she_comes_to(chain, town):
    browser = a_browser()
    assert f'href="/jewellery/{chain.sku}/reserve/"' in html()

    answer = ask(browser, chain, store=town)

    assert answer["Location"] == PAGE
    claim = Claim.objects.get()
    assert (claim.purpose, claim.quantity, claim.record.location.code) == ("collection", 1, town)
    entry = Interaction.objects.get(kind="reserved")
    assert (entry.item, entry.store.slug) == (chain.public_id, town)
    hers = html(browser=browser)
    assert "Reserved for you until" in hers
    assert "/reserve/" not in hers
    assert "Reserved for you" not in html()
    assert f'href="/jewellery/{chain.sku}/reserve/"' in html(), "the other one is free"


def test_brings_it_from_where_it_is_soonest_when_the_store_has_none(chain, perth):
    page = html(f"/jewellery/{chain.sku}/reserve/")
    assert "Perth, Hay Street: can be here" in page

    ask(a_browser(), chain, store="perth")

    assert Claim.objects.get().record.location.code in ("sydney", "melbourne")


def test_a_store_whose_piece_is_held_is_brought_another(chain):
    ask(a_browser(), chain, store="melbourne")

    page = html(f"/jewellery/{chain.sku}/reserve/")
    assert "Sydney, George Street: here now" in page
    assert "Melbourne, Collins Street: can be here" in page

    assert ask(a_browser(), chain, store="melbourne", name="Zoe").status_code == 302

    theirs = Claim.objects.latest("pk")
    (line,) = TransferLine.objects.filter(claim=theirs)
    assert theirs.record.location.code == "sydney"
    assert line.transfer.destination.code == "melbourne"


def test_a_store_whose_piece_is_held_isnt_offered_when_none_is_free_elsewhere(chain):
    with time_machine.travel("2030-01-05 06:00:00+00:00", tick=False):
        ask(a_browser(), chain, store="melbourne")
        hold(chain)

        answer = ask(a_browser(), chain, store="melbourne", name="Zoe")

    assert answer.status_code == 409
    assert "Somebody reserved it a moment before you" in answer.content.decode()
    assert Claim.objects.count() == 2


def test_the_last_that_a_store_keeps_back_stays_there(chain):
    set_safety_stock(item=chain, location=a_place(), quantity=1, actor=TEST)

    answer = ask(a_browser(), chain, store="sydney")

    assert answer.status_code == 409
    assert not Claim.objects.exists()
    assert ask(a_browser(), chain, store="melbourne").status_code == 302


def test_all_on_hold_says_until_when_and_offers_to_tell_her(chain, priya):
    with time_machine.travel("2030-01-05 06:00:00+00:00", tick=False):
        for holder in ("customer:1", "customer:2"):
            hold(chain, holder)

        page = html()

        assert "On hold until 6:00 pm" in page
        assert f'href="/jewellery/{chain.sku}/tell-me/"' in page
        assert a_browser().get(f"/jewellery/{chain.sku}/reserve/")["Location"] == PAGE
        assert "· on hold" in page
        waits = html(f"/jewellery/{chain.sku}/tell-me/", a_browser(priya))
    assert "Trace-chain, $690" in waits
    assert "18 ct yellow gold · 45 cm" in waits
    assert "Back to the piece" in waits
    assert "jewel-trace-chain-yellow-gold.svg" in waits


def test_she_is_led_back_from_her_account_and_told_nothing_while_one_is_free(chain, priya):
    browser = a_browser(priya)
    assert "It’s free now" in html(f"/jewellery/{chain.sku}/tell-me/", browser)
    for holder in ("customer:1", "customer:2"):
        hold(chain, holder)

    watch_piece(
        customer=priya, item=chain, to=priya.identities.get(kind="phone"), actor=acting(priya)
    )

    assert f'href="/pieces/{chain.sku}/"' in html("/account/", browser)


def test_three_at_a_time_counts_stones_and_jewellery_together(chain, sydney):
    browser = a_browser()
    for item in (a_jewel(length="40"), a_jewel(length="50")):
        assert ask(browser, item).status_code == 302
    stone = a_stone(at=sydney.locations.get())
    assert browser.post(f"/diamonds/{stone.sku}/reserve/", form()).status_code == 302

    answer = ask(browser, chain)

    assert answer.status_code == 409
    assert "You have three pieces reserved." in answer.content.decode()
    assert on_hand(chain) == (2, 0)


def test_asking_again_keeps_the_one_she_has(chain):
    browser = a_browser()
    ask(browser, chain)

    ask(browser, chain, store="melbourne")

    assert on_hand(chain) == (2, 1)


def test_she_lets_it_go_and_a_stranger_cant(chain, zoe):
    browser = a_browser()
    ask(browser, chain)

    a_browser(zoe).post(f"/jewellery/{chain.sku}/let-go/")
    assert on_hand(chain) == (2, 1)

    answer = browser.post(f"/jewellery/{chain.sku}/let-go/")
    assert answer["Location"] == PAGE
    assert on_hand(chain) == (2, 0)


def test_what_is_gone_says_so_and_offers_nothing(sydney):
    gone = a_jewel(pieces=0)

    page = html()

    assert "There are none of these left just now." in page
    assert "/reserve/" not in page
    assert a_browser().get(f"/jewellery/{gone.sku}/reserve/")["Location"] == PAGE


def test_whoever_waited_for_the_last_reads_that_it_went_and_where_others_are(sydney, priya):
    chain = a_jewel(pieces=1)
    sell(chain)
    FreeWatch.objects.create(
        customer=priya, item=chain, kind="phone", value="+61491570006", outcome="gone",
        asked_at=now(), ended_at=now(),
    )  # fmt: skip

    waited = html(f"/jewellery/{chain.sku}/tell-me/", a_browser(priya))
    hers = html("/account/", a_browser(priya))

    assert "There are none of these left" in waited
    assert "no other quite like it" not in waited
    assert 'href="/jewellery/">See other jewellery' in hers
    assert "See other rings" not in hers


@pytest.mark.parametrize("what", ["stone", "hidden", "NONE", "%00"])
def test_what_is_no_jewellery_that_customers_see_has_no_such_page(chain, priya, what):
    skus = {"stone": lambda: a_stone().sku, "hidden": lambda: chain.sku}
    sku = skus.get(what, lambda: what)()
    if what == "hidden":
        Item.objects.filter(pk=chain.pk).update(is_listed=False)

    for path in ("reserve", "tell-me"):
        html(f"/jewellery/{sku}/{path}/", a_browser(priya), status=404)
    assert a_browser().post(f"/jewellery/{sku}/let-go/").status_code == 404


def test_costs_a_stranger_three_queries(chain, django_assert_max_num_queries):
    browser = a_browser()
    html(browser=browser)

    with django_assert_max_num_queries(3):
        html(browser=browser)
