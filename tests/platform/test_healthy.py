"""A container asks about its own process."""

import socket

import pytest

from omni.lib import pulse
from omni.lib.healthy import problem
from tests.platform.silence import silent_port

HERE = socket.gethostname()


@pytest.fixture
def redis(settings, monkeypatch):
    monkeypatch.setenv("REDIS_URL", settings.REDIS_URL)
    client = pulse.client(settings.REDIS_URL)
    names = [pulse.PREFIX + name for name in ("beat", f"worker@{HERE}", "worker@elsewhere")]
    client.delete(*names)
    yield client
    client.delete(*names)


def test_a_worker_that_was_heard_is_well(redis, settings):
    pulse.Pulse(settings.REDIS_URL).beat(f"worker@{HERE}")

    assert problem("worker") == ""


def test_another_hosts_worker_says_nothing_about_ours(redis, settings):
    pulse.Pulse(settings.REDIS_URL).beat("worker@elsewhere")

    assert problem("worker") == f"worker@{HERE}: no sign of life."


def test_a_beat_that_fell_silent_is_not_well(redis):
    redis.set(pulse.PREFIX + "beat", 1_700_000_000)

    assert problem("beat").startswith("beat: no sign of life for ")


def test_a_process_that_answers_nothing_is_not_well():
    with silent_port() as port:
        url = f"http://127.0.0.1:{port}/health/live/"

        assert problem(url) == f"{url}: timed out"


def test_a_sign_of_life_that_cannot_be_left_does_no_harm():
    pulse.Pulse("redis://127.0.0.1:1/0").beat("beat")
