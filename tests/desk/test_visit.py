"""From the desk: a visit with its pieces held, and the pass for the door on its way to her."""

import datetime as dt

import pytest
import time_machine

from customers.models import Appointment, Identity, Pass
from inventory.models import Claim, Transfer
from notifications.models import Message
from tests.cast import a_browser, a_customer
from tests.chat.scenes import a_conversation
from tests.floor.scenes import key
from tests.stock import a_stone, on_hand

pytestmark = pytest.mark.django_db
EVENING = dt.datetime(2030, 11, 22, 9, 0, tzinfo=dt.UTC)  # Friday, 8 pm in Sydney


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(EVENING, tick=False):
        yield


@pytest.fixture
def desk(hana):
    return a_browser(user=hana)


@pytest.fixture
def chat(priya, stone):
    return a_conversation(priya, item=stone)


def booking(*items, **changes) -> dict:
    return {
        "store": "sydney", "on": "2030-11-23", "at": "14:15", "companion": "Tom",
        "note": "Put out the 1.52 round.", "client_key": key(),
        "pieces": [str(item.public_id) for item in items],
    } | changes  # fmt: skip


def book(desk, chat, *items, **changes):
    return desk.post(f"/desk/{chat.public_id}/visit/book/", booking(*items, **changes))


def send(desk, chat, **fields):
    return desk.post(f"/desk/{chat.public_id}/visit/pass/", {"client_key": key()} | fields)


def test_books_in_the_stores_own_time_and_holds_the_pieces(desk, chat, priya, stone):
    answer = book(desk, chat, stone)

    assert answer.status_code == 200
    assert "Sydney, Sat 23 Nov 2:15 pm" in answer.content.decode()
    booked = Appointment.objects.get(customer=priya)
    assert booked.starts_at == dt.datetime(2030, 11, 23, 3, 15, tzinfo=dt.UTC)
    assert (booked.companion, booked.note) == ("Tom", "Put out the 1.52 round.")
    assert Claim.objects.get().holder == f"appointment:{booked.public_id}"
    assert on_hand(stone) == (1, 1)


def test_what_has_to_come_is_asked_for_and_the_panel_says_when(desk, priya, marcus, sydney, perth):
    """On Friday evening nothing is in Sydney from Perth by Saturday."""
    far = a_stone(at=perth.locations.get())
    chat = a_conversation(priya, item=far)

    html = book(desk, chat, far).content.decode()

    assert "From Perth, not before Wednesday" in html
    assert Transfer.objects.get().due_on == dt.date(2030, 11, 23)
    diary = a_browser(user=marcus).get("/floor/sydney/diary/?on=2030-11-23").content.decode()
    assert "From Perth, not before Wednesday" in diary


def test_sent_twice_it_books_once(desk, chat, stone):
    same = key()

    for _ in range(2):
        assert book(desk, chat, stone, client_key=same).status_code == 200

    assert Appointment.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"at": "22:00"}, "Sydney isn’t open then."),
        ({"on": "2030-11-21"}, "That time has passed."),
        ({"on": "soon"}, "Enter a valid date."),
        ({"store": "paris"}, "Select a valid choice."),
        ({"pieces": ["018f0000-0000-7000-8000-000000000000"]}, ""),
    ],
)
def test_refuses_what_cannot_be_booked(desk, chat, stone, changes, words):
    answer = book(desk, chat, stone, **changes)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Appointment.objects.count() == 0
    assert on_hand(stone) == (1, 0)


def test_only_what_she_likes_can_be_had_ready(desk, chat):
    other = a_stone()

    assert book(desk, chat, other).status_code == 422
    assert on_hand(other) == (1, 0)


def test_texts_the_pass_to_the_number_she_has(desk, chat, priya, stone):
    book(desk, chat, stone)
    panel = desk.get(f"/desk/{chat.public_id}/visit/").content.decode()
    assert "Text it to the number ending 006" in panel

    answer = send(desk, chat, to="phone:+61491570006")

    card = Pass.objects.get(customer=priya)
    assert card.appointment == Appointment.objects.get()
    message = Message.objects.get(recipient=f"customer:{priya.public_id}")
    assert message.to_address == "+61491570006"
    assert "Sat 8" in answer.content.decode() or "Sat 9" in answer.content.decode()


def test_a_typed_mobile_is_kept_unproven(desk, hana):
    stranger = a_customer()
    chat = a_conversation(stranger)

    answer = send(desk, chat, address="0491 570 110")

    assert answer.status_code == 200
    known = Identity.objects.get(customer=stranger)
    assert (known.value, known.proven_at) == ("+61491570110", None)
    assert Pass.objects.get().customer == stranger


@pytest.mark.parametrize(
    "fields", [{"address": "12"}, {"address": ""}, {"to": "phone:+61491570157"}, {}]
)
def test_refuses_an_address_that_is_not_hers_or_none(desk, chat, fields):
    answer = send(desk, chat, **fields)

    assert answer.status_code == 422
    assert Pass.objects.count() == 0
    assert not Message.objects.filter(recipient__startswith="customer:").exists()


def test_withdraws_the_pass(desk, chat):
    send(desk, chat, to="phone:+61491570006")

    answer = desk.post(f"/desk/{chat.public_id}/visit/withdraw/", {"client_key": key()})

    assert answer.status_code == 200
    assert Pass.objects.get().revoked_at is not None
    assert "Withdraw her pass" not in answer.content.decode()


def test_the_panel_stands_on_the_conversations_page(desk, chat):
    html = desk.get(f"/desk/{chat.public_id}/").content.decode()

    assert 'id="visit"' in html
    assert "Book a visit" in html


@pytest.mark.parametrize("path", ["book", "pass", "withdraw"])
def test_only_who_answers_chats_may(chat, priya, path, stone):
    for browser in (a_browser(), a_browser(priya)):
        answer = browser.post(f"/desk/{chat.public_id}/visit/{path}/", booking(stone))
        assert "/staff/sign-in/" in answer["Location"]

    assert (Appointment.objects.count(), Pass.objects.count()) == (0, 0)
