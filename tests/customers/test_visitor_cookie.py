"""The visitor's cookie: Django's own signature, so that those of before and after stay good."""

import uuid

import pytest
from django.core import signing
from django.http import HttpResponse

from customers.cookies import VISITOR_SALT, read_visitor, remember_visitor

WHO = uuid.UUID("01a21bdd-4564-7058-b00d-82c299ee3218")


def written() -> str:
    answer = HttpResponse()
    remember_visitor(answer, WHO)
    return next(iter(answer.cookies.values())).value


def test_is_signed_as_django_signs():
    assert written() == signing.Signer(salt=VISITOR_SALT).sign(str(WHO))
    assert read_visitor(written()) == WHO


@pytest.mark.parametrize(
    "forged", [None, "", str(WHO), f"{WHO}:", f"{WHO}:nonsense", "nobody:x", "é:ü"]
)
def test_what_we_did_not_sign_is_nobody(forged):
    assert read_visitor(forged) is None


def test_a_signature_serves_its_own_visitor_only():
    other = written().replace("01a2", "01a3", 1)

    assert read_visitor(other) is None


def test_a_new_secret_takes_what_the_one_before_signed_while_that_is_a_fallback(settings):
    before, secret = written(), settings.SECRET_KEY
    settings.SECRET_KEY = "another-secret-" + "z" * 40

    assert read_visitor(before) is None
    settings.SECRET_KEY_FALLBACKS = [secret]
    settings.SECRET_KEY = "a-third-secret-" + "y" * 40
    assert read_visitor(before) == WHO
