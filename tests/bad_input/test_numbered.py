"""The thirteen bad inputs, numbered: each gets a clear answer and changes nothing.

Their depths are tested beside each part; here is one strong test for every number.
"""

import datetime as dt
import json
import uuid
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client
from websockets.exceptions import InvalidStatus

from chat.models import Conversation, Message
from customers.actions.issue_pass import issue_pass
from customers.actions.revoke_pass import revoke_pass
from customers.models import Pass, Visit
from inventory.actions.import_stones import import_stones
from inventory.lists.diamonds import stone_of
from inventory.models import Claim, Item
from omni.lib.actors import system
from omni.lib.clock import now
from sales.models import Order, Payment
from staff.actions.enrol_device import enrol_device
from tests.cast import ORIGIN, a_browser, a_customer, acting
from tests.chat.scenes import a_conversation, asks, on_shift
from tests.floor.scenes import a_sale, checks_in, key
from tests.handset import code_at
from tests.live.page import Page
from tests.stock import a_place, on_hand
from tests.storefront.test_checkout import form as checkout

from .conftest import nothing_changes

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}
SCRIPT = "<script>alert(1)</script>"
CORPUS = [
    SCRIPT,
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "{{ 7|add:7 }}{% debug %}",
    "</textarea><iframe srcdoc='<b>x</b>'>",
    "javascript:alert(1)//",
]


def reservation() -> dict:
    return {
        "name": "Zoe Lind", "mobile": "0491 570 157", "store": "sydney", "client_key": key(),
    }  # fmt: skip


def say(browser, **sent):
    return browser.post("/chat/ask/", json.dumps(sent), "application/json", headers=JSON)


def at_the_door(device_token: str) -> Client:
    browser = Client(headers={"origin": ORIGIN})
    browser.cookies[settings.DEVICE_COOKIE] = device_token
    return browser


@pytest.fixture
def station(ana, sydney) -> Client:
    _device, token = enrol_device(
        kind="kiosk", name="Door", store=sydney, user=ana, actor=acting(ana)
    )
    return at_the_door(token)


@pytest.fixture
def staff(hana, marcus, lucia, ana) -> SimpleNamespace:
    return SimpleNamespace(hana=hana, marcus=marcus, lucia=lucia, ana=ana)


def scan(station, shown: str, scan_id: uuid.UUID | None = None):
    return station.post("/kiosk/scan/", {"shown": shown, "scan": str(scan_id or uuid.uuid4())})


def a_pass(customer, user) -> tuple[Pass, str]:
    phone = customer.identities.get(kind="phone")
    return issue_pass(customer=customer, appointment=None, to=phone, actor=acting(user))


@pytest.mark.parametrize("sku", ["NO-SUCH", "%00", "<script>", "x" * 3000, "../../etc/passwd"])
def test_01_an_unknown_stone_is_not_there(stone, zoe, sku):
    browser = a_browser(zoe)

    with nothing_changes():
        for path in ("diamonds/{}/", "diamonds/{}/similar/", "diamonds/{}/reserve/", "buy/{}/"):
            assert browser.get(f"/{path.format(sku)}").status_code == 404
        for path, sent in (
            (f"/diamonds/{sku}/reserve/", reservation()),
            (f"/diamonds/{sku}/let-go/", {}),
            (f"/buy/{sku}/", checkout(stone)),
            ("/shortlist/add/", {"sku": "NO-SUCH", "client_key": key()}),
            ("/chat/ask/", {"about": "NO-SUCH", "body": "Still there?", "client_key": key()}),
        ):
            assert browser.post(path, sent).status_code == 404


def test_02_a_sold_stone_is_sold_to_nobody_else(stone, zoe, priya, marcus, sydney):
    a_browser(priya).post(f"/buy/{stone.sku}/", checkout(stone))
    assert Order.objects.get().customer == priya
    zoes, floor = a_browser(zoe), a_browser(user=marcus)

    with nothing_changes():
        bought = zoes.post(f"/buy/{stone.sku}/", checkout(stone))
        kept = zoes.post(f"/diamonds/{stone.sku}/reserve/", reservation())
        sold = floor.post("/floor/sydney/sell/", a_sale(stone, customer=zoe))

    assert (bought.status_code, kept.status_code, sold.status_code) == (409, 409, 409)
    assert "You weren’t charged." in bought.content.decode()
    assert "Nothing was booked in your name." in kept.content.decode()
    assert "Just sold" in sold.content.decode()
    assert "Just sold" in zoes.get(f"/diamonds/{stone.sku}/").content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "shape=blob", "colour=Z-A", "clarity=<script>", "carat_min=NaN", "carat_max=Infinity",
        "price_min=1e999999", "price_max=-1", "place=atlantis", "sort=;drop table", "cut=%00",
        "shape=round&shape=%ED%A0%80", "carat_min=" + "9" * 400,
    ],
)  # fmt: skip
def test_03_bad_facet_values_are_named_and_the_rest_is_shown(stone, query):
    with nothing_changes():
        page = a_browser().get(f"/diamonds/?{query}&colour=E")

    assert page.status_code == 200
    assert stone.sku in page.content.decode()
    assert SCRIPT.split(">", 1)[0] + ">" not in page.content.decode().split("<main", 1)[1]


def test_03_so_is_a_place_in_the_list_that_never_was(stone):
    for after in ("nonsense", "%00", "x" * 3000):
        page = a_browser().get(f"/diamonds/?after={after}")
        assert page.status_code == 400
        assert "Traceback" not in page.content.decode()


def test_04_a_code_wrong_five_times_is_over_and_signs_nobody_in(priya):
    browser = a_browser()
    browser.get("/sign-in/")
    sent = browser.post("/sign-in/", {"address": "0491 570 006", "client_key": key()})
    right = code_at("+61491570006")
    wrong = "000000" if right != "000000" else "111111"

    with nothing_changes():
        answers = [browser.post(sent.url, {"code": wrong}) for _ in range(5)]
        too_late = browser.post(sent.url, {"code": right})

    said = [page.content.decode() for page in answers]
    assert {page.status_code for page in (*answers, too_late)} <= {400, 409, 410, 422}
    assert "Four tries left." in said[0]
    assert "fifth wrong try" in said[4]
    assert browser.get("/account/").status_code == 302


def test_05_an_expired_a_revoked_and_a_foreign_pass_open_nothing(station, priya, tom, zoe, hana):
    (expired, old), (revoked, lost), (_, taken_back) = (
        a_pass(who, hana) for who in (priya, tom, zoe)
    )
    Pass.objects.filter(pk=expired.pk).update(expires_at=now() - dt.timedelta(minutes=1))
    revoke_pass(card=revoked.public_id, actor=acting(hana))
    a_pass(zoe, hana)  # a new one replaces the one before
    foreign = "https://evil.example/p/"
    says = {
        old: "run out", lost: "newer code", taken_back: "newer code", "A" * 22: "couldn’t read",
    }  # fmt: skip

    with nothing_changes(but=("customers.PassScan",)):
        for token, words in says.items():
            page = scan(station, f"{settings.PUBLIC_URL}/p/{token}/")
            assert page.status_code == 200
            assert words in page.content.decode(), token
            assert a_browser().get(f"/p/{token}/").status_code == 404
        assert "couldn’t read" in scan(station, foreign).content.decode()
    assert not Visit.objects.exists()


def test_06_the_second_scan_is_the_first_one_again(station, priya, hana):
    _card, token = a_pass(priya, hana)
    first = uuid.uuid4()
    scan(station, f"/p/{token}/", first)

    with nothing_changes():
        same = scan(station, f"/p/{token}/", first)
    with nothing_changes(but=("customers.PassScan",)):
        again = scan(station, f"/p/{token}/")

    assert same.status_code == again.status_code == 200
    assert Visit.objects.get().customer == priya


def test_07_staff_pages_without_the_right_and_of_another_store(stone, priya, staff, sydney):
    """Every address × role × store is in tests/staff/test_url_matrix.py; here is what it costs."""
    visit = checks_in(priya, sydney, staff.ana)
    take, sell = f"/floor/sydney/visits/{visit.public_id}/take/", "/floor/sydney/sell/"
    guarded = [(take, {"client_key": key()}), (sell, a_sale(stone, customer=priya)),
               ("/floor/sydney/arrive/", {"guests": "2", "client_key": key()})]  # fmt: skip

    with nothing_changes():
        for path, sent in guarded:
            assert a_browser().post(path, sent).status_code == 302  # to the sign-in
            assert a_browser(priya).post(path, sent).status_code == 302
            assert a_browser(user=staff.hana).post(path, sent).status_code == 403
            assert a_browser(user=staff.lucia).post(path, sent).status_code == 404
        theirs = a_browser(user=staff.lucia)
        assert theirs.post(take.replace("sydney", "melbourne")).status_code == 404
        assert theirs.get("/floor/sydney/").status_code == 404
        assert a_browser(user=staff.marcus).get("/floor/devices/").status_code == 403
    visit.refresh_from_db()
    assert visit.taken_by is None


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
