import datetime as dt
import re
import uuid

import pytest
from django.conf import settings
from django.test import Client

from customers.models import Customer, Session, SignInCode
from notifications.models import Message
from tests.cast import ORIGIN, a_browser
from tests.handset import code_at

MOBILE = "+61491570313"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(dt.datetime(2026, 11, 21, 12, 0, tzinfo=dt.UTC))


def ask(browser: Client, address: str = "0491 570 313", **more):
    browser.get("/sign-in/")
    fields = {"address": address, "client_key": str(uuid.uuid4())} | more
    return browser.post("/sign-in/", fields)


def test_a_code_is_sent_typed_and_lets_her_in():
    browser = a_browser()

    asked = ask(browser, next="/diamonds/")
    page = browser.get(asked.url)
    answer = browser.post(asked.url, {"code": code_at(MOBILE), "next": "/diamonds/"})

    assert "0491 570 313" in page.content.decode()
    assert (answer.status_code, answer.url) == (302, "/diamonds/")
    account = browser.get("/account/")
    assert account.status_code == 200
    assert "0491 570 313" in account.content.decode()


def test_the_cookie_is_httponly_lax_and_new():
    browser = a_browser()
    asked = ask(browser)
    before = browser.cookies[settings.VISITOR_COOKIE].value
    token_before = browser.cookies[settings.CSRF_COOKIE_NAME].value

    browser.post(asked.url, {"code": code_at(MOBILE)})

    cookie = browser.cookies[settings.CUSTOMER_COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert browser.cookies[settings.VISITOR_COOKIE].value == before
    assert browser.cookies[settings.CSRF_COOKIE_NAME].value != token_before


def test_a_csrf_token_from_before_signing_in_is_dead_after_it():
    browser = Client(headers={"origin": ORIGIN}, enforce_csrf_checks=True)
    browser.get("/sign-in/")
    old = browser.cookies[settings.CSRF_COOKIE_NAME].value
    asked = browser.post(
        "/sign-in/",
        {"address": MOBILE, "client_key": uuid.uuid4(), "csrfmiddlewaretoken": old},
    )
    browser.post(asked.url, {"code": code_at(MOBILE), "csrfmiddlewaretoken": old})

    answer = browser.post("/sign-out/", {"csrfmiddlewaretoken": old})

    assert answer.status_code == 403
    assert Session.objects.get().revoked_at is None


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"],
)
def test_nobody_is_sent_to_another_site(elsewhere):
    browser = a_browser()
    asked = ask(browser, next=elsewhere)

    answer = browser.post(asked.url, {"code": code_at(MOBILE), "next": elsewhere})

    assert answer.url == "/account/"


def test_a_short_number_names_the_fix_beside_the_field():
    answer = ask(a_browser(), "0412 555")

    assert answer.status_code == 400
    assert "That’s three digits short. Try 04xx xxx xxx." in answer.content.decode()
    assert not SignInCode.objects.exists()


def test_five_wrong_codes_end_it_with_a_way_on():
    browser = a_browser()
    asked = ask(browser)
    wrong = f"{(int(code_at(MOBILE)) + 1) % 1_000_000:06}"

    answers = [browser.post(asked.url, {"code": wrong}) for _ in range(5)]

    assert [answer.status_code for answer in answers] == [400, 400, 400, 400, 410]
    assert "Four tries left" in answers[0].content.decode()
    assert "Send me a new code" in answers[4].content.decode()
    right = browser.post(asked.url, {"code": code_at(MOBILE)})
    assert right.status_code == 410
    assert not Session.objects.exists()
    assert not Customer.objects.exists()


def test_a_code_that_didnt_come_is_sent_again_without_typing_the_address():
    browser = a_browser()
    page = browser.get(ask(browser, next="/shortlist/").url).content.decode()
    hidden = dict(
        re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.split("</form>")[1])
    )

    again = browser.post("/sign-in/", hidden)

    told = browser.get(again.url).content.decode()
    assert "We sent six new digits to <b>0491 570 313</b>." in told
    assert 'name="next" value="/shortlist/"' in told
    assert (SignInCode.objects.count(), Message.objects.count()) == (2, 2)
    assert browser.post(again.url, {"code": code_at(MOBILE)}).status_code == 302


def test_another_browser_does_not_even_see_the_code_page():
    asked = ask(a_browser())

    assert a_browser().get(asked.url).status_code == 404


def test_the_same_form_sent_twice_sends_one_code():
    browser, key = a_browser(), str(uuid.uuid4())

    first, again = (ask(browser, client_key=key) for _ in range(2))

    assert first.url == again.url
    assert Message.objects.count() == 1


def test_the_same_key_for_another_address_is_refused():
    browser, key = a_browser(), str(uuid.uuid4())
    ask(browser, client_key=key)

    again = ask(browser, "priya@example.com", client_key=key)

    assert again.status_code == 422
    assert Message.objects.count() == 1


def test_a_sixth_code_is_too_many(one_window):
    browser = a_browser()
    for _ in range(5):
        ask(browser)

    answer = ask(browser)

    assert answer.status_code == 429
    assert "That’s a lot of codes" in answer.content.decode()
    assert Message.objects.count() == 5


def test_a_spoofed_forwarding_header_is_no_new_network(one_window, settings):
    settings.NUM_PROXIES = 0
    for n in range(30):
        ask(Client(headers={"origin": ORIGIN, "x-forwarded-for": f"10.0.0.{n}"}), f"g{n}@x.example")

    answer = ask(Client(headers={"origin": ORIGIN, "x-forwarded-for": "10.0.1.1"}), "g@x.example")

    assert answer.status_code == 429


def test_a_known_and_an_unknown_address_get_the_same_page(priya):
    known = ask(a_browser(), "0491 570 006")
    unknown = ask(a_browser(), "0491 570 313")

    assert known.status_code == unknown.status_code == 302
    assert known.url.split("/")[1] == unknown.url.split("/")[1]


def test_a_foreign_origin_asks_for_nothing():
    stranger = Client(headers={"origin": "http://testserver.evil.example"})

    answer = ask(stranger)

    assert answer.status_code == 403
    assert not SignInCode.objects.exists()


def test_signing_out_ends_the_session_and_forgets_the_visitor(priya):
    browser = a_browser(customer=priya)
    browser.get("/sign-in/")

    browser.post("/sign-out/")

    assert priya.sessions.get().revoked_at
    assert not browser.cookies[settings.CUSTOMER_COOKIE].value
    assert not browser.cookies[settings.VISITOR_COOKIE].value
    assert browser.get("/account/").status_code == 302


def test_who_wants_to_be_told_reads_why_she_signs_in():
    asked = a_browser().get("/sign-in/?next=/diamonds/TD-1/tell-me/").content.decode()

    assert "where to tell you" in asked
    assert "where to tell you" not in a_browser().get("/sign-in/").content.decode()
