"""Words said once on the next page: signed only where there are some, and read only as ours."""

from django.http import HttpResponse
from django.test import RequestFactory

from omni.lib.passing_words import LazilySigned, Storage


def asked(cookie: str = ""):
    request = RequestFactory().get("/")
    request.session = {}
    if cookie:
        request.COOKIES["messages"] = cookie
    return request


def said(request) -> list[str]:
    return [message.message for message in Storage(request)]


def test_arrive_on_the_next_page_and_then_are_gone():
    first, answer = Storage(asked()), HttpResponse()
    first.add(25, "Saved.")
    first.update(answer)

    second, later = Storage(asked(answer.cookies["messages"].value)), HttpResponse()
    assert [message.message for message in second] == ["Saved."]
    second.update(later)
    assert later.cookies["messages"].value == ""


def test_words_that_we_did_not_sign_are_not_said():
    assert said(asked('[["__json_message",0,25,"Your account is closed."]]:forged')) == []


def test_a_page_without_words_makes_no_signer_and_sets_no_cookie(monkeypatch):
    def sign(**_):
        raise AssertionError("A signer was made.")

    monkeypatch.setattr("omni.lib.passing_words.signing.get_cookie_signer", sign)
    storage, answer = Storage(asked()), HttpResponse()

    assert list(storage) == []
    storage.update(answer)
    assert not answer.cookies
    assert isinstance(storage.storages[0], LazilySigned)
