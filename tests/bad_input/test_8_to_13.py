"""The bad inputs from the eighth on; see test_1_to_7."""

import uuid

import pytest
from websockets.exceptions import InvalidStatus

from chat.models import Conversation, Message
from inventory.actions.import_stones import import_stones
from inventory.lists.diamonds import stone_of
from inventory.models import Claim, Item
from omni.lib.actors import system
from sales.models import Payment
from tests.cast import ORIGIN, a_browser, a_customer
from tests.chat.scenes import a_conversation, asks, on_shift
from tests.floor.scenes import a_sale, checks_in, key
from tests.live.page import Page
from tests.stock import a_place, on_hand
from tests.storefront.test_checkout import form as checkout

from .conftest import nothing_changes
from .scenes import CORPUS, JSON, say

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
def test_08_a_socket_on_anothers_conversation_is_closed(live_process, priya, zoe, hana):
    on_shift(hana)
    topic = f"conversation:{a_conversation(priya).public_id}"

    with nothing_changes():
        for browser in (a_browser(), a_browser(zoe)):
            line = "; ".join(f"{name}={one.value}" for name, one in browser.cookies.items())
            with Page(live_process.port, cookie=line) as page:
                assert page.follow(topic) == {"type": "denied", "topics": [topic]}
                assert page.wait_for_close() == 4403
            polled = browser.get("/live/", {"t": f"{topic}:0"}).json()
            assert polled == {topic: {"denied": True}}
            assert browser.get("/chat/messages/").json()["messages"] == []
            assert browser.get(f"/desk/{topic.partition(':')[2]}/messages/").status_code == 302


def test_09_a_forged_sender_and_number_count_nothing(priya, zoe, hana):
    on_shift(hana)
    hers = a_conversation(priya, "One")
    before = list(hers.messages.values_list("seq", "author", "body"))
    forged = {
        "author": f"user:{hana.public_id}", "author_name": "Hana", "from_customer": False,
        "sender": {"kind": "user", "name": "Hana"}, "seq": 99, "version": 99, "last_seq": 99,
        "customer": str(priya.public_id), "conversation": str(hers.public_id), "kind": "notice",
        "source": "Approved by Ana", "at": "2020-01-01T00:00:00Z",
    }  # fmt: skip

    answer = say(a_browser(zoe), body="Let me in", client_id=str(uuid.uuid4()), **forged)

    said = Message.objects.get(body="Let me in")
    assert answer.json()["message"]["seq"] == said.seq == 1
    assert said.conversation.customer == zoe
    assert (said.author, said.author_name, said.from_customer, said.kind, said.source) == (
        f"customer:{zoe.public_id}", "Zoe", True, "text", "",
    )  # fmt: skip
    assert list(hers.messages.values_list("seq", "author", "body")) == before
    with nothing_changes():
        for seq in ("-1", "x", "9" * 40, ""):
            read = a_browser(zoe).post("/chat/read/", {"seq": seq})
            assert read.status_code == 400


FOREIGN = [
    None, "null", "https://evil.test", f"{ORIGIN}.evil.test", f"{ORIGIN}:8000", "https://testserver",
    "http://TESTSERVER", "http://xtestserver", f"{ORIGIN}, https://evil.test", f"{ORIGIN}/",
]  # fmt: skip


@pytest.mark.parametrize("origin", FOREIGN)
def test_10_a_foreign_origin_writes_nothing(stone, priya, marcus, sydney, origin):
    with nothing_changes():
        for party in ({"customer": priya}, {"user": marcus}, {}):
            browser = a_browser(**party)
            browser.defaults.pop("HTTP_ORIGIN", None)
            headers = {"origin": origin} if origin else {}
            for path, sent in (
                (f"/buy/{stone.sku}/", checkout(stone)),
                ("/shortlist/add/", {"sku": stone.sku, "client_key": key()}),
                ("/chat/ask/", {"body": "Hello", "client_key": key()}),
                ("/sign-in/", {"address": "0491 570 006", "client_key": key()}),
                ("/floor/sydney/sell/", a_sale(stone)),
                ("/staff/sign-in/", {"username": "x", "password": "y"}),
                ("/account/sign-out-everywhere/", {}),
            ):
                assert browser.post(path, sent, headers=headers).status_code == 403, path
    assert a_browser().get("/diamonds/").headers["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "origin",
    [None, "null", "https://evil.test", "http://127.0.0.1.evil.test:8000", "https://127.0.0.1:8000",
     "http://127.0.0.1:8000/", "http://127.0.0.1"],
)  # fmt: skip
def test_10_a_foreign_origin_opens_no_socket(live_process, origin):
    with pytest.raises(InvalidStatus) as refusal:
        Page(live_process.port, origin=origin)

    assert refusal.value.response.status_code == 403


def test_11_an_oversize_message_is_refused_with_its_limit(priya, hana):
    on_shift(hana)
    a_conversation(priya)

    with nothing_changes():
        for body in ("x" * 2001, "é" * 5000, "\n" + "y" * 2001 + "\n"):
            hers = say(a_browser(priya), body=body, client_id=str(uuid.uuid4()))
            assert hers.status_code == 400
            assert "2,000 characters" in hers.json()["message"]
        chat = Conversation.objects.get().public_id
        desk = a_browser(user=hana).post(
            f"/desk/{chat}/reply/", {"body": "x" * 2001, "client_key": key()}, headers=JSON
        )
        assert desk.status_code == 400
        for empty in ("", " \n\t", "\ud800"):
            assert say(a_browser(priya), body=empty, client_id=key()).status_code == 400
        huge = a_browser(priya).post("/chat/ask/", "x" * 3_000_000, "application/json")
        assert huge.status_code == 400
        deep = a_browser(priya).post("/chat/ask/", "[" * 100_000, "application/json", headers=JSON)
        assert deep.status_code == 400


@pytest.mark.parametrize("evil", CORPUS)
def test_12_html_in_a_message_a_name_and_a_list_is_text(evil, staff, sydney):
    on_shift(staff.hana)
    cells = {
        "carat": "1.52", "cut": "Premium", "color": evil, "clarity": "VS1", "depth": "61.4",
        "table": "57", "price": "21480", "x": "7.38", "y": "7.41", "z": "4.54",
    }  # fmt: skip
    place = a_place("warehouse", "warehouse")
    with nothing_changes(but=("inventory.Import", "inventory.ImportProblem", "inventory.Lot")):
        run = import_stones(
            rows=[stone_of(2, cells)], source=evil, actor=system("test"), placing=lambda row: place
        )
    assert (run.rows_taken, run.rows_refused) == (0, 1)
    joan = a_customer(evil, phone="+61491570158")
    asks(joan, evil)
    checks_in(joan, sydney, staff.ana)

    chat = Conversation.objects.get().public_id
    seen = {
        "chat": a_browser(joan).get("/chat/"),
        "account": a_browser(joan).get("/account/"),
        "queue": a_browser(user=staff.hana).get("/desk/"),
        "desk": a_browser(user=staff.hana).get(f"/desk/{chat}/"),
        "floor": a_browser(user=staff.marcus).get(f"/floor/sydney/clients/{joan.public_id}/"),
        "found": a_browser(user=staff.marcus).get("/floor/sydney/stock/", {"q": evil}),
    }

    for name, page in seen.items():
        html = page.content.decode()
        assert page.status_code == 200, name
        assert "unsafe-inline" not in page.headers["Content-Security-Policy"]
        for mark in ("<script>alert", "<img src=x", "<svg/onload", "<iframe", 'href="javascript:'):
            assert mark not in html, (name, mark)


def test_13_the_same_key_with_another_body_is_refused(stone, priya, hana, marcus, sydney):
    on_shift(hana)
    hers, floor, one = a_browser(priya), a_browser(user=marcus), key()
    say(hers, body="Is it there?", client_id=one)
    hers.post(f"/diamonds/{stone.sku}/reserve/", {"store": "sydney", "client_key": one})
    hers.post("/shortlist/add/", {"sku": stone.sku, "client_key": one})
    floor.post("/floor/sydney/arrive/", {"guests": "2", "client_key": one})
    second = Item.objects.exclude(pk=stone.pk).first() or stone

    with nothing_changes():
        answers = [
            say(hers, body="Another question", client_id=one),
            hers.post(
                f"/diamonds/{second.sku}/reserve/",
                {"store": "sydney", "client_key": one, "name": "Eve", "mobile": "0491 570 157"},
            ),
            floor.post("/floor/sydney/arrive/", {"guests": "5", "client_key": one}),
        ]

    assert answers[0].status_code == 422
    assert answers[2].status_code == 422
    assert Claim.objects.live().count() == 1
    assert on_hand(stone) == (1, 1)


def test_13_nor_does_it_pay_twice(stone, priya):
    hers, sent = a_browser(priya), checkout(stone)
    hers.post(f"/buy/{stone.sku}/", sent)

    with nothing_changes():
        changed = hers.post(f"/buy/{stone.sku}/", sent | {"street": "9 Other Lane"})
        same = hers.post(f"/buy/{stone.sku}/", sent)

    assert (changed.status_code, same.status_code) == (422, 302)
    assert Payment.objects.count() == 1
