import uuid

import pytest

from customers.models import SavedSearch
from customers.stop_links import stop_link
from tests.cast import a_browser

pytestmark = pytest.mark.django_db
QUERY = "shape=round&price_max=20000&sort=price"


def press(browser, path: str, key=None, **form):
    return browser.post(path, form | {"client_key": str(key or uuid.uuid4())})


@pytest.fixture
def hers(priya, sydney):
    return a_browser(customer=priya)


@pytest.fixture
def kept(hers) -> SavedSearch:
    press(hers, "/searches/save/", query=QUERY)
    return SavedSearch.objects.get()


def test_it_is_kept_in_words_and_leads_back(hers, kept, priya):
    assert (kept.customer, kept.query) == (priya, "shape=round&price_max=20000")
    assert kept.value == ""

    page = hers.get("/searches/").content.decode()
    assert 'href="/diamonds/?shape=round&amp;price_max=20000">Round, up to $20,000' in page
    assert "Round, up to $20,000" in hers.get("/account/").content.decode()


def test_the_same_press_twice_keeps_it_once(hers):
    key = uuid.uuid4()
    for _ in range(2):
        assert press(hers, "/searches/save/", key, query=QUERY).url == "/searches/"

    assert SavedSearch.objects.count() == 1


def test_a_stranger_keeps_one_too_and_signs_in_to_be_told(sydney):
    stranger = a_browser()

    press(stranger, "/searches/save/", query=QUERY)

    page = stranger.get("/searches/").content.decode()
    assert "Round, up to $20,000" in page
    assert "Sign in to be told" in page
    assert "Tell me at" not in page


@pytest.mark.parametrize(
    "query", ["", "sort=price", "shape=teapot", "price_min=0", "price_max=0", "x" * 5000]
)
def test_refuses_a_search_for_everything(hers, query):
    assert press(hers, "/searches/save/", query=query).status_code == 422
    assert not SavedSearch.objects.exists()


def test_she_says_where_she_is_told_and_not_any_more(hers, kept):
    path = f"/searches/{kept.public_id}/alert/"

    press(hers, path, to="+61491570006")
    kept.refresh_from_db()
    assert (kept.kind, kept.value) == ("phone", "+61491570006")

    press(hers, path, to="")
    kept.refresh_from_db()
    assert kept.value == ""

    assert press(hers, path, to="+61491570110").status_code == 422


def test_somebody_elses_search_isnt_there(kept, zoe, tom):
    for browser in (a_browser(customer=zoe), a_browser()):
        for step in ("alert", "drop"):
            answer = press(browser, f"/searches/{kept.public_id}/{step}/", to="")
            assert answer.status_code == 404
        assert "Round, up to" not in browser.get("/searches/").content.decode()

    kept.refresh_from_db()
    assert kept.removed_at is None


def test_it_is_let_go(hers, kept):
    press(hers, f"/searches/{kept.public_id}/drop/")

    kept.refresh_from_db()
    assert kept.removed_at
    assert "No search yet" in hers.get("/searches/").content.decode()


def test_the_link_in_a_message_stops_them_by_its_button_only(hers, kept, priya):
    press(hers, f"/searches/{kept.public_id}/alert/", to="+61491570006")
    path = "/searches/stop/" + stop_link(priya).split("/stop/")[1]
    anybody = a_browser()

    assert "No more messages about new stones?" in anybody.get(path).content.decode()
    kept.refresh_from_db()
    assert kept.value

    assert "No more of these" in anybody.post(path).content.decode()
    kept.refresh_from_db()
    assert kept.value == ""


def test_a_link_that_we_never_signed_stops_nothing(client, priya):
    assert client.get(f"/searches/stop/{priya.public_id}:forged/").status_code == 404


def test_the_list_of_stones_offers_to_keep_a_search_that_asks_for_something(hers, stone):
    assert "Save this search" not in hers.get("/diamonds/").content.decode()

    page = hers.get("/diamonds/?shape=round").content.decode()

    assert 'name="query" value="shape=round"' in page
    assert "Save this search" in page
