"""One address proven in two browsers at the same moment has one owner, and nobody sees an error."""

import threading
import uuid

import pytest
from django.db import IntegrityError

from customers.actions import prove
from customers.actions.prove import Proof, prove_address
from customers.models import Identity
from tests.races import race, rounds
from tests.stock import TEST

pytestmark = pytest.mark.django_db(transaction=True)


def proven(number: str):
    return prove_address(kind="phone", value=number, visitor=uuid.uuid4(), session=None, actor=TEST)


def test_the_second_finds_the_first_ones_account():
    for n in range(rounds()):
        number = f"+6149157{n:04}"

        results = race(lambda _, number=number: proven(number), 4)

        assert all(isinstance(r, Proof) for r in results), results
        assert len({r.customer.pk for r in results}) == 1
        assert Identity.objects.filter(value=number, proven_at__isnull=False).count() == 1


def test_control_without_waiting_one_of_them_breaks(monkeypatch):
    looked = threading.Barrier(2)
    real = prove.owner_of

    def owner_of(kind, value):
        found = real(kind, value)
        looked.wait(60)  # both have looked before either has proven
        return found

    monkeypatch.setattr(prove, "_wait_for_another_proof", lambda *_: None)
    monkeypatch.setattr(prove, "owner_of", owner_of)

    results = race(lambda _: proven("+61491570313"), 2)

    assert any(isinstance(r, IntegrityError) for r in results), results
