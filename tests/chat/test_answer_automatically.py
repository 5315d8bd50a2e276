import pytest

from chat.models import Message
from inventory.actions.claim import ClaimLine, claim_stock
from omni.lib.actors import system
from tests.chat.scenes import approved, asks, on_shift, replies, told

QUESTION = "Does an E look yellow next to a D?"
ANSWER = "No. Set in a ring, most jewellers can’t tell an E from a D by eye."


@pytest.fixture
def colour(hana):
    on_shift(hana)
    return approved(hana, f"Is an E yellow?\n{QUESTION}", ANSWER)


def test_an_approved_answer_names_its_source_and_who_approved_it(priya, colour):
    conversation = asks(priya, QUESTION).conversation

    answer = conversation.messages.get(kind=Message.Kind.AUTOMATIC)
    assert (answer.seq, answer.body) == (2, ANSWER)
    assert (answer.source, answer.author_name) == ("Colour grades", "Hana")
    assert not answer.from_customer


def test_the_customer_still_waits_for_a_person(priya, colour):
    conversation = asks(priya, QUESTION).conversation

    conversation.refresh_from_db()
    assert conversation.waiting_since is not None


def test_silence_when_nothing_is_surely_about_it(priya, colour):
    conversation = asks(priya, "Does a J look yellow next to a D?").conversation

    assert [kind for _, kind, _ in told(conversation)] == ["text"]


@pytest.mark.parametrize(
    "question", ["Is this one still there?", "Hi, is it still available?", "Has it been sold?"]
)
def test_whether_it_is_still_there_is_read_from_the_stock(priya, stone, colour, question):
    conversation = asks(priya, question, stone).conversation

    answer = conversation.messages.get(kind=Message.Kind.AUTOMATIC)
    assert answer.body.startswith("Yes. It’s in our ")
    assert (answer.source, answer.author_name) == ("Checked against our stock just now.", "")


def test_a_piece_on_hold_is_never_called_free(priya, stone, colour):
    claim_stock(
        lines=[ClaimLine(stone.pk)], purpose="try_on", holder="user:test", expires_at=None,
        actor=system("test"),
    )  # fmt: skip

    conversation = asks(priya, "Is this one still there?", stone).conversation

    answer = conversation.messages.get(kind=Message.Kind.AUTOMATIC)
    assert answer.body.startswith("It’s here, but on hold at the moment.")


def test_without_a_pinned_piece_the_stock_is_not_asked(priya, colour):
    conversation = asks(priya, "Is this one still there?").conversation

    assert len(told(conversation)) == 1


def test_silence_once_a_person_has_joined(priya, hana, colour):
    conversation = asks(priya, "Hi, may I ask something?").conversation
    replies(hana, conversation)

    asks(priya, QUESTION)

    assert not conversation.messages.filter(kind=Message.Kind.AUTOMATIC).exists()


def test_silence_from_an_answer_that_was_withdrawn(priya, colour):
    colour.is_active = False
    colour.save()

    conversation = asks(priya, QUESTION).conversation

    assert len(told(conversation)) == 1


def test_asked_again_under_the_same_id_it_answers_once(priya, colour):
    client_id = "018f0000-0000-7000-8000-000000000002"
    asks(priya, QUESTION, client_id=client_id)

    conversation = asks(priya, QUESTION, client_id=client_id).conversation

    assert len(told(conversation)) == 2
