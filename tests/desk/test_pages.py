import datetime as dt

import pytest
import time_machine

from chat.actions.finish import finish
from chat.actions.join import join
from chat.models import Answer
from customers.models import Interaction
from inventory.portrait import jewel_drawing
from omni.desk.rota import strip
from tests.cast import a_browser, a_customer, acting
from tests.chat.scenes import a_conversation, approved, asks, on_shift, replies
from tests.stock import a_jewel, a_stone

NIGHT = dt.datetime(2026, 3, 6, 9, 41, tzinfo=dt.UTC)  # 8:41 pm in Sydney


@pytest.fixture(autouse=True)
def tonight(sydney):
    with time_machine.travel(NIGHT, tick=False) as clock:
        yield clock


@pytest.fixture
def desk(hana):
    on_shift(hana, NIGHT - dt.timedelta(hours=2, minutes=41), 4)
    return a_browser(user=hana)


def page(browser, path="/desk/"):
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_desk_says_so(desk):
    html = page(desk)

    assert "Nobody’s waiting." in html
    assert "0 finished tonight" in html


def test_who_waits_longest_comes_first_and_in_amber(desk, priya, tom, tonight):
    a_conversation(priya, "Is it eye clean?")
    tonight.shift(dt.timedelta(seconds=70))
    a_conversation(tom, "Are you open on Sunday?")

    html = page(desk)

    assert html.index("Priya Nair") < html.index("Tom Healy")
    assert html.count('class="t late"') == 1
    assert "1:10" in html


def test_queue_with_you_and_with_others(desk, hana, marcus, priya, tom):
    a_conversation(priya, "Waits")
    replies(hana, a_conversation(tom, "With Hana"))
    replies(marcus, a_conversation(a_customer("Joel Abara"), "With Marcus"))

    html = page(desk)

    for heading in ("Waiting", "With you", "With Marcus"):
        assert f"<h2>{heading}</h2>" in html


def test_a_chat_about_jewellery_shows_it_in_the_queue_beside_it_and_to_her(desk, priya):
    chain = a_jewel()
    drawn = f'src="/stones/drawing/{jewel_drawing(chain)}.svg"'
    conversation = a_conversation(priya, item=chain)

    html = page(desk, f"/desk/{conversation.public_id}/")
    asked_now = page(a_browser(priya), f"/chat/?about={chain.sku}")
    later = page(a_browser(priya), "/chat/")

    assert html.count(drawn) >= 2
    assert asked_now.count(drawn) == later.count(drawn) == 1


def test_what_she_looks_at_now_is_shown_also_when_it_is_jewellery(desk, priya, stone):
    conversation, chain = a_conversation(priya, item=stone), a_jewel()
    Interaction.objects.create(
        at=NIGHT,
        kind="viewed",
        channel="web",
        actor="visitor:x",
        customer=priya,
        item=chain.public_id,
    )

    looking = page(desk, f"/desk/{conversation.public_id}/").split("Looking at now")[1]

    assert looking.split('class="looking"')[1].split("</a>")[0].count(jewel_drawing(chain)) == 1


def test_a_conversation_shows_every_message_as_text(desk, priya, hana, stone):
    conversation = a_conversation(priya, "<script>alert(1)</script>", item=stone)

    html = page(desk, f"/desk/{conversation.public_id}/")

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>alert" not in html
    assert f"About {stone.title}" in html
    assert f'data-live="conversation:{conversation.public_id}"' in html


def test_replying_by_form_without_javascript(desk, priya):
    conversation = a_conversation(priya)
    key = "018f0000-0000-7000-8000-00000000000a"

    answer = desk.post(
        f"/desk/{conversation.public_id}/reply/", {"body": "It is.", "client_key": key}
    )

    assert answer.url == f"/desk/{conversation.public_id}/"
    assert "It is." in page(desk, answer.url)


def test_replying_by_script_is_acknowledged_with_its_number(desk, priya):
    conversation = a_conversation(priya)

    answer = desk.post(
        f"/desk/{conversation.public_id}/reply/",
        {"body": "It is.", "client_id": "018f0000-0000-7000-8000-00000000000b"},
        content_type="application/json", headers={"Accept": "application/json"},
    )  # fmt: skip

    said = answer.json()
    assert said["version"] == said["message"]["seq"] == 3
    assert said["message"]["author"] == "Hana"


def test_a_refusal_is_told_and_changes_nothing(desk, priya, marcus):
    conversation = a_conversation(priya)
    replies(marcus, conversation)
    before = conversation.messages.count()

    answer = desk.post(
        f"/desk/{conversation.public_id}/reply/",
        {"body": "Me too", "client_id": "018f0000-0000-7000-8000-00000000000c"},
        content_type="application/json", headers={"Accept": "application/json"},
    )  # fmt: skip

    assert answer.status_code == 409
    assert answer.json() == {
        "error": "answered_by_another",
        "message": "Marcus is answering this one.",
    }
    assert conversation.messages.count() == before


def test_an_oversize_reply_is_refused(desk, priya):
    conversation = a_conversation(priya)

    answer = desk.post(
        f"/desk/{conversation.public_id}/reply/",
        {"body": "x" * 2001, "client_id": "018f0000-0000-7000-8000-00000000000d"},
        content_type="application/json", headers={"Accept": "application/json"},
    )  # fmt: skip

    assert (answer.status_code, answer.json()["error"]) == (400, "message_too_long")
    assert conversation.messages.count() == 1


def test_join_pass_and_finish_by_their_buttons(desk, priya, hana, marcus):
    conversation = a_conversation(priya)
    base = f"/desk/{conversation.public_id}"
    key = "018f0000-0000-7000-8000-0000000000{:02}"

    desk.post(f"{base}/join/", {"client_key": key.format(1)})
    assert conversation.assignments.get(ended_at=None).user == hana

    desk.post(f"{base}/pass/", {"client_key": key.format(2), "to": str(marcus.public_id)})
    assert conversation.assignments.get(ended_at=None).user == marcus

    desk.post(f"{base}/pass/", {"client_key": key.format(3), "to": "queue"})
    assert not conversation.assignments.filter(ended_at=None).exists()

    desk.post(f"{base}/finish/", {"client_key": key.format(4)})
    conversation.refresh_from_db()
    assert conversation.state == "finished"


def test_the_same_key_with_another_colleague_is_refused(desk, priya, hana, marcus, ana):
    conversation = a_conversation(priya)
    join(conversation=conversation, user=hana, actor=acting(hana))
    path = f"/desk/{conversation.public_id}/pass/"
    key = "018f0000-0000-7000-8000-00000000000e"
    desk.post(path, {"client_key": key, "to": str(marcus.public_id)})

    answer = desk.post(
        path, {"client_key": key, "to": str(ana.public_id)}, headers={"Accept": "application/json"}
    )

    assert answer.status_code == 422
    assert conversation.assignments.get(ended_at=None).user == marcus


@pytest.mark.parametrize("to", ["", "nonsense", "018f0000-0000-7000-8000-00000000ffff"])
def test_passing_to_nobody_known_is_refused(desk, priya, to):
    conversation = a_conversation(priya)
    before = conversation.messages.count()

    answer = desk.post(
        f"/desk/{conversation.public_id}/pass/",
        {"client_key": "018f0000-0000-7000-8000-00000000000f", "to": to},
        headers={"Accept": "application/json"},
    )

    assert answer.status_code in {400, 404}
    assert conversation.messages.count() == before


def test_messages_after_a_number_are_replayed_in_order(desk, priya):
    conversation = a_conversation(priya, "One")
    asks(priya, "Two")
    asks(priya, "Three")

    answer = desk.get(f"/desk/{conversation.public_id}/messages/?after=1").json()

    assert [(one["seq"], one["body"]) for one in answer["messages"]] == [(2, "Two"), (3, "Three")]
    assert answer["version"] == 3


def test_canned_answers_are_offered_by_their_shortcut(desk, priya, hana):
    approved(hana, "Can Tom see it?", "We send a link.", "How sharing works")
    Answer.objects.update(shortcut="share")
    conversation = a_conversation(priya)

    assert "<kbd>/share</kbd> How sharing works" in page(desk, f"/desk/{conversation.public_id}/")


def test_finished_chats_can_be_seen_again(desk, priya, hana):
    conversation = a_conversation(priya)
    replies(hana, conversation)
    finish(conversation=conversation, actor=acting(hana))

    html = page(desk, "/desk/finished/")

    assert "Priya Nair" in html
    assert "1 finished tonight" in html


def test_the_strip_says_who_is_on_until_when(desk):
    html = page(desk)

    assert "Friday night" in html
    assert "You’re on until 10 pm" in html
    assert "Hana, you" in html
    assert "Automatic answers" in html


def test_the_hour_beside_the_clock_gives_way_to_it(hana, sydney):
    shown = strip(hana, dt.datetime(2026, 11, 29, 22, 43, tzinfo=sydney.tz), sydney)

    assert [label for _x, label in shown.ticks] == [
        "5 pm", "6", "7", "8", "9", "10", "Midnight", "1",
    ]  # fmt: skip


def test_an_hour_that_is_nobodys_has_room_for_a_word(hana, sydney):
    on_shift(hana, NIGHT - dt.timedelta(hours=2, minutes=41), 4)

    shown = strip(hana, NIGHT, sydney)

    assert [block.label for block in shown.blocks] == [
        "Automatic",
        "Hana, you",
        "Automatic answers",
    ]


def test_queries_dont_grow_with_the_queue(desk, django_assert_max_num_queries):
    for n in range(8):
        a_conversation(a_customer(f"Customer {n}"), "Hello", item=a_stone())
    page(desk)

    with django_assert_max_num_queries(14):
        page(desk)


def test_queries_of_a_conversation(desk, priya, stone, django_assert_max_num_queries):
    conversation = a_conversation(priya, "Hello", item=stone)
    page(desk, f"/desk/{conversation.public_id}/")

    with django_assert_max_num_queries(24):
        page(desk, f"/desk/{conversation.public_id}/")
