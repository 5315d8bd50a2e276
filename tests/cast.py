"""The cast: three stores, their people, and customers, one of whom must see nothing.

Factories are plain functions, so that a test may make more of a kind; the fixtures of the same
people are named after them.
"""

import datetime as dt

import pytest
from django.conf import settings
from django.test import Client

from customers.models import Customer, Identity, Session
from inventory.models import Item, Location
from omni.lib.actors import Actor
from omni.lib.ids import secret_token, token_hash
from staff.models import Membership, OpeningHours, Role, Store, User
from tests.stock import a_stone

ORIGIN = "http://testserver"
PASSWORD = "correct horse battery staple"
TOWNS = {
    "sydney": ("Sydney", "250 George Street", "2000", "NSW", "+61491570156"),
    "melbourne": ("Melbourne", "101 Collins Street", "3000", "VIC", "+61491570158"),
    "perth": ("Perth", "700 Hay Street", "6000", "WA", "+61491570159"),
}


def a_store(slug: str) -> Store:
    """One of the three stores, open every day from 9:30 to 17:30 in its own zone."""
    city, street, postcode, region, duty_phone = TOWNS[slug]
    store = Store.objects.create(
        slug=slug,
        code=slug[:3].upper(),
        name=f"{city}, {street.split(maxsplit=1)[1]}",
        city=city,
        street=street,
        postcode=postcode,
        region=region,
        zone=f"Australia/{city}",
        phone="+61255501100",
        duty_phone=duty_phone,
    )
    OpeningHours.objects.bulk_create(
        OpeningHours(store=store, weekday=day, opens=dt.time(9, 30), closes=dt.time(17, 30))
        for day in range(7)
    )
    Location.objects.create(
        code=slug,
        name=store.name,
        kind=Location.Kind.STORE,
        store=store,
        street=street,
        city=city,
        zone=store.zone,
    )
    return store


def a_user(name: str, role: str, store: Store | None, title: str = "") -> User:
    """Somebody who works here, with one role."""
    given = name.split(maxsplit=1)[0]
    user = User.objects.create_user(
        f"{given.lower()}@tolland.example", PASSWORD, name=name, given_name=given, title=title
    )
    Membership.objects.create(user=user, role=role, store=store)
    return user


def a_customer(name: str = "", phone: str = "", email: str = "") -> Customer:
    """Somebody we know; her addresses are proven. Without any she is anonymous."""
    customer = Customer.objects.create(name=name)
    moment = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    for kind, value in (("phone", phone), ("email", email)):
        if value:
            Identity.objects.create(customer=customer, kind=kind, value=value, proven_at=moment)
    return customer


def a_browser(customer: Customer | None = None, user: User | None = None) -> Client:
    """A browser of its own that sends our Origin; signed in as this customer or this colleague."""
    browser = Client(headers={"origin": ORIGIN})
    if customer is not None:
        token = secret_token()
        Session.objects.create(
            customer=customer,
            token_hash=token_hash(token),
            rotated_at=dt.datetime.now(dt.UTC),
            is_proven=customer.identities.filter(proven_at__isnull=False).exists(),
        )
        browser.cookies[settings.CUSTOMER_COOKIE] = token
    if user is not None:
        browser.force_login(user)
    return browser


def acting(party: Customer | User) -> Actor:
    """The party as an actor."""
    kind = "user" if isinstance(party, User) else "customer"
    return Actor(kind, str(party.public_id), party.name)


@pytest.fixture
def sydney(db) -> Store:
    return a_store("sydney")


@pytest.fixture
def melbourne(db) -> Store:
    return a_store("melbourne")


@pytest.fixture
def perth(db) -> Store:
    return a_store("perth")


@pytest.fixture
def priya(db) -> Customer:
    """Customer, both addresses proven."""
    return a_customer("Priya Nair", "+61491570006", "priya@example.com")


@pytest.fixture
def tom(db) -> Customer:
    """Priya's partner, a customer in his own right."""
    return a_customer("Tom Healy", "+61491570110", "tom@example.com")


@pytest.fixture
def zoe(db) -> Customer:
    """A stranger who must see nothing."""
    return a_customer("Zoe Lind", "+61491570157", "zoe@example.com")


@pytest.fixture
def marcus(sydney) -> User:
    return a_user("Marcus Okafor", Role.ASSOCIATE, sydney, "Senior associate")


@pytest.fixture
def ana(sydney) -> User:
    return a_user("Ana Ribeiro", Role.MANAGER, sydney, "Store manager")


@pytest.fixture
def lucia(melbourne) -> User:
    return a_user("Lucia Ferri", Role.ASSOCIATE, melbourne, "Associate")


@pytest.fixture
def hana(db) -> User:
    return a_user("Hana Mori", Role.DESK, None, "Gemmologist")


@pytest.fixture
def stone(sydney) -> Item:
    """One round stone, 1.52 ct E VS1, lying in Sydney."""
    return a_stone()
