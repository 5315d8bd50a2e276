import uuid

import pytest

from customers.timeline import record
from tests.cast import a_browser, acting

pytestmark = pytest.mark.django_db


def test_it_shows_her_story_and_her_addresses(priya, stone):
    record(kind="viewed", channel="web", actor=acting(priya), customer=priya, item=stone)

    page = a_browser(customer=priya).get("/account/").content.decode()

    assert "Priya Nair" in page
    assert "0491 570 006" in page
    assert "Looked at the 1.52 ct round" in page


def test_whoever_is_not_signed_in_is_asked_to(db):
    answer = a_browser().get("/account/")

    assert answer.url == "/sign-in/?next=%2Faccount%2F"


def test_an_anonymous_session_is_not_signed_in(db):
    from tests.cast import a_customer

    answer = a_browser(customer=a_customer()).get("/account/")

    assert answer.status_code == 302


def test_another_customer_sees_nothing_of_it(priya, zoe, stone):
    record(kind="viewed", channel="web", actor=acting(priya), customer=priya, item=stone)

    page = a_browser(customer=zoe).get("/account/").content.decode()

    assert "Looked at" not in page
    assert "0491 570 006" not in page


def test_she_says_what_to_call_her_and_html_stays_text(priya):
    browser = a_browser(customer=priya)
    fields = {"name": " <b>Pri</b>  Nair ", "client_key": str(uuid.uuid4())}

    browser.post("/account/name/", fields)

    priya.refresh_from_db()
    assert priya.name == "<b>Pri</b> Nair"
    assert "&lt;b&gt;Pri&lt;/b&gt; Nair" in browser.get("/account/").content.decode()


def test_signing_out_everywhere_ends_every_device(priya):
    phone, laptop = a_browser(customer=priya), a_browser(customer=priya)

    phone.post("/account/sign-out-everywhere/")

    assert laptop.get("/account/").status_code == 302
    assert not priya.sessions.filter(revoked_at=None).exists()
