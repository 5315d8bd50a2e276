"""The health pages: alive touches nothing, ready looks at everything and changes nothing."""

import datetime as dt
import socket
import time

import pytest
from django.db import connection

from notifications.models import Message
from omni.lib import health, pulse
from omni.lib.clock import now
from omni.lib.models import Counter
from tests.platform.silence import silent_port

pytestmark = pytest.mark.django_db(transaction=True)


def ready(client) -> tuple[int, dict]:
    answer = client.get("/health/ready/")
    assert answer.headers["Cache-Control"].startswith("max-age=0, no-cache")
    return answer.status_code, answer.json()


@pytest.fixture
def redis(settings):
    """The suite's Redis, without signs of life."""
    client = pulse.client(settings.REDIS_URL)
    client.delete(*(pulse.PREFIX + name for name in ("beat", "worker", "urgent")))
    yield client
    client.delete(*(pulse.PREFIX + name for name in ("beat", "worker", "urgent")))


@pytest.fixture
def all_alive(redis, settings):
    pulse.Pulse(settings.REDIS_URL).beat("beat", "worker", "urgent")


def test_alive_asks_neither_redis_nor_the_database(client, settings, django_assert_num_queries):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    with django_assert_num_queries(0):
        answer = client.get("/health/live/")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.cookies == {}


def test_ready_names_every_check(client, all_alive):
    status, found = ready(client)

    assert (status, found["status"]) == (200, "ok")
    assert set(found["checks"]) == {
        "postgresql", "migrations", "redis", "beat", "workers", "outbox",
    }  # fmt: skip
    assert found["checks"]["postgresql"] == {"ok": True}
    assert found["checks"]["outbox"] == {"ok": True, "oldest_seconds": 0.0}
    assert 0 <= found["checks"]["beat"]["beat_seconds"] < 5


def test_without_redis_the_shop_is_degraded_and_open(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    status, found = ready(client)

    assert (status, found["status"]) == (200, "degraded")
    assert found["checks"]["postgresql"] == {"ok": True}
    assert found["checks"]["redis"] == {"ok": False, "why": "It can't be reached."}


@pytest.mark.alone
def test_a_redis_that_never_answers_costs_a_second_at_most(client, settings):
    with silent_port() as port:
        settings.REDIS_URL = f"redis://127.0.0.1:{port}/0"
        began = time.monotonic()

        status, found = ready(client)

    assert time.monotonic() - began < 1.5
    assert (status, found["status"]) == (200, "degraded")


def test_a_worker_and_a_beat_that_fell_silent_are_named(client, redis, settings):
    pulse.Pulse(settings.REDIS_URL).beat("urgent")
    redis.set(pulse.PREFIX + "beat", time.time() - 31)

    status, found = ready(client)

    assert (status, found["status"]) == (200, "degraded")
    assert found["checks"]["workers"]["why"] == "No sign of life: worker."
    assert found["checks"]["beat"]["why"] == "No sign of life: beat."
    assert found["checks"]["beat"]["beat_seconds"] >= 31


def test_messages_that_do_not_leave_are_seen(client, all_alive):
    Message.objects.create(
        channel="sms", purpose="service", to_address="+61491570006", body="Hello",
        dedupe_key="late", due_at=now() - dt.timedelta(minutes=3),
    )  # fmt: skip

    status, found = ready(client)

    assert (status, found["status"]) == (200, "degraded")
    assert found["checks"]["outbox"]["oldest_seconds"] >= 180


def test_without_the_database_it_is_down(client, all_alive, monkeypatch):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = str(nobody.getsockname()[1])
        moved = {"HOST": "127.0.0.1", "PORT": port}
        monkeypatch.setattr(health, "connection", _elsewhere(moved))

        status, found = ready(client)

    assert (status, found["status"]) == (503, "down")
    assert found["checks"]["postgresql"] == {"ok": False, "why": "It can't be reached."}


@pytest.mark.alone
def test_a_database_that_never_answers_costs_a_second_at_most(client, all_alive, monkeypatch):
    with silent_port() as port:
        moved = {"HOST": "127.0.0.1", "PORT": str(port)}
        monkeypatch.setattr(health, "connection", _elsewhere(moved))
        began = time.monotonic()

        status, found = ready(client)

    assert time.monotonic() - began < 1.5
    assert (status, found["status"]) == (503, "down")
    assert found["checks"]["postgresql"]["why"] == "No answer within 1 s."


def test_a_database_older_than_the_code_is_down(client, all_alive, monkeypatch):
    monkeypatch.setattr(health, "_current", False)
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: [("one", False)])

    status, found = ready(client)

    assert (status, found["status"]) == (503, "down")
    assert found["checks"]["migrations"]["missing"] == 1


def test_a_check_that_would_write_cannot(client, all_alive):
    @health.check("writes")
    def _writes():
        with health.reading():
            Counter.objects.create(name="x", window_at=now())

    try:
        _, found = ready(client)
    finally:
        del health._checks["writes"]

    assert found["checks"]["writes"] == {"ok": False, "why": "It can't be reached."}
    assert not Counter.objects.exists()


def _elsewhere(moved: dict):
    """A connection of the same settings to another address."""
    elsewhere = connection.copy()
    elsewhere.settings_dict.update(moved)
    return elsewhere
