"""Ada, who may do everything in the admin, and a shop with some of everything in it."""

import datetime as dt
import uuid

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.auth.models import Group
from django.test import Client

from chat.models import Answer
from customers import models as customers
from inventory import models as inventory
from inventory.actions.claim import ClaimLine, claim_stock
from notifications import models as notifications
from omni.lib.actors import system
from omni.lib.clock import now
from sales import models as sales
from sales.actions.place_order import Paid
from sales.actions.sell_now import sell_now
from sales.basket import BasketLine
from staff.actions.create_api_client import create_api_client
from staff.models import Brand, Device, Role, Shift, Store, User
from tests.cast import a_browser, a_customer, a_user, acting
from tests.chat.scenes import asks
from tests.stock import TEST, a_place, a_setting, a_stone

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def ada(db) -> User:
    user = a_user("Ada Okafor", Role.ADMINISTRATOR, None)
    user.is_staff = user.is_superuser = True
    user.save()
    return user


@pytest.fixture
def office(ada) -> Client:
    """Ada's browser."""
    return a_browser(user=ada)


def some_of_everything(store: Store, ada: User, number: int) -> None:
    """One row or more of whatever the admin shows; `number` tells one call from another."""
    _staff(store, ada, number)
    _catalogue(store, number)
    _sale(store, ada, number)
    _people(store, ada, number)
    _messages(number)
    tried = {"username": "x", "ip_address": "127.0.0.1", "user_agent": str(number)}
    AccessAttempt.objects.create(**tried, failures_since_start=1)
    AccessLog.objects.create(**tried)
    AccessFailureLog.objects.create(**tried)
    Group.objects.create(name=f"Group {number}")


def _staff(store: Store, ada: User, number: int) -> None:
    Brand.objects.get_or_create(pk=1, defaults={"name": "Tolland"})
    Device.objects.create(
        kind="ipad", name="Floor iPad", store=store, token_hash=str(number), enrolled_by=ada
    )
    Shift.objects.create(user=ada, kind="floor", store=store, starts_at=now(), ends_at=now() + HOUR)
    create_api_client(
        name=f"Client {number}", scopes=["stock:read"], user=ada, actor=system("test")
    )
    Answer.objects.create(
        title=f"Answer {number}", questions="?", body="!", approved_by=ada, approved_at=now()
    )


def _catalogue(store: Store, number: int) -> None:
    stone = a_stone()
    inventory.GradingReport.objects.create(stone=stone.stone, lab="DEMO", number=f"D-{number}")
    claim_stock(
        lines=[ClaimLine(stone.pk)], purpose="basket", holder=f"visitor:{uuid.uuid4()}",
        expires_at=now() + HOUR, actor=TEST,
    )  # fmt: skip
    a_setting()
    far = inventory.Location.objects.create(code=f"far-{number}", name="Far", kind="vault")
    inventory.TransferRoute.objects.create(source=far, destination=a_place())
    inventory.SafetyStock.objects.create(item=stone, location=far, quantity=1)
    supplier = inventory.Supplier.objects.create(code=f"s{number}", name="Supplier")
    inventory.Lot.objects.create(ownership="memo_in", supplier=supplier)
    inventory.SupplierFeed.objects.create(
        supplier=supplier, location=inventory.Location.objects.first(), answers={"price": "total"}
    )
    inventory.StoneMedia.objects.create(
        item=stone, kind="image", url="https://x.example/1.jpg", due_at=now()
    )
    run = inventory.Import.objects.create(source="list.csv", supplier=supplier, actor="system:x")
    inventory.ImportProblem.objects.create(run=run, line=number, column="x", reason="No.")


def _sale(store: Store, ada: User, number: int) -> None:
    item, customer = a_stone(), a_customer(f"Priya {number}")
    order = sell_now(
        store=store, sold_by=ada, customer=customer,
        lines=[BasketLine(item.public_id, 1, item.price, "take_away")],
        paid=[Paid("terminal", item.price, f"T{number}")], actor=acting(ada),
    )  # fmt: skip
    payment = sales.Payment.objects.create(
        customer=customer, order=order, provider="rehearsal", currency="AUD", amount=order.total,
        basket=[], actor="x", created_at=now(),
    )  # fmt: skip
    sales.Refund.objects.create(payment=payment, amount=1, why="Test", created_at=now())


def _people(store: Store, ada: User, number: int) -> None:
    customer, other = a_customer(f"Tom {number}", f"+6149157{number:04}"), a_customer("Tom H.")
    asks(customer, item=inventory.Item.objects.last())
    customers.Consent.objects.create(
        customer=customer, purpose="news", granted=True, wording="x", source="x", actor="x",
        at=now(),
    )  # fmt: skip
    customers.Merge.objects.create(gone=other, kept=customer, at=now(), actor="x", why="x")
    slot = customers.Appointment.objects.create(
        customer=customer, store=store, starts_at=now(), ends_at=now() + HOUR, booked_by="x"
    )
    card = customers.Pass.objects.create(
        customer=customer, appointment=slot, token_hash=f"secret-hash-{number}",
        code_hash=f"secret-code-{number}", created_at=now(), expires_at=now() + HOUR,
    )  # fmt: skip
    visit = customers.Visit.objects.create(
        customer=customer, store=store, appointment=slot, arrived_at=now(), taken_by=ada
    )
    customers.PassScan.objects.create(
        scan=uuid.uuid4(), card=card, visit=visit, device=Device.objects.last(),
        outcome="welcome", at=now(),
    )  # fmt: skip
    selection = customers.Selection.objects.create(
        title="Three rounds", store=store, made_by=ada, customer=customer, created_at=now(),
        changed_at=now(),
    )  # fmt: skip
    search = customers.SavedSearch.objects.create(
        customer=customer, query=f"carat_min={number}", words="from 1 ct", seen_up_to=1,
        created_at=now(),
    )  # fmt: skip
    customers.SearchMatch.objects.create(
        search=search, item=inventory.Item.objects.last(), found_at=now()
    )
    customers.FreeWatch.objects.create(
        customer=customer, item=inventory.Item.objects.last(), kind="email", value="x@y.com",
        asked_at=now(),
    )  # fmt: skip
    customers.SelectionPiece.objects.create(
        selection=selection, item=inventory.Item.objects.first(), position=1
    )
    customers.Catalogue.objects.create(selection=selection, language="en-au", asked_at=now())
    customers.SelectionShare.objects.create(
        selection=selection, customer=customer, kind="email", value="priya@example.com",
        token_hash=f"secret-hash-share-{number}", sent_at=now(),
        expires_at=now() + dt.timedelta(days=1),
    )  # fmt: skip


def _messages(number: int) -> None:
    message = notifications.Message.objects.create(
        channel="sms", purpose="code", to_address="+61491570006", body="{code}",
        secrets=b"sealed-secret", dedupe_key=f"m{number}", due_at=now(),
    )  # fmt: skip
    notifications.Attempt.objects.create(message=message, number=1, started_at=now())
    notifications.Receipt.objects.create(message=message, status="sent", at=now())
    notifications.InboundMessage.objects.create(
        provider="x", provider_ref=str(number), from_address="+61491570006", to_address="x",
        body="STOP",
    )  # fmt: skip
    notifications.Suppression.objects.create(address=f"+6149157{number:04}", source="x")
