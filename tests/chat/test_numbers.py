"""Numbers have no gap and no twin, whoever writes at once."""

import pytest
from django.db import IntegrityError, connection
from django.db.models import Max

from chat import log
from chat.models import Conversation, Message
from tests.chat.scenes import a_conversation, asks, on_shift, replies
from tests.races import Together, race, rounds

GAPLESS = """
SELECT conversation_id FROM chat_message
GROUP BY 1 HAVING count(*) <> max(seq) OR min(seq) <> 1
"""
pytestmark = pytest.mark.django_db(transaction=True)


def broken() -> list:
    with connection.cursor() as cursor:
        cursor.execute(GAPLESS)
        return cursor.fetchall()


def test_both_sides_writing_at_once_get_every_number_once(priya, hana):
    on_shift(hana)
    conversation = a_conversation(priya)
    replies(hana, conversation)

    for turn in range(rounds()):
        results = race(
            lambda n, turn=turn: (
                asks(priya, f"Question {turn}.{n}")
                if n % 2
                else replies(hana, conversation, f"Answer {turn}.{n}")
            ),
            12,
        )
        assert all(isinstance(one, Message) for one in results)

    conversation.refresh_from_db()
    assert conversation.last_seq == conversation.messages.count() == 3 + 12 * rounds()
    assert broken() == []


def test_many_first_questions_open_one_conversation(priya, hana):
    on_shift(hana)

    results = race(lambda n: asks(priya, f"First {n}"), 8)

    assert all(isinstance(one, Message) for one in results)
    assert Conversation.objects.get().last_seq == 8
    assert broken() == []


def test_the_same_message_sent_many_times_at_once_is_kept_once(priya, hana):
    on_shift(hana)
    client_id = "018f0000-0000-7000-8000-000000000001"

    results = race(lambda n: asks(priya, "Once", client_id=client_id), 8)

    assert len({one.pk for one in results}) == 1
    assert Message.objects.count() == 1


def test_a_refused_message_leaves_no_gap(priya, hana):
    on_shift(hana)
    conversation = a_conversation(priya)

    with pytest.raises(IntegrityError):
        asks_twice_the_same_number(conversation)
    asks(priya, "Next")

    assert broken() == []


def asks_twice_the_same_number(conversation):
    from django.db import transaction

    from omni.lib.actors import system

    with transaction.atomic():
        log.append(conversation, kind="notice", author=system("test"), body="Taken")
        Message.objects.filter(body="Taken").update(seq=1)


@pytest.mark.breaks_promises
@pytest.mark.breaks_promises
def test_control_counting_the_rows_instead_makes_twins(priya, hana, monkeypatch):
    """The race is real: without the lock, the newest number plus one is given out twice."""

    all_looked = Together(6)

    def naive(conversation, at):
        top = conversation.messages.aggregate(top=Max("seq"))["top"] or 0
        all_looked()
        return top + 1

    on_shift(hana)
    a_conversation(priya)
    monkeypatch.setattr(log, "_next_seq", naive)
    monkeypatch.setattr("chat.actions.ask.locked", lambda conversation: conversation)
    monkeypatch.setattr("chat.actions.ask.lock_customer", lambda customer: customer)

    results = race(lambda n: asks(priya, f"Question {n}"), 6)

    assert any(isinstance(one, IntegrityError) for one in results)
