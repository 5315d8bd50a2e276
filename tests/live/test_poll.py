"""GET /live/: what a page without a socket asks, with the same rights."""

import uuid

import pytest
from django.db import connection
from django.test import Client

from . import toy
from .conftest import cookie_of


@pytest.fixture(autouse=True)
def _table(toys, db):
    with connection.cursor() as cursor:
        cursor.execute(toy.TABLE)


def ask(*asked: str, cookie: str = ""):
    return Client(headers={"cookie": cookie}).get("/live/", {"t": ",".join(asked)})


def test_answers_only_what_differs_and_keeps_it_out_of_caches():
    changed, same = toy.a_toy(), toy.a_toy()
    toy.change(changed, "sold")

    answer = ask(f"{changed}:1", f"{same}:1")

    assert answer.json() == {changed: {"version": 2, "html": "sold", "kind": "go"}}
    assert "no-store" in answer["Cache-Control"]


def test_asks_the_database_twice_at_most_for_any_number_of_public_topics(
    django_assert_num_queries,
):
    topics = [toy.a_toy() for _ in range(100)]

    with django_assert_num_queries(1):
        assert ask(*(f"{topic}:1" for topic in topics)).json() == {}
    with django_assert_num_queries(2):
        assert len(ask(*(f"{topic}:0" for topic in topics)).json()) == 100


def test_denies_anothers_topic_as_if_there_were_none(priya, zoe):
    hers, nowhere = toy.a_toy(owner=priya.public_id), f"room:{uuid.uuid4()}"

    for cookie in ("", cookie_of(zoe)):
        answer = ask(f"{hers}:0", f"{nowhere}:0", "room:1:0", "none:such:0", cookie=cookie).json()

        denied = {"denied": True}
        assert answer == {hers: denied, nowhere: denied, "room:1": denied, "none:such": denied}
    assert ask(f"{hers}:0", cookie=cookie_of(priya)).json()[hers]["html"] == "new"


@pytest.mark.parametrize("list_", ["", ",,,", ":", "toy", "toy:", "\x00:1", "a:b:c:d:99999999999"])
def test_survives_any_list(list_):
    assert ask(list_).status_code == 200


def test_refuses_more_topics_than_a_page_may_follow():
    assert ask(*(f"toy:{uuid.uuid4()}:0" for _ in range(101))).status_code == 400


def test_changes_nothing_and_takes_no_post():
    assert Client().post("/live/", headers={"origin": "http://testserver"}).status_code == 405
