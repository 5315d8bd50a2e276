import uuid

import pytest

from customers.models import FreeWatch
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.consume import consume_claims
from inventory.models import Claim
from tests.cast import a_browser, a_customer
from tests.stock import TEST

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(stone) -> Claim:
    (claim,) = claim_stock(
        lines=[ClaimLine(stone.pk)], purpose="chat", holder="user:x", expires_at=None, actor=TEST
    )
    return claim


def press(who, item, key=None, **form):
    form |= {"client_key": str(key or uuid.uuid4())}
    return a_browser(customer=who).post(f"/diamonds/{item.sku}/tell-me/", form)


def see(who, path: str) -> str:
    return a_browser(customer=who).get(path).content.decode()


def test_a_held_stones_page_leads_to_it(stone, held, client):
    page = client.get(f"/diamonds/{stone.sku}/").content.decode()

    assert f'href="/diamonds/{stone.sku}/tell-me/"' in page


def test_a_stranger_proves_first_where_she_can_be_told(stone, held):
    for who in (None, a_customer()):
        answer = a_browser(customer=who).get(f"/diamonds/{stone.sku}/tell-me/")

        assert answer.url == f"/sign-in/?next=%2Fdiamonds%2F{stone.sku}%2Ftell-me%2F"


def test_she_asks_and_sees_it_and_can_change_her_mind(stone, held, priya):
    key = uuid.uuid4()
    for _ in range(2):
        press(priya, stone, key, to="+61491570006")

    assert FreeWatch.objects.get().customer == priya
    assert "We write to 0491 570 006" in see(priya, f"/diamonds/{stone.sku}/tell-me/")
    assert stone.title in see(priya, "/account/")

    press(priya, stone, stop="yes")

    assert FreeWatch.objects.get().outcome == "stopped"
    assert "We’ll tell you when it’s free" not in see(priya, "/account/")


@pytest.mark.parametrize("to", ["+61491570110", "x", ""])
def test_refuses_an_address_that_isnt_hers(stone, held, priya, tom, to):
    answer = press(priya, stone, to=to)

    assert answer.status_code == 422
    assert not FreeWatch.objects.exists()


def test_what_is_free_meanwhile_is_said(stone, priya):
    answer = press(priya, stone, to="+61491570006")

    assert answer.status_code == 409
    assert "It’s free now" in answer.content.decode()


def test_what_was_sold_is_said_with_a_way_to_similar_ones(stone, held, priya):
    from customers.actions.tell_who_waits import tell_who_waits

    press(priya, stone, to="+61491570006")
    consume_claims(claims=[held.public_id], cause="order:x", actor=TEST)
    tell_who_waits(actor=TEST)

    for path in ("/account/", f"/diamonds/{stone.sku}/tell-me/"):
        page = see(priya, path)
        assert "has found its home" in page
        assert f'/diamonds/{stone.sku}/#similar"' in page


def test_nobody_elses_wait_is_shown(stone, held, priya, zoe):
    press(priya, stone, to="+61491570006")

    assert "We write to" not in see(zoe, f"/diamonds/{stone.sku}/tell-me/")
