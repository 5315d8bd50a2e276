import uuid

import pytest

from chat.actions.finish import finish
from chat.errors import EmptyMessage, MessageTooLong
from chat.models import Conversation, Message
from customers.models import Interaction
from omni.lib.errors import KeyReused
from tests.cast import acting
from tests.chat.scenes import a_conversation, asks, on_shift, told
from tests.stock import a_stone


@pytest.fixture(autouse=True)
def somebody_is_on(hana):
    on_shift(hana)


def test_the_first_question_opens_her_one_conversation_with_the_stone_pinned(priya, stone):
    message = asks(priya, "Does an E look yellow?", stone)

    conversation = Conversation.objects.get(customer=priya)
    assert conversation.item == stone
    assert conversation.waiting_since == message.at
    assert told(conversation) == [
        (1, "item", "1.52 ct round E VS1"),
        (2, "text", "Does an E look yellow?"),
    ]
    assert (message.author_name, message.from_customer) == ("Priya", True)


def test_the_next_question_goes_on_in_the_same_conversation(priya, stone):
    first = asks(priya, "One", stone)
    second = asks(priya, "Two", stone)

    assert first.conversation_id == second.conversation_id
    assert [seq for seq, _, _ in told(second.conversation)] == [1, 2, 3]


def test_a_question_about_another_stone_pins_that_one(priya, stone):
    other = a_stone()
    asks(priya, "One", stone)

    conversation = asks(priya, "And this?", other).conversation

    assert Conversation.objects.get(pk=conversation.pk).item == other
    assert [kind for _, kind, _ in told(conversation)] == ["item", "text", "item", "text"]


def test_the_same_client_id_gives_the_same_message(priya, stone):
    client_id = uuid.uuid4()
    first = asks(priya, "Once", stone, client_id)

    again = asks(priya, "Once", stone, client_id)

    assert again.pk == first.pk
    assert Message.objects.count() == 2


def test_refuses_the_same_client_id_with_another_body(priya):
    client_id = uuid.uuid4()
    asks(priya, "Once", client_id=client_id)

    with pytest.raises(KeyReused):
        asks(priya, "Something else", client_id=client_id)

    assert Message.objects.count() == 1
    assert Conversation.objects.get().last_seq == 1


def test_two_customers_may_use_the_same_client_id(priya, tom):
    client_id = uuid.uuid4()

    assert asks(priya, "Hers", client_id=client_id).pk != asks(tom, "His", client_id=client_id).pk


@pytest.mark.parametrize("body", ["", "   \n ", "\x00"])
def test_refuses_an_empty_message(priya, body):
    with pytest.raises(EmptyMessage):
        asks(priya, body)

    assert not Conversation.objects.exists()


def test_refuses_more_than_two_thousand_characters(priya):
    with pytest.raises(MessageTooLong, match="2,000"):
        asks(priya, "x" * 2001)
    assert not Conversation.objects.exists()

    asks(priya, "x" * 2000)
    assert Message.objects.count() == 1


def test_text_is_kept_as_it_was_typed(priya):
    body = "<script>alert(1)</script> {braces} & “quotes”"

    assert asks(priya, body).body == body


def test_a_finished_conversation_opens_again_and_waits(priya, hana):
    conversation = a_conversation(priya, "One")
    finish(conversation=conversation, actor=acting(hana))
    conversation.refresh_from_db()
    began = conversation.started_at

    message = asks(priya, "One more thing")

    conversation.refresh_from_db()
    assert conversation.state == "open"
    assert conversation.waiting_since == message.at
    assert conversation.started_at > began


def test_who_waits_longest_keeps_her_place(priya):
    first = asks(priya, "One")
    asks(priya, "Hello?")

    assert Conversation.objects.get().waiting_since == first.at


def test_the_timeline_has_one_entry_for_each_time_the_chat_opens(priya, hana, stone):
    conversation = a_conversation(priya, "One", item=stone)
    asks(priya, "Two", stone)
    finish(conversation=conversation, actor=acting(hana))
    asks(priya, "Three", stone)

    entries = Interaction.objects.filter(customer=priya, kind="chatted")
    assert [(one.channel, one.ref, one.item) for one in entries] == [
        ("chat", f"conversation:{conversation.public_id}", stone.public_id)
    ] * 2
