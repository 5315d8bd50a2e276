import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine

from chat.models import Message
from notifications.models import Message as Sent
from tests.cast import a_user
from tests.chat.scenes import asks, on_shift, replies, told
from tests.stock import a_place, a_stone

SYDNEY = ZoneInfo("Australia/Sydney")
NIGHT = dt.datetime(2026, 3, 2, 23, 18, tzinfo=SYDNEY)
MORNING = dt.datetime(2026, 3, 3, 9, 0, tzinfo=SYDNEY)


@pytest.fixture
def late():
    with time_machine.travel(NIGHT, tick=False) as clock:
        yield clock


@pytest.fixture
def ravi(sydney):
    ravi = a_user("Ravi Pillai", "associate", sydney)
    on_shift(ravi, MORNING, 8, sydney)
    return ravi


def notices(conversation):
    return [body for _, kind, body in told(conversation) if kind == "notice"]


def test_she_is_told_who_answers_and_when(late, priya, stone, ravi):
    conversation = asks(priya, "Is this one still there?", stone).conversation

    assert notices(conversation) == [
        "We’re closed now. Ravi answers from 9:30 am tomorrow, Sydney time."
    ]


def test_in_her_own_time_where_we_know_it(late, priya, stone, ravi):
    priya.zone = "Australia/Perth"
    priya.save()

    conversation = asks(priya, "Is this one still there?", stone).conversation

    assert notices(conversation) == ["We’re closed now. Ravi answers from 6:30 am tomorrow."]


def test_nothing_is_said_while_somebody_is_on(late, priya, hana, stone, ravi):
    on_shift(hana, NIGHT - dt.timedelta(hours=1), 2)

    conversation = asks(priya, "Is this one still there?", stone).conversation

    assert notices(conversation) == []
    assert not Sent.objects.exists()


def test_once_a_night_however_much_she_writes(late, priya, stone, ravi):
    conversation = asks(priya, "Is this one still there?", stone).conversation
    late.shift(dt.timedelta(minutes=90))

    asks(priya, "I can come on Saturday", stone)

    assert len(notices(conversation)) == 1
    assert Sent.objects.count() == 1


def test_the_same_evening_it_is_not_said_twice(late, priya, stone, ravi):
    conversation = asks(priya, "Is this one still there?", stone).conversation
    late.shift(dt.timedelta(minutes=9))

    asks(priya, "I can come on Saturday", stone)

    assert len(notices(conversation)) == 1


def test_the_next_night_she_is_told_again(late, priya, stone, ravi):
    conversation = asks(priya, "Is this one still there?", stone).conversation
    late.shift(dt.timedelta(days=1))

    asks(priya, "Hello?", stone)

    assert len(notices(conversation)) == 2
    assert Sent.objects.count() == 2


def test_who_stayed_on_is_not_away(late, priya, hana, stone, ravi):
    conversation = asks(priya, "Is this one still there?", stone).conversation
    replies(hana, conversation, "It is!")
    late.shift(dt.timedelta(minutes=2))

    asks(priya, "Oh lovely")

    assert len(notices(conversation)) == 1


def test_without_a_rota_the_opening_is_named(late, priya, stone):
    conversation = asks(priya, "Hello?", stone).conversation

    assert notices(conversation) == [
        "We’re closed now. We answer from 9:30 am tomorrow, Sydney time."
    ]


def test_without_any_hours_no_time_is_promised(late, priya):
    conversation = asks(priya, "Hello?").conversation

    assert notices(conversation) == [
        "We’re closed now. We’ll answer here as soon as one of us is back."
    ]


def test_the_store_where_the_stone_lies_is_texted_who_and_which(
    late, priya, sydney, melbourne, settings
):
    settings.PUBLIC_URL = "https://tolland.example"
    stone = a_stone(at=a_place("melbourne"))

    conversation = asks(priya, "Is this one still there?", stone).conversation

    text = Sent.objects.get()
    assert (text.channel, text.purpose) == ("sms", "staff")
    assert text.to_address == melbourne.duty_phone
    assert text.recipient == f"store:{melbourne.public_id}"
    assert text.body == (
        f"Priya Nair asks about 1.52 ct round E VS1 ({stone.sku}): “Is this one still there?” "
        f"https://tolland.example/desk/{conversation.public_id}/"
    )


def test_without_a_stone_the_first_store_is_texted(late, priya, sydney, melbourne):
    asks(priya, "Do you size rings?")

    assert Sent.objects.get().to_address == sydney.duty_phone


def test_a_long_question_is_quoted_short_and_braces_are_no_marks(late, priya, stone):
    asks(priya, "{name} " + "very " * 40, stone)

    body = Sent.objects.get().body
    assert "“(name) very" in body
    assert "…”" in body


def test_the_notice_is_marked_as_ours(late, priya, stone, ravi):
    conversation = asks(priya, "Hello?", stone).conversation

    notice = conversation.messages.get(kind=Message.Kind.NOTICE)
    assert (notice.author, notice.from_customer) == ("system:hours", False)
