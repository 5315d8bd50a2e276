"""A client takes a piece of the store home: a manager lends it, until a day within a month."""

import datetime as dt
import uuid

import pytest

from customers.models import Interaction
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.models import Claim, Memo
from omni.lib.clock import now
from tests.cast import a_browser, acting
from tests.inventory.moves import lies
from tests.stock import a_place, a_stone

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(sydney) -> dt.date:
    return sydney.local(now()).date()


def lend(user, item, client, due, key=None):
    sent = {"sku": item.sku, "client": str(client.public_id), "due": str(due)}
    return a_browser(user=user).post(
        "/floor/sydney/take-home/", sent | {"client_key": str(key or uuid.uuid4())}
    )


def test_it_is_hers_to_decide_on_and_nobody_elses(ana, priya, stone, today):
    key, due = uuid.uuid4(), today + dt.timedelta(days=7)

    for _ in range(2):
        answer = lend(ana, stone, priya, due, key)
        assert answer["Location"] == f"/floor/sydney/clients/{priya.public_id}/"

    memo = Memo.objects.get()
    assert (memo.holder, memo.due_on) == (f"customer:{priya.public_id}", due)
    assert lies(stone) == {"with-customers": (1, 1)}
    assert Interaction.objects.get(kind="took_home").customer == priya
    page = a_browser().get(f"/diamonds/{stone.sku}/").content.decode()
    assert "Out on approval" in page
    assert "Priya" not in page


def test_what_was_held_for_her_goes_along(ana, priya, stone, today):
    claim_stock(
        lines=[ClaimLine(stone.pk)], purpose="collection", holder=f"customer:{priya.public_id}",
        expires_at=now() + dt.timedelta(hours=5), actor=acting(priya),
    )  # fmt: skip

    assert lend(ana, stone, priya, today + dt.timedelta(days=1)).status_code == 302

    assert Claim.objects.live().get().purpose == "memo"


def test_what_is_held_for_another_stays(ana, priya, zoe, stone, today):
    claim_stock(
        lines=[ClaimLine(stone.pk)], purpose="collection", holder=f"customer:{zoe.public_id}",
        expires_at=now() + dt.timedelta(hours=5), actor=acting(zoe),
    )  # fmt: skip

    assert lend(ana, stone, priya, today + dt.timedelta(days=1)).status_code == 409

    assert not Memo.objects.exists()
    assert lies(stone) == {"sydney": (1, 1)}


@pytest.mark.parametrize("days", [-1, 0, 32, None])
def test_it_comes_back_within_a_month(ana, priya, stone, today, days):
    due = "soon" if days is None else today + dt.timedelta(days=days)

    assert lend(ana, stone, priya, due).status_code == 422

    assert lies(stone) == {"sydney": (1, 0)}


def test_only_a_manager_lends_and_only_what_is_here(ana, marcus, priya, stone, melbourne, today):
    far, due = a_stone(at=a_place("melbourne")), today + dt.timedelta(days=7)

    assert lend(marcus, stone, priya, due).status_code == 403
    assert lend(ana, far, priya, due).status_code == 422

    assert not Memo.objects.exists()
    with_client = {"q": stone.sku, "client": str(priya.public_id)}
    for user, offered in ((ana, True), (marcus, False)):
        html = a_browser(user=user).get("/floor/sydney/stock/", with_client).content.decode()
        assert ("/floor/sydney/take-home/" in html) is offered
