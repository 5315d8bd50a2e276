"""What a browser, a cache or another site may keep of a page, and what every page says of it."""

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from customers.actions.issue_pass import issue_pass
from omni.storefront.views.stone import shown_stone
from tests.cast import PASSWORD, a_browser, acting
from tests.chat.scenes import a_conversation, on_shift
from tests.floor.scenes import checks_in, key

pytestmark = pytest.mark.django_db


def plain_addresses(resolver=None, space: str = "") -> list[str]:
    """Every address without arguments, of every face."""
    found = []
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            if one.namespace != "admin":
                inner = f"{space}{one.namespace}:" if one.namespace else space
                found += plain_addresses(one, inner)
        elif isinstance(one, URLPattern) and one.name and not one.pattern.converters:
            found.append(reverse(space + one.name))
    return found


def test_no_answer_to_somebody_we_know_is_stored(priya, stone, hana, ana, sydney):
    on_shift(hana)
    chat = a_conversation(priya).public_id
    checks_in(priya, sydney, ana)
    more = [
        f"/diamonds/{stone.sku}/", f"/diamonds/{stone.sku}/similar/", f"/buy/{stone.sku}/",
        f"/diamonds/{stone.sku}/reserve/", f"/floor/sydney/clients/{priya.public_id}/",
        "/floor/sydney/", "/floor/sydney/arrivals/", "/floor/sydney/stock/?q=Priya",
        "/floor/sydney/orders/", "/floor/sydney/diary/", f"/desk/{chat}/", f"/desk/{chat}/context/",
        f"/desk/{chat}/messages/", f"/desk/{chat}/visit/", "/admin/", "/nowhere/",
    ]  # fmt: skip
    hers, ours = a_browser(priya), a_browser(user=ana)
    for address in [*plain_addresses(), *more]:
        for browser in (hers, ours):
            for headers in ({}, {"HX-Request": "true"}):
                kept = browser.get(address, headers=headers).get("Cache-Control", "")
                short = "private" in kept and address == "/chat/presence/"
                assert short or "no-store" in kept, (address, kept)
                assert "public" not in kept


def test_what_a_form_answers_is_not_stored_either(priya, stone):
    hers = a_browser(priya)
    answers = [
        hers.post("/account/name/", {"name": "x" * 200, "client_key": key()}),
        hers.post(f"/diamonds/{stone.sku}/reserve/", {}),
        hers.post(f"/buy/{stone.sku}/", {}),
        hers.post("/shortlist/add/", {"sku": stone.sku, "client_key": key()}),
        a_browser().post("/sign-in/", {"address": "nonsense", "client_key": key()}),
    ]

    assert all("no-store" in answer["Cache-Control"] for answer in answers)


def test_a_strangers_page_with_his_visitor_cookie_is_in_no_shared_cache(stone):
    for address in ("/diamonds/", f"/diamonds/{stone.sku}/", "/rings/", "/stores/"):
        page = a_browser().get(address)
        assert settings.VISITOR_COOKIE in page.cookies
        assert page["Cache-Control"] == "private, no-cache"


def test_drawings_alone_are_everybodys(stone):
    face = a_browser().get(f"/diamonds/{shown_stone(stone.sku)[0].item.sku}/").content.decode()
    address = face.split('src="/stones/drawing/', 1)[1].split('"', 1)[0]

    answer = a_browser().get(f"/stones/drawing/{address}")

    assert "public" in answer["Cache-Control"]
    assert not answer.cookies


def test_every_page_carries_the_same_strict_policy(priya, ana, stone):
    for browser in (a_browser(), a_browser(priya), a_browser(user=ana)):
        for address in [*plain_addresses(), f"/diamonds/{stone.sku}/", "/admin/", "/nowhere/"]:
            page = browser.get(address)
            policy = page.headers["Content-Security-Policy"]
            assert "unsafe-inline" not in policy, address
            assert "'unsafe-eval'" not in policy.replace("'wasm-unsafe-eval'", ""), address
            assert "frame-ancestors 'none'" in policy, address
            assert page.headers["Referrer-Policy"] == "same-origin", address
            assert page.headers["X-Content-Type-Options"] == "nosniff", address


def test_the_staff_session_is_new_at_sign_in_and_dead_after_sign_out(hana):
    """A session planted before she signed in holds nothing (A16)."""
    browser = a_browser()
    browser.get("/staff/sign-in/")
    browser.cookies[settings.SESSION_COOKIE_NAME] = "planted0planted0planted0planted0"

    sent = {"username": hana.email, "password": PASSWORD, "next": "https://evil.test/"}
    answer = browser.post("/staff/sign-in/", sent)

    token = browser.cookies[settings.SESSION_COOKIE_NAME].value
    assert answer.url == "/staff/"
    assert token != "planted0planted0planted0planted0"
    browser.post("/staff/sign-out/")
    stolen = a_browser()
    stolen.cookies[settings.SESSION_COOKIE_NAME] = token
    assert stolen.get("/desk/").status_code == 302


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.test/", "//evil.test", "/\\evil.test", "javascript:alert(1)", "http:evil.test",
     "\thttps://evil.test", "https://testserver@evil.test/", "https:///evil.test"],
)  # fmt: skip
def test_nobody_is_sent_to_another_site(priya, hana, stone, elsewhere):
    """From the sign-ins and from the heart's way back (A20)."""
    hers = a_browser(priya)
    assert hers.get("/sign-in/", {"next": elsewhere}).url == "/account/"
    back = hers.post(
        "/shortlist/add/", {"sku": stone.sku, "client_key": key()}, headers={"referer": elsewhere}
    )
    assert back.url == "/shortlist/"
    sent = {"username": hana.email, "password": PASSWORD, "next": elsewhere}
    assert a_browser().post("/staff/sign-in/", sent).url == "/staff/"


def test_links_that_leave_name_our_own_host_whatever_the_request_says(priya, hana):
    phone = priya.identities.get(kind="phone")
    _, token = issue_pass(customer=priya, appointment=None, to=phone, actor=acting(hana))

    assert a_browser().get("/diamonds/", headers={"host": "evil.test"}).status_code == 400
    page = a_browser().get(f"/p/{token}/", headers={"x-forwarded-host": "evil.test"})
    assert "evil.test" not in page.content.decode()
