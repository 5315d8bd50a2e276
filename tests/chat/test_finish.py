import pytest

from chat.actions.finish import finish
from chat.models import Assignment
from tests.cast import acting
from tests.chat.scenes import a_conversation, on_shift, replies, told


@pytest.fixture
def conversation(hana, priya):
    on_shift(hana)
    return a_conversation(priya)


def test_nobody_answers_and_nobody_waits(conversation, hana):
    replies(hana, conversation)

    finish(conversation=conversation, actor=acting(hana))

    conversation.refresh_from_db()
    assert (conversation.state, conversation.waiting_since) == ("finished", None)
    ended = Assignment.objects.get()
    assert (ended.outcome, ended.ended_at is not None) == ("finished", True)
    assert told(conversation)[-1][1:] == (
        "notice",
        "This chat is finished. Write whenever you like and it opens again.",
    )


def test_finishing_twice_is_finishing_once(conversation, hana):
    finish(conversation=conversation, actor=acting(hana))
    before = told(conversation)

    finish(conversation=conversation, actor=acting(hana))

    assert told(conversation) == before
