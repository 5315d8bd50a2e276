"""Staff's sessions are Django's, whichever version wrote them; only finding one is ours."""

import datetime as dt

import pytest
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from omni.lib.clock import now
from omni.lib.sessions import SessionStore

pytestmark = pytest.mark.django_db


def made(kind=SessionStore) -> str:
    session = kind()
    session["who"] = "Marcus"
    session.create()
    return session.session_key


@pytest.mark.parametrize(
    ("writes", "reads"), [(db.SessionStore, SessionStore), (SessionStore, db.SessionStore)]
)
def test_old_and_new_versions_read_each_other(writes, reads):
    assert reads(made(writes))["who"] == "Marcus"


def test_one_that_ended_is_none():
    key = made()
    Session.objects.update(expire_date=now() - dt.timedelta(seconds=1))

    found = SessionStore(key)

    assert found.get("who") is None
    assert found.session_key is None


def test_an_unknown_key_is_never_taken_over():
    found = SessionStore("a" * 32)
    assert found.get("who") is None

    found["who"] = "Zoe"
    found.save()

    assert found.session_key != "a" * 32


def test_one_that_was_changed_by_hand_says_nothing():
    key = made()
    Session.objects.update(session_data="x" + Session.objects.get().session_data)

    assert SessionStore(key).get("who") is None


def test_one_question_finds_it(django_assert_num_queries):
    key = made()
    SessionStore(key).get("who")

    with django_assert_num_queries(1):
        assert SessionStore(key)["who"] == "Marcus"
