"""The thirteen bad inputs, numbered: each gets a clear answer and changes nothing.

Their depths are tested beside each part; here is one strong test for every number.
"""

import datetime as dt
import uuid

import pytest
from django.conf import settings

from customers.actions.revoke_pass import revoke_pass
from customers.models import Pass, Visit
from omni.lib.clock import now
from sales.models import Order
from tests.cast import a_browser, acting
from tests.floor.scenes import a_sale, checks_in, key
from tests.handset import code_at
from tests.storefront.test_checkout import form as checkout

from .conftest import nothing_changes
from .scenes import SCRIPT, a_pass, reservation, scan

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("sku", ["NO-SUCH", "%00", "<script>", "x" * 3000, "../../etc/passwd"])
def test_01_an_unknown_stone_is_not_there(stone, zoe, sku):
    browser = a_browser(zoe)

    with nothing_changes():
        for path in ("diamonds/{}/", "diamonds/{}/similar/", "diamonds/{}/reserve/", "buy/{}/"):
            assert browser.get(f"/{path.format(sku)}").status_code == 404
        for path, sent in (
            (f"/diamonds/{sku}/reserve/", reservation()),
            (f"/diamonds/{sku}/let-go/", {}),
            (f"/buy/{sku}/", checkout(stone)),
            ("/shortlist/add/", {"sku": "NO-SUCH", "client_key": key()}),
            ("/chat/ask/", {"about": "NO-SUCH", "body": "Still there?", "client_key": key()}),
        ):
            assert browser.post(path, sent).status_code == 404


def test_02_a_sold_stone_is_sold_to_nobody_else(stone, zoe, priya, marcus, sydney):
    a_browser(priya).post(f"/buy/{stone.sku}/", checkout(stone))
    assert Order.objects.get().customer == priya
    zoes, floor = a_browser(zoe), a_browser(user=marcus)

    with nothing_changes():
        bought = zoes.post(f"/buy/{stone.sku}/", checkout(stone))
        kept = zoes.post(f"/diamonds/{stone.sku}/reserve/", reservation())
        sold = floor.post("/floor/sydney/sell/", a_sale(stone, customer=zoe))

    assert (bought.status_code, kept.status_code, sold.status_code) == (409, 409, 409)
    assert "You weren’t charged." in bought.content.decode()
    assert "Nothing was booked in your name." in kept.content.decode()
    assert "Just sold" in sold.content.decode()
    assert "Just sold" in zoes.get(f"/diamonds/{stone.sku}/").content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "shape=blob", "colour=Z-A", "clarity=<script>", "carat_min=NaN", "carat_max=Infinity",
        "price_min=1e999999", "price_max=-1", "place=atlantis", "sort=;drop table", "cut=%00",
        "shape=round&shape=%ED%A0%80", "carat_min=" + "9" * 400,
    ],
)  # fmt: skip
def test_03_bad_facet_values_are_named_and_the_rest_is_shown(stone, query):
    with nothing_changes():
        page = a_browser().get(f"/diamonds/?{query}&colour=E")

    assert page.status_code == 200
    assert stone.sku in page.content.decode()
    assert SCRIPT.split(">", 1)[0] + ">" not in page.content.decode().split("<main", 1)[1]


def test_03_so_is_a_place_in_the_list_that_never_was(stone):
    for after in ("nonsense", "%00", "x" * 3000):
        page = a_browser().get(f"/diamonds/?after={after}")
        assert page.status_code == 400
        assert "Traceback" not in page.content.decode()


def test_04_a_code_wrong_five_times_is_over_and_signs_nobody_in(priya):
    browser = a_browser()
    browser.get("/sign-in/")
    sent = browser.post("/sign-in/", {"address": "0491 570 006", "client_key": key()})
    right = code_at("+61491570006")
    wrong = "000000" if right != "000000" else "111111"

    with nothing_changes():
        answers = [browser.post(sent.url, {"code": wrong}) for _ in range(5)]
        too_late = browser.post(sent.url, {"code": right})

    said = [page.content.decode() for page in answers]
    assert {page.status_code for page in (*answers, too_late)} <= {400, 409, 410, 422}
    assert "Four tries left." in said[0]
    assert "fifth wrong try" in said[4]
    assert browser.get("/account/").status_code == 302


def test_05_an_expired_a_revoked_and_a_foreign_pass_open_nothing(station, priya, tom, zoe, hana):
    (expired, old), (revoked, lost), (_, taken_back) = (
        a_pass(who, hana) for who in (priya, tom, zoe)
    )
    Pass.objects.filter(pk=expired.pk).update(expires_at=now() - dt.timedelta(minutes=1))
    revoke_pass(card=revoked.public_id, actor=acting(hana))
    a_pass(zoe, hana)  # a new one replaces the one before
    foreign = "https://evil.example/p/"
    says = {
        old: "run out", lost: "newer code", taken_back: "newer code", "A" * 22: "couldn’t read",
    }  # fmt: skip

    with nothing_changes(but=("customers.PassScan",)):
        for token, words in says.items():
            page = scan(station, f"{settings.PUBLIC_URL}/p/{token}/")
            assert page.status_code == 200
            assert words in page.content.decode(), token
            assert a_browser().get(f"/p/{token}/").status_code == 404
        assert "couldn’t read" in scan(station, foreign).content.decode()
    assert not Visit.objects.exists()


def test_06_the_second_scan_is_the_first_one_again(station, priya, hana):
    _card, token = a_pass(priya, hana)
    first = uuid.uuid4()
    scan(station, f"/p/{token}/", first)

    with nothing_changes():
        same = scan(station, f"/p/{token}/", first)
    with nothing_changes(but=("customers.PassScan",)):
        again = scan(station, f"/p/{token}/")

    assert same.status_code == again.status_code == 200
    assert Visit.objects.get().customer == priya


def test_07_staff_pages_without_the_right_and_of_another_store(stone, priya, staff, sydney):
    """Every address × role × store is in tests/staff/test_url_matrix.py; here is what it costs."""
    visit = checks_in(priya, sydney, staff.ana)
    take, sell = f"/floor/sydney/visits/{visit.public_id}/take/", "/floor/sydney/sell/"
    guarded = [(take, {"client_key": key()}), (sell, a_sale(stone, customer=priya)),
               ("/floor/sydney/arrive/", {"guests": "2", "client_key": key()})]  # fmt: skip

    with nothing_changes():
        for path, sent in guarded:
            assert a_browser().post(path, sent).status_code == 302  # to the sign-in
            assert a_browser(priya).post(path, sent).status_code == 302
            assert a_browser(user=staff.hana).post(path, sent).status_code == 403
            assert a_browser(user=staff.lucia).post(path, sent).status_code == 404
        theirs = a_browser(user=staff.lucia)
        assert theirs.post(take.replace("sydney", "melbourne")).status_code == 404
        assert theirs.get("/floor/sydney/").status_code == 404
        assert a_browser(user=staff.marcus).get("/floor/devices/").status_code == 403
    visit.refresh_from_db()
    assert visit.taken_by is None
