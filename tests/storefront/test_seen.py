import json
import uuid

import pytest
from django.conf import settings
from django.test import Client

from customers.models import Customer, Interaction
from tests.cast import ORIGIN, a_browser

pytestmark = pytest.mark.django_db


def tell(browser, body, **kwargs):
    return browser.post("/seen/", json.dumps(body), content_type="application/json", **kwargs)


@pytest.fixture
def visitor() -> Client:
    """Somebody who has opened a page and so has her visitor's cookie."""
    browser = a_browser()
    browser.get("/sign-in/")
    return browser


def test_a_view_is_remembered_for_the_visitor_and_makes_no_customer(visitor, stone):
    answer = tell(visitor, {"item": str(stone.public_id)})

    assert answer.status_code == 204
    entry = Interaction.objects.get()
    assert (entry.kind, entry.item, entry.customer) == ("viewed", stone.public_id, None)
    assert entry.actor == f"visitor:{entry.visitor}"
    assert str(entry.visitor) in visitor.cookies[settings.VISITOR_COOKIE].value
    assert not Customer.objects.exists()


def test_it_is_one_statement(visitor, stone, django_assert_num_queries):
    with django_assert_num_queries(1):
        tell(visitor, {"item": str(stone.public_id)})


def test_a_search_is_kept_as_the_search_page_understands_it(visitor, sydney):
    tell(visitor, {"search": "shape=round&carat_min=1&evil=<b>&place=sydney&shape=no-such"})

    entry = Interaction.objects.get()
    assert entry.kind == "searched"
    assert entry.facts["search"]["shape"] == ["round"]
    assert "evil" not in entry.facts["search"]


def test_a_reload_is_not_a_second_look(visitor, stone):
    for _ in range(3):
        tell(visitor, {"item": str(stone.public_id)})

    assert Interaction.objects.count() == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"sec-purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
    ],
)
def test_crawlers_and_prefetched_pages_leave_no_trace(visitor, stone, headers):
    answer = tell(visitor, {"item": str(stone.public_id)}, headers=headers)

    assert answer.status_code == 204
    assert not Interaction.objects.exists()


def test_a_browser_without_cookies_leaves_no_trace(db, stone):
    tell(a_browser(), {"item": str(stone.public_id)})

    assert not Interaction.objects.exists()


@pytest.mark.parametrize(
    "body", [{}, {"item": "no"}, [], "x", {"item": None}, {"search": 5}, {"search": "x" * 3000}]
)
def test_what_no_page_of_ours_sends_is_refused(visitor, body):
    assert tell(visitor, body).status_code == 400
    assert not Interaction.objects.exists()


def test_an_unknown_stone_is_not_remembered(visitor):
    assert tell(visitor, {"item": str(uuid.uuid4())}).status_code == 204
    assert not Interaction.objects.exists()


def test_a_foreign_origin_and_a_missing_token_are_refused(visitor, stone):
    strict = Client(headers={"origin": ORIGIN}, enforce_csrf_checks=True)
    strict.cookies = visitor.cookies

    foreign = tell(visitor, {"item": str(stone.public_id)}, headers={"origin": "http://evil"})
    tokenless = tell(strict, {"item": str(stone.public_id)})

    assert (foreign.status_code, tokenless.status_code) == (403, 403)
    assert not Interaction.objects.exists()
