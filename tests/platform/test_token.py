"""A form's token: another each time, taken by Django's own check, and only with its cookie."""

import pytest
from django.conf import settings
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory

from omni.lib.token import form_token
from tests.cast import a_browser

SECRET = "abcdefghijklmnopqrstuvwxyz012345"


def asked(secret: str = SECRET):
    request = RequestFactory().get("/")
    request.META["CSRF_COOKIE"] = secret
    return request


def answer_to(token: str, cookie: str = SECRET) -> int:
    """To a form that changes nothing, sent from our own page."""
    browser = Client(enforce_csrf_checks=True)
    browser.cookies[settings.CSRF_COOKIE_NAME] = cookie
    sent = {"csrfmiddlewaretoken": token}
    return browser.post("/seen/", sent, headers={"origin": "http://testserver"}).status_code


@pytest.mark.django_db
def test_is_taken_with_its_own_cookie_only():
    token = form_token(asked())

    assert len(token) == len(get_token(asked())) == 64
    assert answer_to(token) != 403
    assert answer_to(token, cookie=SECRET[::-1]) == 403
    assert answer_to(token[:-1] + ("a" if token[-1] != "a" else "b")) == 403


def test_never_shows_the_secret_and_is_another_each_time():
    tokens = {form_token(asked()) for _ in range(200)}

    assert len(tokens) == 200
    assert not any(SECRET in token for token in tokens)
    starts = {token[0] for token in tokens}
    assert len(starts) > 40, "the mask begins with any letter or digit"


@pytest.mark.django_db
def test_a_new_browser_is_given_a_cookie_and_keeps_it():
    browser = a_browser()

    first, second = browser.get("/guide/"), browser.get("/guide/")

    assert settings.CSRF_COOKIE_NAME in first.cookies
    assert settings.CSRF_COOKIE_NAME not in second.cookies
    for page in (first, second):
        assert "Cookie" in page["Vary"]
