"""Who may open which page of the floor; the diary, the orders, the devices."""

import datetime as dt

import pytest
from django.conf import settings

from customers.actions.book_visit import book_visit
from omni.lib.clock import now
from staff.models import Device, OpeningHours
from tests.cast import a_browser, a_store, a_user, acting
from tests.floor.scenes import a_sale, key

pytestmark = pytest.mark.django_db
PAGES = ["", "arrivals/", "stock/", "orders/", "diary/"]


@pytest.fixture
def ipad(marcus):
    return a_browser(user=marcus)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_belongs_to_who_works_in_its_store(path, ipad, lucia, hana, priya):
    page = f"/floor/sydney/{path}"

    assert ipad.get(page).status_code == 200
    assert a_browser(user=lucia).get(page).status_code == 404
    assert a_browser(user=hana).get(page).status_code == 403
    for stranger in (a_browser(), a_browser(priya)):
        assert stranger.get(page)["Location"].startswith("/staff/sign-in/?next=/floor/sydney/")


@pytest.mark.parametrize("path", ["", "stock/", "orders/", "diary/"])
def test_without_a_store_it_goes_to_hers(path, ipad):
    assert ipad.get(f"/floor/{path}")["Location"] == f"/floor/sydney/{path}"


def test_who_works_in_several_stores_is_brought_back_to_the_last(sydney, perth):
    chief = a_browser(user=a_user("Ada Chief", "manager", None))
    assert chief.get("/floor/")["Location"] == "/floor/sydney/"

    assert "Perth" in chief.get("/floor/perth/").content.decode()

    assert chief.get("/floor/")["Location"] == "/floor/perth/"


def test_an_unknown_client_is_not_there(ipad, sydney):
    page = "/floor/sydney/clients/018f0000-0000-7000-8000-000000000000/"

    assert ipad.get(page).status_code == 404


def test_a_clients_story_by_kind(ipad, priya, stone):
    ipad.post("/floor/sydney/sell/", a_sale(stone, customer=priya))
    profile = f"/floor/sydney/clients/{priya.public_id}/"

    assert "<b>Bought the 1.52 ct round</b>" in ipad.get(profile).content.decode()
    assert "<b>Bought" in ipad.get(f"{profile}?show=purchases").content.decode()
    assert "<b>Bought" not in ipad.get(f"{profile}?show=views").content.decode()


def test_names_are_text(ipad, priya):
    priya.name, priya.note = "<script>alert(1)</script>", "<img src=x>"
    priya.save()

    html = ipad.get(f"/floor/sydney/clients/{priya.public_id}/").content.decode()

    assert "<script>alert" not in html
    assert "<img src=x>" not in html


def test_orders_with_their_lines(ipad, stone, priya):
    ipad.post("/floor/sydney/sell/", a_sale(stone, customer=priya))

    html = ipad.get("/floor/sydney/orders/").content.decode()

    assert "SYD-10001" in html
    assert stone.title in html
    assert "Taken away" in html


@pytest.mark.parametrize("on", ["", "2026-13-45", "tomorrow", "9999-12-31"])
def test_a_day_that_is_none_is_today(ipad, on):
    html = ipad.get(f"/floor/sydney/diary/?on={on}").content.decode()

    assert "Today" in html


def test_the_diary_shows_the_weeks_bookings(ipad, priya, sydney, ana):
    OpeningHours.objects.update(opens=dt.time(0), closes=dt.time(23, 59))
    noon = (sydney.local(now()) + dt.timedelta(days=2)).replace(hour=12, minute=0)
    book_visit(
        customer=priya, store=sydney, starts_at=noon, items=[], companion="Tom", actor=acting(ana)
    )

    day = ipad.get("/floor/sydney/diary/").content.decode()
    week = ipad.get("/floor/sydney/diary/?show=week").content.decode()

    assert "Priya Nair" not in day
    assert "Priya Nair</b></a> with Tom" in week


def enrol(browser, **changes):
    sent = {"store": "sydney", "kind": "kiosk", "name": "Front door", "client_key": key()}
    return browser.post("/floor/devices/enrol/", sent | changes)


def test_a_manager_makes_this_browser_the_station(ana):
    browser = a_browser(user=ana)

    answer = enrol(browser)

    cookie = answer.cookies[settings.DEVICE_COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Lax", "")
    assert "Open the VIP station" in browser.get("/floor/devices/").content.decode()
    browser.logout()
    browser.cookies[settings.DEVICE_COOKIE] = cookie.value
    assert browser.get("/kiosk/").status_code == 200


def test_a_withdrawn_device_opens_nothing(ana):
    browser = a_browser(user=ana)
    enrol(browser)
    device = Device.objects.get()

    browser.post(f"/floor/devices/{device.public_id}/revoke/", {"client_key": key()})

    assert Device.objects.get().revoked_at is not None
    assert browser.get("/kiosk/").status_code == 403


@pytest.mark.parametrize(
    "changes", [{"name": ""}, {"kind": "robot"}, {"store": "melbourne"}, {"client_key": "1"}]
)
def test_refuses_a_device_that_makes_no_sense(ana, melbourne, changes):
    assert enrol(a_browser(user=ana), **changes).status_code == 422
    assert Device.objects.count() == 0


def test_only_managers_enrol_and_only_their_own_stores(ipad, ana):
    a_store("melbourne")
    enrol(a_browser(user=ana))
    device = Device.objects.get()
    boss = a_browser(user=a_user("Mei Boss", "manager", a_store("perth")))

    assert enrol(ipad).status_code == 403
    assert ipad.get("/floor/devices/").status_code == 403
    path = f"/floor/devices/{device.public_id}/revoke/"
    assert boss.post(path, {"client_key": key()}).status_code == 404
    assert Device.objects.get().revoked_at is None
