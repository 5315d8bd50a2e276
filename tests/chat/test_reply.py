import uuid

import pytest

from chat.actions.finish import finish
from chat.errors import AnsweredByAnother, CannotAnswer, EmptyMessage
from chat.models import Assignment, Message
from staff.models import Role
from tests.cast import a_user, acting
from tests.chat.scenes import a_conversation, asks, on_shift, replies, told


@pytest.fixture
def conversation(hana, priya):
    on_shift(hana)
    return a_conversation(priya, "Is it eye clean?")


def test_who_replies_first_joins_and_the_wait_is_over(conversation, hana):
    message = replies(hana, conversation, "It is.")

    conversation.refresh_from_db()
    assert told(conversation)[1:] == [
        (2, "joined", "Hana joined. They’ve read your questions."),
        (3, "text", "It is."),
    ]
    assert conversation.waiting_since is None
    assert (message.author_name, message.from_customer) == ("Hana", False)
    assert Assignment.objects.get().replied_at == message.at


def test_the_customers_next_question_makes_her_wait_again(conversation, hana, priya):
    replies(hana, conversation)

    question = asks(priya, "And in daylight?")

    conversation.refresh_from_db()
    assert conversation.waiting_since == question.at


def test_the_same_client_id_gives_the_same_reply(conversation, hana):
    client_id = uuid.uuid4()

    first = replies(hana, conversation, "Once", client_id)

    assert replies(hana, conversation, "Once", client_id).pk == first.pk
    assert Message.objects.filter(body="Once").count() == 1


def test_refuses_to_answer_over_a_colleague(conversation, hana, marcus):
    replies(hana, conversation)
    before = told(conversation)

    with pytest.raises(AnsweredByAnother, match="Hana"):
        replies(marcus, conversation, "Me too")

    assert told(conversation) == before


def test_refuses_somebody_without_the_role(conversation):
    ada = a_user("Ada Novak", Role.ADMINISTRATOR, None)

    with pytest.raises(CannotAnswer):
        replies(ada, conversation)

    assert not Assignment.objects.exists()
    assert len(told(conversation)) == 1


def test_refuses_an_empty_reply(conversation, hana):
    with pytest.raises(EmptyMessage):
        replies(hana, conversation, "  ")

    assert len(told(conversation)) == 1


def test_a_reply_opens_a_finished_conversation(conversation, hana):
    finish(conversation=conversation, actor=acting(hana))

    replies(hana, conversation, "One thing I forgot")

    conversation.refresh_from_db()
    assert conversation.state == "open"
    assert Assignment.objects.filter(ended_at=None).get().user == hana
