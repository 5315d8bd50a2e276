import datetime as dt

import pytest
from django.db import connection

from customers.models import Interaction
from notifications.actions.claim import claim_message
from notifications.actions.deliver import deliver_message
from notifications.actions.record import record_answer
from notifications.models import Attempt, Message, Suppression
from notifications.providers import handset
from notifications.providers.answers import Answer, Found
from notifications.selectors import missed
from omni.lib.clock import now
from omni.lib.failpoints import Failed
from tests.handset import WORKER, texts_to
from tests.notifications.test_write import write
from tests.races import Together, race

NOON = dt.datetime(2026, 11, 21, 12, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def deliver(message: Message) -> Message:
    deliver_message(message_id=message.pk, actor=WORKER)
    message.refresh_from_db()
    return message


def test_a_message_arrives_once_and_is_final(db):
    message = write(body="Your pass: {link}", secrets={"link": "https://x/p/1"})

    deliver(message)
    deliver(message)

    assert texts_to("+61491570006") == ["Your pass: https://x/p/1"]
    assert (message.state, message.provider, bytes(message.secrets)) == ("sent", "handset", b"")
    assert message.final_at
    assert handset.entries()[0].asked == 1
    assert list(message.tries.values_list("number", "outcome")) == [(1, "sent")]


def test_the_provider_is_asked_outside_any_transaction(db, told, monkeypatch):
    depth = len(connection.savepoint_ids)
    seen = []
    monkeypatch.setattr(
        told, "send",
        lambda outgoing: seen.append(len(connection.savepoint_ids)) or Answer("sent"),
    )  # fmt: skip

    deliver(write())

    assert seen == [depth]


def test_a_message_to_a_customer_is_on_her_timeline(priya):
    deliver(
        write(recipient=f"customer:{priya.public_id}", body="See {link}", secrets={"link": "x"})
    )

    entry = Interaction.objects.get()
    assert (entry.customer, entry.kind, entry.channel) == (priya, "messaged", "sms")
    assert entry.facts["text"] == "See {link}"


def test_a_busy_provider_is_asked_again_later_and_later(db, told, time_machine):
    told.answers = [Answer("busy", problem="429"), Answer("busy", problem="429", wait=7)]
    message = deliver(write())
    assert (message.state, message.due_at - now()) == ("queued", dt.timedelta(seconds=20))

    deliver(message)
    assert len(told.sent) == 1

    time_machine.shift(20)
    deliver(message)
    assert message.due_at - now() == dt.timedelta(seconds=7)

    time_machine.shift(7)
    deliver(message)
    assert (message.state, message.attempts, told.looked) == ("sent", 3, 0)


def test_eight_busy_answers_are_enough(db, told, time_machine):
    told.answers = [Answer("busy", problem="429")] * 9
    message = write()

    for _ in range(10):
        deliver(message)
        time_machine.shift(3600)

    assert (message.state, message.attempts, message.problem) == ("failed", 8, "429")


def test_a_refusal_is_final(db, told):
    told.answers = [Answer("refused", problem="No such number")]

    message = deliver(write(secrets={"a": "b"}))

    assert (message.state, message.problem) == ("failed", "No such number")
    assert bytes(message.secrets) == b""


def test_an_unknown_outcome_that_the_journal_knows_is_not_sent_again(db, told, time_machine):
    told.answers = [Answer("unknown", problem="timeout")]
    told.found = Found(taken=True, ref="ref-9")
    message = deliver(write())
    time_machine.shift(20)

    deliver(message)

    assert (message.state, message.provider_ref, len(told.sent)) == ("sent", "ref-9", 1)


def test_an_unknown_outcome_is_sent_again_once_when_nobody_can_tell(db, told, time_machine):
    told.answers = [Answer("unknown")] * 5
    message = write()

    for _ in range(5):
        deliver(message)
        time_machine.shift(60)

    assert (message.state, len(told.sent)) == ("unknown", 2)
    assert message.final_at


def test_news_of_unknown_outcome_are_never_sent_again(db, told, time_machine):
    told.answers = [Answer("unknown")]
    message = deliver(write(purpose="news"))
    time_machine.shift(20)

    deliver(message)

    assert (message.state, len(told.sent), told.looked) == ("unknown", 1, 1)


def test_news_that_surely_did_not_leave_are_sent(db, told, time_machine):
    told.answers = [Answer("unknown")]
    told.found = Found(taken=False)
    message = deliver(write(purpose="news"))
    time_machine.shift(20)

    deliver(message)

    assert (message.state, len(told.sent)) == ("sent", 2)


@pytest.mark.parametrize("purpose", ["service", "news", "staff"])
def test_whoever_said_stop_gets_nothing(db, told, purpose):
    message = write(purpose=purpose)
    Suppression.objects.create(address="+61491570006", source="sms")

    deliver(message)

    assert (message.state, told.sent) == ("suppressed", [])
    assert not Attempt.objects.exists()


def test_a_code_that_was_asked_for_comes_even_after_a_stop(db, told):
    Suppression.objects.create(address="+61491570006", source="sms")

    assert deliver(write(purpose="code")).state == "sent"


def test_an_expired_code_is_not_sent_late(db, told, time_machine):
    message = write(purpose="code", secrets={"code": "1"}, expires_at=NOON)
    time_machine.shift(1)

    deliver(message)

    assert (message.state, told.sent, bytes(message.secrets)) == ("failed", [], b"")


def test_an_expired_code_of_unknown_outcome_is_only_looked_up(db, told, time_machine):
    told.answers = [Answer("unknown")]
    message = deliver(write(purpose="code", expires_at=NOON + dt.timedelta(seconds=10)))
    time_machine.shift(30)

    deliver(message)

    assert (message.state, len(told.sent), told.looked) == ("failed", 1, 1)


@pytest.mark.parametrize("point", ["message.before_send", "message.after_send"])
def test_a_worker_that_dies_leaves_what_the_sweep_finds(db, settings, time_machine, point):
    settings.FAILPOINTS = f"{point}=raise"
    message = write()
    with pytest.raises(Failed):
        deliver(message)
    settings.FAILPOINTS = ""

    assert missed() == []
    time_machine.shift(settings.MESSAGE_STUCK_SECONDS + 1)
    assert missed() == [message]
    deliver(message)

    assert message.state == "sent"
    assert [entry.asked for entry in handset.entries()] == [1]


def test_a_worker_that_was_given_up_cannot_overwrite_its_successor(db, told, time_machine):
    message = write()
    slow = claim_message(message_id=message.pk, actor=WORKER)
    time_machine.shift(31)
    told.found = Found(taken=True, ref="ref-1")
    deliver(message)

    late = record_answer(
        message=slow.message,
        number=1,
        provider="told",
        answer=Answer("busy", problem="late"),
        actor=WORKER,
    )

    assert not late
    message.refresh_from_db()
    assert (message.state, message.provider_ref) == ("sent", "ref-1")


@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_one_message_send_it_once():
    message = write()

    race(lambda n: deliver_message(message_id=message.pk, actor=WORKER), 8)

    assert [entry.asked for entry in handset.entries()] == [1]
    assert Attempt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_compare_and_swap_eight_workers_send_it_more_than_once(monkeypatch):
    """The control: reading the state and then writing it lets several through."""
    from notifications.actions import deliver as module
    from notifications.actions.claim import Claimed

    all_looked = Together(8)

    def naive(*, message_id, actor):
        message = Message.objects.get(pk=message_id)
        if message.state != "queued":
            return None
        all_looked()
        Message.objects.filter(pk=message_id).update(state="sending")
        return Claimed(message, 1, 0, "")

    monkeypatch.setattr(module, "claim_message", naive)
    message = write()

    race(lambda n: deliver_message(message_id=message.pk, actor=WORKER), 8)

    assert handset.entries()[0].asked > 1


def test_the_sweep_leaves_fresh_and_later_messages_alone(db, time_machine):
    write(dedupe_key="later", due_at=NOON + dt.timedelta(minutes=5))
    fresh = write(dedupe_key="fresh")

    assert missed() == []
    time_machine.shift(4)
    assert missed() == [fresh]
