"""Limits count whom they mean: not a header, a rotated address, or another way to type a code."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.conf import settings as django_settings
from django.test import Client

from customers.actions.issue_pass import issue_pass
from customers.models import Visit
from inventory.models import Claim
from notifications.models import Message
from omni.lib.addresses import sender
from omni.lib.clock import now
from sales.models import Payment
from staff.actions.enrol_device import enrol_device
from tests.cast import ORIGIN, a_browser, a_customer, acting
from tests.chat.scenes import asks
from tests.floor.scenes import key
from tests.stock import a_stone, on_hand
from tests.storefront.test_checkout import form as checkout

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("proxies", "opened_by", "forwarded", "counted"),
    [
        (0, "203.0.113.9", "198.51.100.1", "203.0.113.9"),
        (1, "10.0.0.1", "203.0.113.9", "203.0.113.9"),
        (1, "10.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "10.0.0.1", "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (1, "10.0.0.1", "", "10.0.0.1"),
        (0, "2001:db8:1:2:aaaa::1", "", "2001:db8:1:2::"),
        (0, "2001:db8:1:2:bbbb::2", "", "2001:db8:1:2::"),
        (0, "::ffff:203.0.113.9", "", "203.0.113.9"),
        (1, "10.0.0.1", "nonsense", ""),
        (0, "", "203.0.113.9", ""),
    ],
)
def test_who_is_counted(settings, proxies, opened_by, forwarded, counted):
    settings.NUM_PROXIES = proxies

    assert sender(opened_by, forwarded) == counted


def test_a_spoofed_header_or_the_rest_of_an_ipv6_address_is_no_new_sender(one_window, sydney):
    statuses = []
    for n in range(62):
        browser = a_browser()
        browser.get("/diamonds/")
        answer = browser.post(
            "/chat/ask/", {"body": f"Hello {n}", "client_key": key()},
            headers={"x-forwarded-for": f"198.51.100.{n}"},
            REMOTE_ADDR=f"2001:db8:1:2::{n + 1:x}",
        )  # fmt: skip
        statuses.append(answer.status_code)

    assert statuses == [302] * 60 + [429] * 2


def test_five_wrong_passwords_close_the_door_to_a_whole_ipv6_network(hana):
    statuses = [
        a_browser().post(
            "/staff/sign-in/", {"username": hana.email, "password": f"wrong {n}"},
            REMOTE_ADDR=f"2001:db8:1:2::{n + 1:x}",
        ).status_code
        for n in range(6)
    ]  # fmt: skip

    assert statuses[0] == 200
    assert statuses[5] == 429


def test_a_code_counts_as_typed_however_it_is_sent(one_window, ana, sydney, priya, hana):
    _device, token = enrol_device(
        kind="kiosk", name="Door", store=sydney, user=ana, actor=acting(ana)
    )
    station = Client(headers={"origin": ORIGIN})
    station.cookies[django_settings.DEVICE_COOKIE] = token

    statuses = [
        station.post("/kiosk/scan/", {"shown": "AAAA", "scan": str(uuid.uuid4())}).status_code
        for _ in range(14)
    ]

    assert statuses == [200] * 12 + [429] * 2
    phone = priya.identities.get(kind="phone")
    _, secret = issue_pass(customer=priya, appointment=None, to=phone, actor=acting(hana))
    sent = {"shown": f"/p/{secret}/", "scan": str(uuid.uuid4())}
    assert station.post("/kiosk/scan/", sent).status_code == 200
    assert Visit.objects.get().customer == priya


def test_one_chat_after_another_does_not_ring_the_duty_phone_all_night(sydney):
    with time_machine.travel("2026-11-25 14:05:00+00:00", tick=False):  # 1 am in Sydney
        for n in range(15):
            asks(a_customer(), f"Are you there? {n}")

    assert Message.objects.filter(purpose="staff").count() == 12


def test_asking_again_does_not_keep_a_stone_longer(stone):
    browser, sent = a_browser(), {"name": "Zoe", "mobile": "0491 570 157", "store": "sydney"}
    address = f"/diamonds/{stone.sku}/reserve/"
    browser.post(address, sent | {"client_key": key()})
    until = Claim.objects.get().expires_at

    with time_machine.travel(now() + dt.timedelta(hours=47)):
        browser.post(address, sent | {"client_key": key()})

    assert Claim.objects.get().expires_at == until


def test_nobody_tries_stolen_cards_one_after_another(one_window, sydney):
    """Ten declined cards an hour from one connection, whatever cookies it keeps."""
    statuses = []
    for _ in range(11):
        piece = a_stone()
        page = a_browser().post(f"/buy/{piece.sku}/", checkout(piece, card="declined"))
        statuses.append(page.status_code)

    assert statuses == [302] * 10 + [429]
    assert "declined from your connection" in page.content.decode()
    assert Payment.objects.count() == 10
    assert on_hand(piece) == (1, 0)


def test_cards_that_pay_are_not_counted(sydney):
    for _ in range(11):
        piece = a_stone()
        page = a_browser().post(f"/buy/{piece.sku}/", checkout(piece))

    assert page.status_code == 302
    assert on_hand(piece) == (0, 0)
