"""Who tries what: a station at the door, staff, and the words of an attacker."""

import json
import uuid
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client

from customers.actions.issue_pass import issue_pass
from customers.models import Pass
from staff.actions.enrol_device import enrol_device
from tests.cast import ORIGIN, acting
from tests.floor.scenes import key

JSON = {"Accept": "application/json"}
SCRIPT = "<script>alert(1)</script>"
CORPUS = [
    SCRIPT,
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "{{ 7|add:7 }}{% debug %}",
    "</textarea><iframe srcdoc='<b>x</b>'>",
    "javascript:alert(1)//",
]


def reservation() -> dict:
    return {
        "name": "Zoe Lind", "mobile": "0491 570 157", "store": "sydney", "client_key": key(),
    }  # fmt: skip


def say(browser, **sent):
    return browser.post("/chat/ask/", json.dumps(sent), "application/json", headers=JSON)


def at_the_door(device_token: str) -> Client:
    browser = Client(headers={"origin": ORIGIN})
    browser.cookies[settings.DEVICE_COOKIE] = device_token
    return browser


@pytest.fixture
def station(ana, sydney) -> Client:
    _device, token = enrol_device(
        kind="kiosk", name="Door", store=sydney, user=ana, actor=acting(ana)
    )
    return at_the_door(token)


@pytest.fixture
def staff(hana, marcus, lucia, ana) -> SimpleNamespace:
    return SimpleNamespace(hana=hana, marcus=marcus, lucia=lucia, ana=ana)


def scan(station, shown: str, scan_id: uuid.UUID | None = None):
    return station.post("/kiosk/scan/", {"shown": shown, "scan": str(scan_id or uuid.uuid4())})


def a_pass(customer, user) -> tuple[Pass, str]:
    phone = customer.identities.get(kind="phone")
    return issue_pass(customer=customer, appointment=None, to=phone, actor=acting(user))
