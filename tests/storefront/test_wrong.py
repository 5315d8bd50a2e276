"""What couldn't be shown or done leads on: in the shop with its header, footer and a search."""

from html import escape

import pytest
from django.test import Client
from django.urls import path
from django.views.decorators.http import require_safe

from omni.lib.errors import Invalid, KeyReused, NotAllowed, Refused, TooMany
from omni.urls import urlpatterns as ours
from tests.cast import a_browser

pytestmark = pytest.mark.django_db
WAYS = ('class="top"', 'class="foot"', 'name="q"', 'action="/find/"')


class Over(Refused):
    """That has ended."""

    status = 410


PROBLEMS = {403: NotAllowed, 409: Refused, 410: Over, 422: KeyReused, 429: TooMany, 400: Invalid}


@require_safe
def refuses(request, status: int):
    raise PROBLEMS[status]


@require_safe
def breaks(request):
    raise RuntimeError("a secret of ours")


handler500 = "omni.urls.handler500"
urlpatterns = [
    path("refuses/<int:status>/", refuses),
    path("floor/breaks/", breaks),
    path("desk/breaks/", breaks),
    path("floor/refuses/<int:status>/", refuses),
    path("breaks/", breaks),
    *ours,
]


@pytest.mark.parametrize("where", ["/nothing/", "/diamonds/NOPE-1/", "/p/nobodys/", "/s/nobodys/"])
def test_in_the_shop_it_has_the_ways_of_the_shop(where):
    told = a_browser().get(where).content.decode()

    assert [way for way in WAYS if way not in told] == []
    assert 'content="noindex' in told
    assert told.count("<h1>") == 1


@pytest.mark.urls("tests.storefront.test_wrong")
@pytest.mark.parametrize("status", PROBLEMS)
def test_so_has_every_refusal(status):
    answer = a_browser().get(f"/refuses/{status}/")

    told = answer.content.decode()
    assert answer.status_code == status
    assert [way for way in WAYS if way not in told] == []


@pytest.mark.urls("tests.storefront.test_wrong")
@pytest.mark.parametrize("status", [409, 410, 422])
def test_a_refusal_says_why_and_not_that_it_was_misread(status):
    told = a_browser().get(f"/refuses/{status}/").content.decode()

    assert escape(PROBLEMS[status]().message) in told
    assert "We couldn’t read" not in told


@pytest.mark.parametrize("where", ["/floor/nowhere/x/y/", "/kiosk/nothing/", "/desk/nothing/"])
def test_whoever_works_here_gets_no_shop(where):
    answer = a_browser().get(where)

    assert answer.status_code == 404
    assert "We can’t find that page." in answer.content.decode()
    assert [way for way in WAYS if way in answer.content.decode()] == []


def test_hers_says_that_she_is_known(priya):
    told = a_browser(priya).get("/nothing/").content.decode()

    assert "Your account" in told
    assert "Sign in" not in told


def test_a_strangers_costs_no_query(django_assert_max_num_queries):
    a_browser().get("/nothing/")
    with django_assert_max_num_queries(0):
        assert a_browser().get("/nothing/").status_code == 404


@pytest.mark.urls("tests.storefront.test_wrong")
def test_what_breaks_asks_nothing_and_tells_nothing(django_assert_max_num_queries, priya):
    browser = Client(raise_request_exception=False)
    with django_assert_max_num_queries(0):
        answer = browser.get("/breaks/")

    told = answer.content.decode()
    assert answer.status_code == 500
    assert "secret" not in told
    assert 'action="/find/"' in told
    assert 'href="/diamonds/"' in told


@pytest.mark.urls("tests.storefront.test_wrong")
@pytest.mark.parametrize(("where", "theme"), [("/floor/", "counter"), ("/desk/", "night")])
def test_what_breaks_for_staff_leads_back_to_where_they_work(
    where, theme, django_assert_max_num_queries
):
    browser = Client(raise_request_exception=False)
    with django_assert_max_num_queries(0):
        answer = browser.get(f"{where}breaks/")

    told = answer.content.decode()
    assert answer.status_code == 500
    assert f'data-theme="{theme}"' in told
    assert f'<a class="btn primary" href="{where}">Back to the' in told
    assert [way for way in WAYS if way in told] == []


@pytest.mark.parametrize("where", ["/floor/nowhere/x/y/", "/kiosk/nothing/", "/desk/nothing/"])
def test_what_isnt_there_leads_whoever_works_here_back(where):
    told = a_browser().get(where).content.decode()

    home = f"/{where.split('/')[1]}/"
    assert f'<a class="btn primary" href="{home}">Back to the' in told
    assert "our live list" not in told


PAGE = {"accept": "text/html,application/xhtml+xml"}


@pytest.mark.parametrize("where", ["/floor/sydney/sell/", "/floor/sydney/hold/"])
def test_the_address_of_a_form_of_the_floor_opened_by_itself_leads_back(where, marcus, sydney):
    answer = a_browser(user=marcus).get(where, headers=PAGE)

    told = answer.content.decode()
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "There’s no page at that address." in told
    assert 'href="/floor/">Back to the floor</a>' in told


def test_so_does_one_of_the_shop_with_its_ways():
    answer = a_browser().get("/sign-out/", headers=PAGE)

    assert answer.status_code == 405
    assert [way for way in WAYS if way not in answer.content.decode()] == []


def test_a_script_that_asks_it_gets_no_page():
    answer = a_browser().get("/sign-out/", headers={"accept": "*/*"})

    assert (answer.status_code, answer.content) == (405, b"")
