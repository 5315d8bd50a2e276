import os
from collections.abc import Iterator
from http.cookies import SimpleCookie

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from customers.models import Customer, Session
from omni.lib.ids import secret_token, token_hash
from omni.lib.live import KINDS
from staff.models import User

from . import toy
from .page import Page
from .server import LiveServer, with_database


@pytest.fixture(scope="session")
def _gateway(tmp_path_factory, django_db_setup, django_db_blocker) -> Iterator[LiveServer]:
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(toy.TABLE)
        name = connection.settings_dict["NAME"]
    server = LiveServer(
        tmp_path_factory.mktemp("live"), with_database(os.environ["DATABASE_URL"], name)
    )
    try:
        server.start()
        yield server
    finally:
        server.stop()
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("DROP TABLE live_toy")
            cursor.execute(  # an ended process is noticed late on a busy machine
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture
def toys() -> Iterator[None]:
    """The toy kinds, in this process too."""
    before = dict(KINDS)
    toy.register()
    yield
    KINDS.clear()
    KINDS.update(before)


@pytest.fixture
def gateway(_gateway, toys, transactional_db, settings) -> LiveServer:
    """The live process, and this process publishing to the same Valkey."""
    hosts = [_gateway.valkey.url]
    backend = django_settings.CHANNEL_LAYERS["default"]["BACKEND"]
    settings.CHANNEL_LAYERS = {
        "default": {"BACKEND": backend, "CONFIG": {"hosts": hosts, "prefix": "omni"}}
    }
    return _gateway


@pytest.fixture
def page(gateway) -> Iterator:
    """Opens pages, and closes them at the end."""
    opened: list[Page] = []

    def open_page(cookie: str = "", **options) -> Page:
        opened.append(Page(gateway.port, cookie=cookie, **options))
        return opened[-1]

    yield open_page
    for each in opened:
        each.socket.close()


def cookie_of(who: Customer | User) -> str:
    """The cookie with which this person's browser opens the socket."""
    if isinstance(who, User):
        browser = Client()
        browser.force_login(who)
        return _line(browser.cookies)
    token = secret_token()
    Session.objects.create(
        customer=who, token_hash=token_hash(token), rotated_at=timezone.now(), is_proven=True
    )
    return f"{django_settings.CUSTOMER_COOKIE}={token}"


def _line(cookies: SimpleCookie) -> str:
    return "; ".join(f"{name}={morsel.value}" for name, morsel in cookies.items())
