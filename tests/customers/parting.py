"""Two who are merged and told apart again, with everything that people have."""

import datetime as dt
import uuid

from django.apps import apps
from django.db import connection

from chat.actions.finish import finish
from chat.models import Conversation
from customers.actions.merge import merge_customers
from customers.actions.undo_merge import undo_merge
from customers.models import (
    Appointment,
    Customer,
    FreeWatch,
    Identity,
    Merge,
    Pass,
    SavedSearch,
    Selection,
    SelectionShare,
    Shortlist,
    ShortlistEntry,
    Visit,
)
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.models import Item
from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.ids import public_id
from sales.actions.place_order import Paid
from sales.actions.sell_now import sell_now
from sales.basket import BasketLine
from sales.models import Payment
from staff.models import Store, User
from tests.cast import acting
from tests.chat.scenes import asks, replies
from tests.snapshots import COUNTING
from tests.stock import TEST

HOUR = dt.timedelta(hours=1)
HISTORY = {"customers_interaction", "customers_merge", "inventory_stockmovement"}
# Who wrote a hold last, and that a device was signed out: that is history too.
TOLD = COUNTING | {"actor", "revoked_at"}


def merge(gone: Customer, kept: Customer, actor: Actor = TEST) -> Merge:
    """Read anew, as each request reads them."""
    both = [Customer.objects.get(pk=one.pk) for one in (gone, kept)]
    return merge_customers(gone=both[0], kept=both[1], why="test", actor=actor)


def undo(merge: Merge, user: User, why: str = "Two people", key: uuid.UUID | None = None) -> Merge:
    return undo_merge(merge=merge, why=why, key=key or public_id(), user=user, actor=acting(user))


def part_of(merge: Merge, what: str) -> tuple[list[str], list[str]]:
    """(what went back, what stayed) of one kind."""
    found = [part for part in merge.outcome if part["what"] == what]
    return (found[0]["back"], found[0]["stays"]) if found else ([], [])


def holds(who: Customer, item: Item, purpose: str = "collection") -> None:
    claim_stock(
        lines=[ClaimLine(item.pk)], purpose=purpose, holder=f"customer:{who.public_id}",
        expires_at=now() + HOUR, actor=acting(who),
    )  # fmt: skip


def likes(who: Customer, *items: Item, removed: bool = False) -> None:
    mine, _ = Shortlist.objects.get_or_create(customer=who)
    for item in items:
        ShortlistEntry.objects.create(
            shortlist=mine, item=item, added_at=now(), removed_at=now() if removed else None
        )


def waits(who: Customer, item: Item, value: str = "w@example.com") -> FreeWatch:
    return FreeWatch.objects.create(
        customer=who, item=item, kind="email", value=value, asked_at=now()
    )


def searches(who: Customer, query: str) -> SavedSearch:
    return SavedSearch.objects.create(
        customer=who, query=query, words=query, seen_up_to=1, created_at=now()
    )


def visits(who: Customer, store: Store, closed: bool = False) -> Visit:
    return Visit.objects.create(
        customer=who, store=store, arrived_at=now(), closed_at=now() if closed else None
    )


def has_papers(who: Customer, store: Store, by: User) -> None:
    """A booking, a pass, a list and its sending."""
    booked = Appointment.objects.create(
        customer=who, store=store, starts_at=now() + HOUR, ends_at=now() + 2 * HOUR, booked_by="x"
    )
    Pass.objects.create(
        customer=who, appointment=booked, token_hash=uuid.uuid4().hex, code_hash="x",
        created_at=now(), expires_at=now() + HOUR,
    )  # fmt: skip
    made = Selection.objects.create(
        title="Three rounds", store=store, made_by=by, customer=who, created_at=now(),
        changed_at=now(),
    )  # fmt: skip
    SelectionShare.objects.create(
        selection=made, customer=who, kind="email", value="s@example.com",
        token_hash=uuid.uuid4().hex, sent_at=now(), expires_at=now() + HOUR,
    )  # fmt: skip


def pays(who: Customer, item: Item, store: Store, by: User) -> Payment:
    """What she bought, and the payment that it was."""
    order = sell_now(
        store=store, sold_by=by, customer=who, actor=acting(who),
        lines=[BasketLine(item.public_id, 1, item.price, "take_away")],
        paid=[Paid("terminal", item.price, uuid.uuid4().hex)],
    )  # fmt: skip
    return Payment.objects.create(
        customer=who, order=order, state="settled", provider="rehearsal", currency="AUD",
        amount=order.total, captured=order.total, basket=[], actor=str(acting(who)),
        created_at=now(),
    )  # fmt: skip


def chats(who: Customer, by: User, how: str) -> None:
    """`waiting`, `answered` or `finished`."""
    talk = Conversation.objects.get(pk=asks(who, f"I am {who.pk}").conversation_id)
    if how != "waiting":
        replies(by, talk)
    if how == "finished":
        finish(conversation=talk, actor=acting(by))


def names(who: Customer, value: str) -> None:
    Identity.objects.get_or_create(customer=who, kind="email", value=value)


def snapshot() -> dict[str, dict]:
    """{table: {key: {column: value}}} of all that isn't history."""
    tables = [
        model._meta.db_table
        for label in ("customers", "sales", "chat", "inventory", "notifications")
        for model in apps.get_app_config(label).get_models()
    ]
    return {table: _rows(table) for table in tables if table not in HISTORY}


def _rows(table: str) -> dict[object, dict]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        columns = [column.name for column in cursor.description]
        rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    if table == "chat_message":  # its number stays, its words are gone
        rows = [row for row in rows if row["kind"] != "withdrawn"]
    counting = TOLD | ({"last_seq"} if table == "chat_conversation" else set())
    return {r["id"]: {k: v for k, v in r.items() if k not in counting} for r in rows if "id" in r}


def differences(before: dict, after: dict) -> dict[tuple, object]:
    """{(table, key): what it was and is}, of a row that changed its columns that differ."""
    found = {}
    for table, was in before.items():
        rows = after[table]
        for key in was.keys() | rows.keys():
            old, new = was.get(key), rows.get(key)
            if old and new and old != new:
                found[table, key] = {c: (old[c], new[c]) for c in old if old[c] != new[c]}
            elif old != new:
                found[table, key] = (old, new)
    return found
