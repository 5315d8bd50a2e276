import datetime as dt
import time

import pytest
from django.db import transaction

from notifications.actions.write import write_message
from notifications.models import Message
from notifications.sealing import filled, seal, unseal
from omni.lib.actors import system
from omni.lib.clock import now
from omni.lib.waking import waker


def write(**kwargs) -> Message:
    return write_message(
        **{
            "channel": "sms", "purpose": "service", "to_address": "+61491570006",
            "body": "Hello", "dedupe_key": "greeting:1", "actor": system("test"),
        } | kwargs
    )  # fmt: skip


@pytest.fixture
def woken(monkeypatch) -> list:
    calls = []
    from notifications import tasks

    waker.finish()
    for task in (tasks.deliver, tasks.deliver_urgent):
        name = task.name.rpartition(".")[2]
        monkeypatch.setattr(
            task, "apply_async", lambda args, name=name, **_: calls.append((name, *args))
        )
    return calls


def test_a_message_is_a_row_first(db):
    message = write()

    assert (message.state, message.final_at, message.attempts) == ("queued", None, 0)
    assert message.actor == "system:test"


def test_one_cause_is_written_once(db):
    first = write()
    again = write(body="Hello again")

    assert first == again
    assert Message.objects.get().body == "Hello"


def test_a_worker_is_woken_after_the_commit(db, woken, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        message = write()
        waker.finish()
        assert woken == []

    waker.finish()
    assert woken == [("deliver", message.pk)]


def test_a_code_goes_through_the_urgent_queue(db, woken, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        message = write(purpose="code")

    waker.finish()
    assert woken == [("deliver_urgent", message.pk)]


def test_a_message_for_later_wakes_nobody_now(db, woken, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        write(due_at=now() + dt.timedelta(hours=1))

    waker.finish()
    assert woken == []


def test_a_roll_back_takes_the_message_with_it(db, woken, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        write()
        transaction.set_rollback(True)

    waker.finish()
    assert woken == []
    assert not Message.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_redis_that_is_away_holds_nobody_up(monkeypatch, caplog):
    def refuse(*args, **kwargs):
        raise ConnectionError("no Redis")

    from notifications import tasks

    monkeypatch.setattr(tasks.deliver, "apply_async", refuse)

    message = write()

    waker.finish()
    assert Message.objects.get() == message
    assert "no worker was woken" in caplog.text
    assert "omni.lib.waking" in caplog.text


@pytest.mark.alone
@pytest.mark.django_db(transaction=True)
def test_a_redis_that_answers_nothing_holds_nobody_up(monkeypatch, caplog):
    asked = []

    def hang(args, **kwargs):
        asked.append(args)
        time.sleep(2)
        raise TimeoutError("no answer")

    from notifications import tasks

    monkeypatch.setattr(tasks.deliver, "apply_async", hang)
    started = time.monotonic()

    for number in range(10):
        write(dedupe_key=f"greeting:{number}")

    assert time.monotonic() - started < 1.9
    waker.finish()
    assert Message.objects.count() == 10
    assert len(asked) == 1  # nobody else waits for the same Redis


@pytest.mark.parametrize("key", ["b25seS1mb3ItYS1sYXB0b3AtMzItYnl0ZXMtbG9uZyE=", "c2hvcnQ=", "any"])
def test_secrets_are_sealed_under_a_key_of_any_length(settings, key):
    settings.MESSAGE_KEY = key

    sealed = seal({"code": "123456"})

    assert b"123456" not in sealed
    assert unseal(sealed) == {"code": "123456"}


def test_marks_are_filled_once_and_strange_braces_stay():
    text = filled("{name} asked: {{what}} {is} {", {"name": "{is}", "is": "x"})

    assert text == "{is} asked: {{what}} x {"
