"""A finished ring has a page of its own: found, held and bought like a stone, and led to."""

import uuid

import pytest

from customers.actions.watch_piece import watch_piece
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.consume import consume_claims
from inventory.actions.take_apart import take_apart
from inventory.models import Claim, Item
from inventory.selectors.made import made_rings, made_rings_like
from sales.models import Order
from tests.cast import a_browser, acting
from tests.made import a_made_ring
from tests.stock import TEST, a_parcel, a_stone, hold

pytestmark = pytest.mark.django_db
PAGE = "/rings/made/RING-1/"


@pytest.fixture
def ring(sydney) -> Item:
    return a_made_ring()


def shown(path: str = PAGE, browser=None, status: int = 200) -> str:
    answer = (browser or a_browser()).get(path)
    assert answer.status_code == status
    return answer.content.decode()


def part(query: str) -> str:
    answer = a_browser().get(f"/rings/made/?{query}", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.content.decode()


def sell(item: Item) -> None:
    claims = claim_stock(
        lines=[ClaimLine(item.pk)], purpose="order", holder="order:x", expires_at=None, actor=TEST
    )
    consume_claims(claims=[claim.public_id for claim in claims], cause="order:x", actor=TEST)


def test_says_what_it_is_made_of_what_it_costs_and_where_it_is(ring):
    html = shown()

    assert "<h1>Priya’s solitaire</h1>" in html
    assert "$23,900" in html
    assert "In store: Sydney · 1 of 1" in html
    assert f'data-live="stock:{ring.public_id}"' in html
    assert '<a href="/diamonds/STONE-OF-RING-1/">1.52 carat round' in html
    assert '<a href="/rings/four-claw/?metal=platinum&amp;size=J">Four-claw solitaire</a>' in html
    assert 'href="/buy/RING-1/"' in html


def test_costs_a_stranger_three_queries(ring, django_assert_max_num_queries):
    browser = a_browser()
    shown(browser=browser)

    with django_assert_max_num_queries(3):
        shown(browser=browser)


def test_its_stone_and_its_setting_lead_to_it(ring):
    stone = shown("/diamonds/STONE-OF-RING-1/")
    assert "It is set in a ring now: Priya’s solitaire." in stone
    assert f'href="{PAGE}"' in stone
    assert "has found its home" not in stone

    assert 'hx-get="/rings/made/?style=four-claw"' in shown("/rings/four-claw/")
    assert f'href="{PAGE}"' in part("style=four-claw")
    assert "stone" not in part("style=halo")
    assert f'href="{PAGE}"' in shown("/rings/")


def test_a_stone_in_a_ring_that_nobody_may_see_leads_nowhere(ring):
    Item.objects.filter(pk=ring.pk).update(is_listed=False)

    assert "/rings/made/" not in shown("/diamonds/STONE-OF-RING-1/").partition("piece-actions")[2]
    shown(status=404)


def test_a_free_stone_says_nothing_of_rings(ring):
    a_stone(sku="FREE")

    assert "set in a ring" not in shown("/diamonds/FREE/")


def test_reserving_holds_it_with_her_name_and_she_may_let_it_go(ring):
    browser = a_browser()
    form = {"name": "Priya Nair", "mobile": "0491 570 006", "store": "sydney"}
    assert "Priya’s solitaire" in shown(f"{PAGE}reserve/", browser)

    answer = browser.post(f"{PAGE}reserve/", form | {"client_key": str(uuid.uuid4())})

    assert answer["Location"] == PAGE
    claim = Claim.objects.live().get()
    assert (claim.item, claim.purpose) == (ring, "collection")
    assert "Reserved for you until" in shown(browser=browser)
    assert "Reserved for you" not in shown()
    assert "On hold until" in shown()

    answer = browser.post(f"{PAGE}let-go/", {"client_key": str(uuid.uuid4())})

    assert answer["Location"] == PAGE
    assert not Claim.objects.live().exists()


def test_the_second_to_reserve_it_is_told_so_and_nothing_changes(ring):
    hold(ring)

    answer = a_browser().post(
        f"{PAGE}reserve/",
        {"name": "Zoe", "mobile": "0491 570 006", "store": "sydney", "client_key": uuid.uuid4()},
    )

    assert answer.status_code == 409
    assert "Somebody reserved it a moment before you" in answer.content.decode()
    assert Claim.objects.live().get().holder == "customer:1"


def test_whoever_waits_for_it_is_asked_to_prove_where_she_is_told(ring, priya):
    hold(ring)
    assert f'href="{PAGE}tell-me/"' in shown()
    assert a_browser().get(f"{PAGE}tell-me/").status_code == 302

    html = shown(f"{PAGE}tell-me/", a_browser(priya))

    assert "Priya’s solitaire, $23,900" in html
    assert "Back to the ring" in html


def test_a_sold_ring_says_so_and_is_in_no_list(ring):
    sell(ring)

    html = shown()
    assert "Just sold" in html
    assert "/reserve/" not in html
    assert made_rings() == []
    assert f'href="{PAGE}"' not in shown("/rings/")


@pytest.mark.parametrize("sku", ["NONE", "%00", "FREE", "STONE-OF-RING-1"])
def test_what_is_no_finished_ring_has_no_such_page(ring, sku):
    a_stone(sku="FREE")

    for path in ("", "reserve/"):
        shown(f"/rings/made/{sku}/{path}", status=404)


def test_taken_apart_it_is_no_ring_any_more(ring):
    take_apart(item=ring, actor=TEST)

    shown(status=404)
    assert "set in a ring" not in shown("/diamonds/STONE-OF-RING-1/")
    assert made_rings() == []


def test_its_number_and_its_tag_lead_to_it(ring):
    assert a_browser().get("/find/?q=RING-1")["Location"] == "/pieces/RING-1/"
    assert a_browser().get("/pieces/RING-1/")["Location"] == PAGE


@pytest.mark.parametrize(
    ("text", "skus"),
    [
        ("solitaire ring", "RING-1 RING-2"), ("solitare in platinum", "RING-1 RING-2"),
        ("round solitaire ring", "RING-1"), ("oval ring", "RING-2"), ("priya", "RING-1"),
        ("ring under 10k", "RING-2"), ("ring 1.5 ct", "RING-1"), ("finished ring", "RING-1 RING-2"),
        ("halo ring", ""), ("pear ring", ""), ("xyzzy", ""), ("\x00", "RING-1 RING-2"),
    ],
)  # fmt: skip
def test_is_found_by_what_people_write(ring, text, skus):
    a_made_ring("RING-2", "Oval solitaire", "9000", shape=2, carat="0.90")

    assert {one.item.sku for one in made_rings_like(text)} == set(skus.split())


def test_the_search_shows_them_beside_the_settings(ring):
    html = shown("/find/?q=solitaire+ring")

    assert 'hx-get="/rings/made/?q=solitaire%20ring"' in html
    assert f'href="{PAGE}"' in part("q=solitaire%20ring")


def test_the_part_alone_leads_to_the_rings_without_a_script(ring):
    assert a_browser().get("/rings/made/?q=ring")["Location"] == "/rings/"


def test_it_is_bought_as_one_piece(ring):
    browser = a_browser()
    form = {
        "name": "Priya Nair", "email": "priya@example.com", "how": "deliver", "card": "ok",
        "street": "1 Rose Lane", "town": "Newtown 2042", "shown": "23900.00",
        "client_key": str(uuid.uuid4()),
    }  # fmt: skip

    answer = browser.post("/buy/RING-1/", form, follow=True)

    assert Order.objects.get().lines.get().item == ring
    assert "Priya’s solitaire" in answer.content.decode()


def test_a_question_about_it_leads_back_to_it(ring):
    browser = a_browser()
    asked = {"text": "Can it be a K?", "about": "RING-1", "client_key": str(uuid.uuid4())}
    browser.post("/chat/ask/", asked)

    html = shown("/chat/?about=RING-1", browser)

    assert 'href="/pieces/RING-1/"' in html
    assert "/diamonds/RING-1/" not in html


def test_whoever_waits_for_it_finds_it_in_her_account(ring, priya):
    hold(ring)
    watch_piece(
        customer=priya, item=ring, to=priya.identities.get(kind="phone"), actor=acting(priya)
    )

    assert 'href="/pieces/RING-1/"' in shown("/account/", a_browser(priya))


def test_a_parcel_is_for_staff_alone(sydney, marcus):
    parcel = a_parcel()

    for path in (f"/buy/{parcel.sku}/", f"/pieces/{parcel.sku}/", f"/rings/made/{parcel.sku}/"):
        shown(path, status=404)
    assert a_browser().get(f"/find/?q={parcel.sku}").status_code == 200
    html = shown(f"/floor/sydney/stock/?q={parcel.sku}", a_browser(user=marcus))
    assert parcel.title in html
    assert "per carat" in html
