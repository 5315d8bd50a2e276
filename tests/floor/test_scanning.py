"""Whatever draws a page with the camera on it lets its reader run; no other page does."""

import uuid

import pytest
from django.http import HttpResponse

from inventory.actions.open_count import open_count
from tests.cast import a_browser, acting
from tests.inventory.moves import Wish, asked
from tests.stock import a_place, sell

pytestmark = pytest.mark.django_db
READER = "'wasm-unsafe-eval'"


@pytest.fixture
def ipad(marcus):
    return a_browser(user=marcus)


def may_read(answer: HttpResponse) -> bool:
    return READER in answer["Content-Security-Policy"]


def refused(ipad, where: str, **form) -> HttpResponse:
    answer = ipad.post(where, {"client_key": str(uuid.uuid4())} | form)
    assert 400 <= answer.status_code < 500
    assert "js/scan.js" in answer.content.decode()
    return answer


def test_a_transfer_after_any_refused_step(ipad, stone, sydney, melbourne):
    box = asked(Wish(stone.pk), source=a_place("sydney"), to=a_place("melbourne"))
    at = f"/floor/sydney/transfers/{box.public_id}/"
    assert may_read(ipad.get(at))

    for step in ("pack/", "send/", "arrived/", "call-off/"):
        assert may_read(refused(ipad, at + step, code="NOPE")), step


def test_a_count_after_a_refused_scan(ipad, marcus, sydney):
    count = open_count(location=a_place("sydney"), actor=acting(marcus))
    at = f"/floor/sydney/counts/{count.public_id}/"
    assert may_read(ipad.get(at))

    assert may_read(refused(ipad, f"{at}scan/", code="X", quantity="many"))
    assert may_read(refused(ipad, f"{at}close/", client_key=""))


def test_the_look_up_after_a_refused_act(ipad, stone, priya, sydney):
    sell(stone)
    assert may_read(ipad.get("/floor/sydney/stock/", {"q": stone.sku}))

    for act in ("hold/", "bring-here/"):
        form = {"sku": stone.sku, "client": str(priya.public_id)}
        assert may_read(refused(ipad, f"/floor/sydney/{act}", **form)), act


def test_no_other_page_of_the_floor(ipad, sydney):
    for where in ("", "transfers/", "counts/", "alarms/"):
        assert not may_read(ipad.get(f"/floor/sydney/{where}")), where
