"""A connection that the database cut meanwhile costs nobody a page, and no form is sent twice."""

import select
import uuid

import psycopg2
import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client, RequestFactory

from omni.lib.errors import NotThere
from omni.lib.reconnect import LATELY, ReconnectMiddleware
from tests.cast import a_browser

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _a_working_connection_afterwards(transactional_db):
    yield
    connection.close()


def cut() -> None:
    """As a restart of the database does: the server ends our connection while nobody looks."""
    connection.ensure_connection()
    other = psycopg2.connect(**connection.get_connection_params())
    with other, other.cursor() as cursor:
        pid = connection.connection.info.backend_pid
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    other.close()
    connection.health_check_done = False


def asked_of(view, method: str = "get"):
    """What the middleware makes of a view that failed with a cut connection."""
    request = getattr(RequestFactory(), method)("/")
    request.resolver_match = type(
        "Match", (), {"func": staticmethod(view), "args": (), "kwargs": {}}
    )
    cut()
    connection.health_check_done = True
    try:
        connection.cursor().execute("SELECT 1")
    except OperationalError as problem:
        return ReconnectMiddleware(view).process_exception(request, problem)
    raise AssertionError("It wasn't cut.")


def test_a_page_is_made_over_a_new_connection(sydney):
    cut()

    page = a_browser().get("/stores/sydney/")

    assert page.status_code == 200
    assert "Sydney" in page.content.decode()


def test_a_page_asks_nothing_of_the_connection_beforehand(sydney, monkeypatch):
    def ask() -> bool:
        raise AssertionError("It was asked.")

    connection.ensure_connection()
    monkeypatch.setattr(connection, "is_usable", ask)
    connection.health_check_done = False

    assert a_browser().get("/stores/sydney/").status_code == 200


def test_a_form_asks_first_and_is_taken(sydney, priya):
    hers = a_browser(priya)
    key = "018f2f57-1111-7abc-8def-000000000002"
    cut()

    answer = hers.post("/account/name/", {"name": "Priya N.", "client_key": key})

    assert answer.status_code == 302
    priya.refresh_from_db()
    assert priya.name == "Priya N."


def send_a_form(browser) -> None:
    connection.health_check_done = False  # as every request begins
    form = {"name": "Priya N.", "client_key": str(uuid.uuid4())}
    assert browser.post("/account/name/", form).status_code == 302


@pytest.fixture
def questions(monkeypatch) -> list:
    """How often the connection was asked whether it works."""
    asked, ask = [], connection.is_usable
    monkeypatch.setattr(connection, "is_usable", lambda: asked.append(1) or ask())
    return asked


def test_a_form_asks_nothing_of_a_connection_that_was_used_lately_and_is_quiet(priya, questions):
    hers = a_browser(priya)
    send_a_form(hers)
    del questions[:]

    send_a_form(hers)

    assert questions == []


def test_a_form_asks_a_connection_that_lay_idle(priya, questions):
    hers = a_browser(priya)
    send_a_form(hers)
    del questions[:]
    connection.connection.used_at -= LATELY + 1

    send_a_form(hers)

    assert questions == [1]


def test_a_page_that_asks_the_database_nothing_is_no_use_of_its_connection(priya, questions):
    hers = a_browser(priya)
    send_a_form(hers)
    del questions[:]
    connection.connection.used_at -= LATELY + 1
    ReconnectMiddleware(lambda _request: HttpResponse("drawn"))(RequestFactory().get("/"))

    send_a_form(hers)

    assert questions == [1]


def test_a_form_asks_a_connection_on_which_something_was_said(priya, questions):
    """A notice, say, which is no end: the connection is asked, and kept."""
    hers = a_browser(priya)
    with connection.cursor() as cursor:
        cursor.execute("LISTEN something")
    send_a_form(hers)
    del questions[:]
    own = connection.connection
    other = psycopg2.connect(**connection.get_connection_params())
    other.autocommit = True
    with other.cursor() as cursor:
        cursor.execute("NOTIFY something")
    other.close()
    heard = select.poll()
    heard.register(own.fileno(), select.POLLIN)
    assert heard.poll(5000)

    send_a_form(hers)

    assert questions == [1]
    assert connection.connection is own


def test_a_form_that_was_cut_off_in_the_middle_is_not_sent_again():
    def never(request):
        raise AssertionError("It was sent again.")

    assert asked_of(never, "post") is None


def test_what_the_second_attempt_refuses_is_refused():
    def view(request):
        raise NotThere

    assert asked_of(lambda request: HttpResponse("made")).content == b"made"
    assert asked_of(view).status_code == 404


def test_an_error_of_the_query_itself_is_not_tried_again(sydney, monkeypatch):
    tries = []

    def slow(*_args):
        tries.append(1)
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 50; SELECT pg_sleep(5)")

    monkeypatch.setattr("omni.storefront.views.stores.opening_lines", slow)
    answer = Client(raise_request_exception=False).get("/stores/")

    assert answer.status_code == 500
    assert tries == [1]
