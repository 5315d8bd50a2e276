"""A row inserted by a kept statement is the one that `save` would have written."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from customers.models import Interaction
from notifications.models import Message
from omni.lib.clock import now
from omni.lib.inserting import insert
from sales.models import Order

pytestmark = pytest.mark.django_db


def a_message(**changed) -> Message:
    return Message(
        **{"channel": "sms", "purpose": "service", "to_address": "+61491570006",
           "body": "100 % 'x'", "secrets": b"\x00\xff", "dedupe_key": "one", "due_at": now()}
        | changed
    )  # fmt: skip


def an_order(**changed) -> Order:
    return Order(
        **{"number": "WEB-1", "channel": "web", "state": "paid", "currency": "AUD",
           "total": "10.50", "tax": 1, "delivery": {"street": "O'Connell"}, "placed_at": now(),
           "actor": "system:test"} | changed
    )  # fmt: skip


def an_interaction(**changed) -> Interaction:
    return Interaction(
        **{"at": now(), "kind": "viewed", "channel": "web", "actor": "x", "visitor": uuid.uuid4(),
           "facts": {"n": [1, None, "é"]}} | changed
    )  # fmt: skip


def columns(row, *but: str) -> dict:
    row.refresh_from_db()
    return {
        field.attname: value if not isinstance(value := getattr(row, field.attname), memoryview)
        else bytes(value)
        for field in row._meta.concrete_fields
        if field.attname not in {"id", "public_id", "created_at", *but}
    }  # fmt: skip


@pytest.mark.parametrize(
    ("make", "other"),
    [(a_message, {"dedupe_key": "two"}), (an_order, {"number": "WEB-2"}), (an_interaction, {})],
)
def test_writes_what_save_writes(make, other):
    moment = {"due_at": now()} if make is a_message else {}
    moment |= {"placed_at": now()} if make is an_order else {}
    moment |= {"at": now(), "visitor": uuid.uuid4()} if make is an_interaction else {}
    saved, inserted = make(**moment), make(**moment | other)
    saved.save()

    with CaptureQueriesContext(connection) as queries:
        assert insert(inserted)

    assert len(queries) == 1
    assert inserted.pk != saved.pk
    assert columns(inserted, *other) == columns(saved, *other)


def test_what_stands_already_stays_and_nothing_breaks():
    first, again = a_message(), a_message(body="another")

    assert insert(first, unless="dedupe_key")
    assert not insert(again, unless="dedupe_key")

    assert again.pk is None
    assert Message.objects.get().body == "100 % 'x'"


def test_a_constraint_has_the_last_word():
    insert(an_order())

    with pytest.raises(IntegrityError), transaction.atomic():
        insert(an_order())
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(an_interaction(visitor=None))

    assert (Order.objects.count(), Interaction.objects.count()) == (1, 0)
