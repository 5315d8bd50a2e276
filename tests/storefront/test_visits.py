"""She moves her visit or calls it off on her own pages, once she signed in; nobody else does."""

import datetime as dt
import uuid

import pytest
import time_machine

from customers.actions.add_address import add_address
from customers.actions.arrive import arrive
from customers.actions.issue_pass import issue_pass
from customers.models import Appointment, Customer
from inventory.models import Transfer
from notifications.models import Message
from tests.cast import a_browser, acting
from tests.customers.visits import AFTER, DAY, FRIDAY_NIGHT, SATURDAY, books, calls_off, held, moves
from tests.handset import code_at
from tests.stock import TEST, a_stone

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(FRIDAY_NIGHT, tick=False) as clock:
        yield clock


@pytest.fixture
def booking(priya, sydney, stone) -> Appointment:
    return books(priya, sydney, stone, a_stone())


def address(booking, step: str = "") -> str:
    return f"/visits/{booking.public_id}/{step}"


def sent(**fields) -> dict:
    day = {"store": "sydney", "on": "2030-12-01", "at": "14:15", "client_key": str(uuid.uuid4())}
    return day | fields


def text(answer) -> str:
    return answer.content.decode()


def test_her_account_leads_to_it(priya, booking):
    page = text(a_browser(priya).get("/account/"))

    assert address(booking) in page
    assert "Saturday 30 November, 2:15 pm" in page


def test_it_says_when_where_and_what_is_kept(priya, booking):
    page = text(a_browser(priya).get(address(booking)))

    assert "Saturday 30 November, 2:15 pm" in page
    assert "Sydney, George Street" in page
    assert page.count("Ready for you") == 2
    assert 'value="2030-11-30"' in page


def test_before_she_calls_off_she_reads_what_it_means(priya, booking):
    page = text(a_browser(priya).get(address(booking, "call-off/")))

    assert "Your two pieces are free for others again." in page
    assert "Keep it" in page
    assert len(held()) == 2


def test_she_calls_it_off(priya, booking):
    browser, key = a_browser(priya), {"client_key": str(uuid.uuid4())}

    for _ in range(2):
        answer = browser.post(address(booking, "call-off/"), key)
        assert answer["Location"] == address(booking)

    assert held() == {}
    page = text(browser.get(address(booking)))
    assert "This visit is called off" in page
    assert address(booking, "call-off/") not in page
    assert address(booking) not in text(browser.get("/account/"))
    assert Message.objects.count() == 1


def test_she_moves_it(priya, booking):
    browser = a_browser(priya)

    answer = browser.post(address(booking, "move/"), sent(), follow=True)

    booking.refresh_from_db()
    assert booking.starts_at == SATURDAY + DAY
    assert set(held().values()) == {SATURDAY + DAY + AFTER}
    assert "Sunday 1 December, 2:15 pm" in text(answer)
    assert "Your visit is moved." in text(answer)


def test_a_piece_that_comes_late_is_said(priya, booking, melbourne):
    far = a_stone(at=melbourne.locations.get())
    other = books(priya, booking.store, far, at=SATURDAY + dt.timedelta(hours=1))

    page = text(a_browser(priya).get(address(other)))

    assert "Not there before Wednesday 4 December, and kept until you can see it" in page
    assert Transfer.objects.count() == 1


@pytest.mark.parametrize(("fields", "status", "why"), [
    ({"at": "22:00"}, 422, "Sydney isn’t open then."),
    ({"on": "2030-11-01"}, 422, "That time has passed."),
    ({"on": "tomorrow"}, 422, "Write the day like 2026-11-28."),
    ({"at": ""}, 422, "Choose a time."),
    ({"store": "atlantis"}, 422, "not one of the available choices"),
    ({"client_key": "x"}, 422, ""),
])  # fmt: skip
def test_what_cant_be_is_said_beside_it(priya, booking, fields, status, why):
    answer = a_browser(priya).post(address(booking, "move/"), sent(**fields))

    booking.refresh_from_db()
    assert (answer.status_code, booking.starts_at) == (status, SATURDAY)
    assert why in text(answer)


def test_what_a_colleague_called_off_meanwhile_is_said(priya, booking, marcus):
    calls_off(booking, acting(marcus))
    browser = a_browser(priya)

    moved = browser.post(address(booking, "move/"), sent())
    off = browser.post(address(booking, "call-off/"), {"client_key": str(uuid.uuid4())})

    for answer in (moved, off):
        assert answer.status_code == 409
        assert "This visit is called off already." in text(answer)
    assert browser.get(address(booking, "call-off/"))["Location"] == address(booking)


def test_after_three_moves_she_is_asked_to_ring(priya, booking, sydney):
    for _ in range(3):
        booking = moves(booking, booking.starts_at + dt.timedelta(minutes=15))
    browser = a_browser(priya)

    page = browser.get(address(booking)).content.decode()
    answer = browser.post(address(booking, "move/"), sent())

    assert "It was moved three times already. Ring us on (02)" in page
    assert "Move the visit" not in page
    assert "Call it off" in page
    assert answer.status_code == 409
    assert "moved three times already" in text(answer)


def test_who_is_here_reads_so(priya, booking, sydney, clock):
    clock.move_to(SATURDAY)
    arrive(customer=priya, store=sydney, actor=TEST)
    browser = a_browser(priya)

    answer = browser.post(address(booking, "call-off/"), {"client_key": str(uuid.uuid4())})

    assert answer.status_code == 409
    assert "This visit has begun" in text(answer)
    assert len(held()) == 2


def test_a_visit_that_is_over_offers_neither(priya, booking, clock):
    clock.move_to(SATURDAY + DAY)

    page = text(a_browser(priya).get(address(booking)))

    assert "This visit is over" in page
    assert "Move the visit" not in page


@pytest.mark.parametrize("step", ["", "move/", "call-off/"])
def test_anothers_visit_is_as_absent_as_none(zoe, booking, step):
    browser = a_browser(zoe)
    absent = f"/visits/{uuid.uuid4()}/{step}"

    for ask in (browser.get, lambda path: browser.post(path, sent())):
        theirs, none = ask(address(booking, step)), ask(absent)
        assert theirs.status_code == none.status_code != 200
        assert booking.store.street not in text(theirs)

    booking.refresh_from_db()
    assert (booking.state, booking.moves) == ("booked", 0)


@pytest.mark.parametrize("step", ["", "move/", "call-off/"])
def test_whoever_isnt_signed_in_is_asked_to(booking, step):
    browser = a_browser()

    assert browser.post(address(booking, step), sent()).status_code in (302, 405)
    if step != "move/":
        assert browser.get(address(booking, step))["Location"].startswith(
            "/sign-in/?next=%2Fvisits"
        )

    booking.refresh_from_db()
    assert (booking.state, booking.moves) == ("booked", 0)


def pass_of(priya, booking) -> str:
    phone = priya.identities.get(kind="phone")
    return issue_pass(customer=priya, appointment=booking, to=phone, actor=TEST)[1]


def test_her_pass_leads_there_and_does_nothing_itself(priya, booking):
    token, stranger = pass_of(priya, booking), a_browser()

    page = text(stranger.get(f"/p/{token}/"))

    assert f'href="{address(booking)}"' in page
    assert stranger.get(address(booking)).status_code == 302


def test_her_pass_says_the_new_time_and_that_it_was_called_off(priya, booking):
    token, browser = pass_of(priya, booking), a_browser()

    after = moves(booking, SATURDAY + DAY)
    assert "Sunday 1 December, 2:15 pm" in text(browser.get(f"/p/{token}/"))
    calls_off(after)

    answer = browser.get(f"/p/{token}/")
    assert answer.status_code == 404
    assert "This visit was called off." in text(answer)


@pytest.mark.parametrize("where", ["the phone that opens it", "another device"])
def test_whoever_never_signed_in_comes_from_her_pass_to_her_visit(sydney, stone, marcus, where):
    """She only wrote in the chat; a colleague wrote down her number and sent the pass there."""
    chatting = a_browser()
    chatting.get("/diamonds/")
    chatting.post("/chat/ask/", {"body": "May I see it?", "client_key": str(uuid.uuid4())})
    who = Customer.objects.get()
    to = add_address(customer=who, text="0491 570 157", actor=acting(marcus))
    booking = books(who, sydney, stone)
    _, token = issue_pass(customer=who, appointment=booking, to=to, actor=acting(marcus))

    browser = chatting if where == "the phone that opens it" else a_browser()
    assert f'href="{address(booking)}"' in text(browser.get(f"/p/{token}/"))
    asks = browser.get(address(booking))["Location"]
    sent_to = {"address": "0491 570 157", "next": address(booking), "client_key": str(uuid.uuid4())}
    browser.get(asks)
    code_page = browser.post("/sign-in/", sent_to)["Location"]
    signed_in = browser.post(code_page, {"code": code_at("+61491570157"), "next": address(booking)})

    assert signed_in["Location"] == address(booking)
    page = browser.get(address(booking))
    assert page.status_code == 200
    assert "Move the visit" in text(page)
    assert list(held()) == [stone.sku]
