"""The cast: two customers, a stranger, and the people who work in two stores and at night."""

import datetime as dt

import pytest

from customers.models import Customer
from staff.models import Membership, OpeningHours, Role, Store, User


def make_store(slug: str, code: str, city: str, zone: str, duty_phone: str) -> Store:
    """Open every day from 9:30 to 17:30 in its own zone."""
    store = Store.objects.create(
        slug=slug, code=code, name=f"{city} store", city=city, street="1 George Street",
        postcode="2000", region="NSW", zone=zone, phone="+61255501000",
        duty_phone=duty_phone,
    )  # fmt: skip
    OpeningHours.objects.bulk_create(
        OpeningHours(store=store, weekday=day, opens=dt.time(9, 30), closes=dt.time(17, 30))
        for day in range(7)
    )
    return store


def make_user(name: str, role: str, store: Store | None, title: str = "") -> User:
    given = name.split(maxsplit=1)[0]
    user = User.objects.create_user(
        f"{given.lower()}@tolland.example", "correct horse battery staple",
        name=name, given_name=given, title=title,
    )  # fmt: skip
    Membership.objects.create(user=user, role=role, store=store)
    return user


@pytest.fixture
def sydney(db) -> Store:
    return make_store("sydney", "SYD", "Sydney", "Australia/Sydney", "+61491570006")


@pytest.fixture
def melbourne(sydney) -> Store:
    return make_store("melbourne", "MEL", "Melbourne", "Australia/Melbourne", "+61491570156")


@pytest.fixture
def marcus(sydney) -> User:
    return make_user("Marcus Okafor", Role.ASSOCIATE, sydney)


@pytest.fixture
def hana(db) -> User:
    return make_user("Hana Mori", Role.DESK, None, "Gemmologist")


@pytest.fixture
def ana(sydney) -> User:
    return make_user("Ana Ribeiro", Role.MANAGER, sydney)


@pytest.fixture
def lucia(melbourne) -> User:
    return make_user("Lucia Ferri", Role.ASSOCIATE, melbourne)


@pytest.fixture
def priya(db) -> Customer:
    return Customer.objects.create(name="Priya Nair")


@pytest.fixture
def tom(db) -> Customer:
    return Customer.objects.create(name="Tom Healy")


@pytest.fixture
def zoe(db) -> Customer:
    """The stranger, who must see nothing."""
    return Customer.objects.create(name="Zoe Lind")
