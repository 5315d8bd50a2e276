"""The customer's side over HTTP: the page, the dock, sending, replaying, and who may not."""

import json
import uuid

import pytest
from django.conf import settings

from chat.models import Conversation, Message
from customers.models import Customer
from staff.models import Shift
from tests.cast import a_browser, a_customer
from tests.chat.scenes import a_conversation, asks, on_shift, replies

JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def somebody_is_on(hana):
    on_shift(hana)


def say(browser, body="Is it eye clean?", **more):
    sent = {"client_id": str(uuid.uuid4()), "body": body, **more}
    return browser.post("/chat/ask/", json.dumps(sent), "application/json", headers=JSON)


def test_a_stranger_becomes_a_customer_with_her_first_question(stone):
    browser = a_browser()

    answer = say(browser, about=stone.sku)

    conversation = Conversation.objects.get()
    assert answer.json()["topic"] == f"conversation:{conversation.public_id}"
    assert [(one["seq"], one["kind"]) for one in answer.json()["messages"]] == [
        (1, "item"), (2, "text"),
    ]  # fmt: skip
    assert answer.json()["message"]["seq"] == answer.json()["version"] == 2
    assert answer.cookies[settings.CUSTOMER_COOKIE].value
    assert "Is it eye clean?" in browser.get("/chat/").content.decode()


def test_the_page_works_without_javascript(priya, stone):
    browser = a_browser(priya)
    page = browser.get(f"/chat/?about={stone.sku}").content.decode()
    assert stone.title in page
    assert f'name="about" value="{stone.sku}"' in page

    answer = browser.post(
        "/chat/ask/", {"body": "Hello", "client_key": str(uuid.uuid4()), "about": stone.sku}
    )

    assert (answer.status_code, answer.url) == (302, f"/chat/?about={stone.sku}")
    assert "Hello" in browser.get(answer.url).content.decode()


def test_the_dock_is_the_same_without_its_page(priya, stone):
    html = a_browser(priya).get(f"/chat/?about={stone.sku}", headers={"X-Dock": "1"})

    assert html.content.decode().lstrip().startswith('<section class="chat"')
    assert "X-Dock" in html.headers["Vary"]
    assert "no-store" in html.headers["Cache-Control"]


def test_messages_after_a_number_are_replayed(priya, hana):
    conversation = a_conversation(priya, "One")
    replies(hana, conversation, "Two")

    answer = a_browser(priya).get("/chat/messages/?after=1").json()

    assert [one["seq"] for one in answer["messages"]] == [2, 3]
    assert answer["version"] == 3


@pytest.mark.parametrize("after", ["-1", "x", "9" * 40, ""])
def test_a_senseless_number_replays_everything(priya, after):
    a_conversation(priya, "One")

    answer = a_browser(priya).get(f"/chat/messages/?after={after}")

    assert [one["seq"] for one in answer.json()["messages"]] == [1]


def test_a_stranger_sees_nothing_of_hers(priya, zoe):
    conversation = a_conversation(priya, "Between us")

    for browser in (a_browser(), a_browser(zoe)):
        assert "Between us" not in browser.get("/chat/").content.decode()
        assert browser.get("/chat/messages/").json()["messages"] == []
        desk = browser.get(f"/desk/{conversation.public_id}/")
        assert desk.url.startswith("/staff/sign-in/")


def test_nobody_marks_a_conversation_read_that_she_doesnt_have(zoe):
    answer = a_browser(zoe).post(
        "/chat/read/", json.dumps({"seq": "1"}), "application/json", headers=JSON
    )

    assert answer.status_code == 404


def test_a_forged_sender_and_number_are_ignored(priya, hana):
    """Bad input 9."""
    conversation = a_conversation(priya, "One")

    answer = say(
        a_browser(priya), "Trust me", seq=99, author="Hana", from_customer=False, kind="joined",
        sender=f"user:{hana.public_id}", conversation=str(uuid.uuid4()),
    )  # fmt: skip

    message = Message.objects.get(body="Trust me")
    assert answer.json()["version"] == message.seq == 2
    assert (message.kind, message.from_customer) == ("text", True)
    assert message.author == f"customer:{priya.public_id}"
    assert message.conversation == conversation


def test_an_oversize_message_is_refused_and_nothing_changes(zoe):
    """Bad input 11."""
    for browser in (a_browser(), a_browser(zoe)):
        people = Customer.objects.count()

        answer = say(browser, "x" * 2001)

        assert answer.status_code == 400
        assert answer.json()["error"] == "message_too_long"
        assert "2,000" in answer.json()["message"]
        assert not Message.objects.exists()
        assert Customer.objects.count() == people


def test_markup_is_text_on_both_sides(priya, hana):
    """Bad input 12."""
    corpus = "<img src=x onerror=alert(1)>\"'</p><script>alert(2)</script>{{ 7|add:7 }}"
    conversation = a_conversation(priya, corpus)
    pages = [
        a_browser(priya).get("/chat/").content.decode(),
        a_browser(user=hana).get(f"/desk/{conversation.public_id}/").content.decode(),
        a_browser(user=hana).get("/desk/").content.decode(),
    ]

    for html in pages:
        assert "<img src=x" not in html
        assert "<script>alert" not in html
    assert "&lt;img src=x" in pages[0]


def test_the_same_key_with_another_body_is_refused(priya):
    """Bad input 13."""
    browser, client_id = a_browser(priya), str(uuid.uuid4())
    say(browser, "Once", client_id=client_id)

    answer = say(browser, "Twice", client_id=client_id)

    assert (answer.status_code, answer.json()["error"]) == (422, "key_reused")
    assert Message.objects.count() == 1


def test_sent_again_after_a_lost_answer_it_is_said_once(priya):
    browser, client_id = a_browser(priya), str(uuid.uuid4())
    first = say(browser, "Once", client_id=client_id).json()

    assert say(browser, "Once", client_id=client_id).json() == first
    assert Message.objects.count() == 1


def test_a_foreign_page_cannot_write_for_her(priya):
    """Bad input 10."""
    for origin in ("https://evil.example", "null", "http://testserver.evil.example"):
        answer = a_browser(priya).post(
            "/chat/ask/",
            {"body": "Hi", "client_key": str(uuid.uuid4())},
            headers={"Origin": origin},
        )
        assert answer.status_code == 403

    assert not Message.objects.exists()


@pytest.mark.parametrize("sent", ["[]", "not json", '{"body": "x"}', "null", '{"client_id": "1"}'])
def test_what_no_page_of_ours_sends_is_refused(priya, sent):
    answer = a_browser(priya).post("/chat/ask/", sent, "application/json", headers=JSON)

    assert answer.status_code == 400
    assert not Conversation.objects.exists()


def test_an_unknown_stone_is_not_there(priya):
    browser = a_browser(priya)

    assert browser.get("/chat/?about=NO-1").status_code == 404
    assert say(browser, about="NO-1").status_code == 404
    assert not Message.objects.exists()


def test_thirty_messages_a_minute_are_enough(one_window, priya):
    browser = a_browser(priya)
    codes = [say(browser, f"Message {n}").status_code for n in range(31)]

    assert codes[:30] == [200] * 30
    assert codes[30] == 429
    assert Message.objects.count() == 30


def test_a_refusal_without_javascript_is_a_page_with_a_way_back(priya):
    answer = a_browser(priya).post("/chat/ask/", {"body": " ", "client_key": str(uuid.uuid4())})

    assert answer.status_code == 400
    assert "Write something first." in answer.content.decode()


def test_the_head_says_who_is_there_until_when(priya, hana):
    replies(hana, a_conversation(priya))

    html = a_browser(priya).get("/chat/").content.decode()

    assert "Hana Mori" in html
    assert "Gemmologist, here until" in html


def test_queries_of_the_page(priya, stone, django_assert_max_num_queries):
    asks(priya, "One", stone)
    browser = a_browser(priya)
    browser.get("/chat/")

    with django_assert_max_num_queries(16):
        browser.get("/chat/")


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_look_at_the_chat_writes_nothing(priya, signed_in):
    browser = a_browser(priya if signed_in else None)

    browser.get("/chat/")
    browser.get("/chat/presence/")

    assert not Conversation.objects.exists()


def test_out_of_hours_her_number_is_there_already(stone):
    Shift.objects.all().delete()
    priya = a_customer("Priya Nair", phone="+61491570006")

    assert 'value="0491 570 006"' in a_browser(priya).get("/chat/").content.decode()
    assert "0491 570 006" not in a_browser().get("/chat/").content.decode()
