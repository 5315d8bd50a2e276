"""The VIP station welcomes whoever holds a pass up to it, and only an enrolled station does."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from customers.actions.book_visit import book_visit
from customers.actions.consent import give_consent
from customers.actions.issue_pass import issue_pass
from customers.actions.take_visit import take_visit
from customers.models import Consent, Visit
from notifications.models import Message
from omni.lib.ids import secret_token
from staff.actions.enrol_device import enrol_device
from staff.actions.revoke_device import revoke_device
from staff.models import Device
from tests.cast import ORIGIN, a_browser, acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def device(ana, sydney) -> tuple[Device, str]:
    return enrol_device(kind="kiosk", name="Door", store=sydney, user=ana, actor=acting(ana))


@pytest.fixture
def kiosk(device) -> Client:
    browser = Client(headers={"origin": ORIGIN})
    browser.cookies[settings.DEVICE_COOKIE] = device[1]
    return browser


@pytest.fixture
def token(priya, hana) -> str:
    phone = priya.identities.get(kind="phone")
    return issue_pass(customer=priya, appointment=None, to=phone, actor=acting(hana))[1]


def scan(kiosk, token, **more):
    shown = f"http://127.0.0.1:8000/p/{token}/"
    return kiosk.post("/kiosk/scan/", {"shown": shown, "scan": str(uuid.uuid4())} | more)


def allow_greeting(priya):
    give_consent(
        customer=priya, purpose=Consent.Purpose.GREETING, granted=True, wording="By name",
        source="test", actor=acting(priya),
    )  # fmt: skip


def test_welcomes_by_name_with_consent(kiosk, token, priya):
    allow_greeting(priya)

    said = scan(kiosk, token).content.decode()

    assert "Welcome, Priya." in said
    assert Visit.objects.get().customer == priya


def test_says_no_name_without_consent(kiosk, token):
    said = scan(kiosk, token).content.decode()

    assert "Welcome." in said
    assert "Priya" not in said
    assert "$" not in said


def test_says_who_is_coming(kiosk, token, marcus):
    scan(kiosk, token)
    take_visit(visit=Visit.objects.get().public_id, user=marcus, actor=acting(marcus))

    assert "Marcus is walking over to you." in scan(kiosk, token).content.decode()


def test_a_code_it_does_not_know_opens_nothing(kiosk):
    said = scan(kiosk, secret_token())

    assert "We couldn’t read that one." in said.content.decode()
    assert Visit.objects.count() == 0


def test_guessing_codes_is_stopped(one_window, kiosk):
    statuses = [
        kiosk.post("/kiosk/scan/", {"code": "AAAA", "scan": str(uuid.uuid4())}).status_code
        for _ in range(14)
    ]

    assert statuses == [200] * 12 + [429] * 2


@pytest.mark.parametrize("path", ["/kiosk/", "/kiosk/scan/"])
def test_a_browser_that_is_not_enrolled_sees_no_station(path, token, zoe):
    for browser in (a_browser(), a_browser(zoe)):
        ask = browser.post if path.endswith("scan/") else browser.get
        page = ask(path, {"shown": token, "scan": str(uuid.uuid4())})
        assert page.status_code == 403
        assert 'href="/floor/devices/"' in page.content.decode()

    assert Visit.objects.count() == 0


def test_a_revoked_station_is_nobody(kiosk, device, token, ana):
    revoke_device(device=device[0], actor=acting(ana))

    assert scan(kiosk, token).status_code == 403
    assert Visit.objects.count() == 0


def test_the_guests_own_phone_checks_nobody_in(token):
    page = a_browser().get(f"/p/{token}/")

    assert page.status_code == 200
    assert page["Cache-Control"].startswith("max-age=0")
    assert Visit.objects.count() == 0


def test_the_pass_says_when_in_the_time_of_the_store(priya, hana, sydney):
    with time_machine.travel("2026-11-26 09:00:00+00:00", tick=False):
        starts = dt.datetime(2026, 11, 28, 3, 15, tzinfo=dt.UTC)
        booked = book_visit(
            customer=priya, store=sydney, starts_at=starts, items=[], actor=acting(hana)
        )
        phone = priya.identities.get(kind="phone")
        _, token = issue_pass(customer=priya, appointment=booked, to=phone, actor=acting(hana))

        page = a_browser().get(f"/p/{token}/").content.decode()

    assert "Saturday 28 November, 2:15 pm" in page
    assert "Saturday 28 November, 2:15 pm" in Message.objects.get().body


def test_the_pass_asks_before_the_door_says_a_name(token, priya):
    phone = a_browser()

    phone.post(f"/p/{token}/consent/", {"greet": "yes", "client_key": str(uuid.uuid4())})

    assert Consent.objects.get(customer=priya).granted is True


@pytest.mark.parametrize("token", ["nonsense", "x" * 22])
def test_a_foreign_pass_is_not_there(token):
    assert a_browser().get(f"/p/{token}/").status_code == 404
