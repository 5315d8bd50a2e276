"""How often a sale asks the database: each question is a wait, half of them with rows locked."""

import json
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from omni.lib.idempotency import once
from sales import payments
from sales.models import Order
from staff.actions.create_api_client import create_api_client
from tests.cast import a_browser, acting
from tests.floor.scenes import a_sale
from tests.sales.test_pay import start
from tests.stock import TEST, a_stone, hold

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = {"HX-Request": "true"}
MOST = {
    "web, a stranger": 35, "web, refused": 1, "web start": 10, "web ask and confirm": 15,
    "till": 15, "till, refused": 6, "machine": 8, "machine, refused": 7,
}  # fmt: skip


def asked(act, most: str, *, warm) -> list[str]:
    """What `act` sends, BEGIN and COMMIT too, once plans are prepared and caches are warm."""
    warm()
    with CaptureQueriesContext(connection) as queries:
        act()
    sent = [query["sql"] for query in queries]
    assert len(sent) <= MOST[most], f"{len(sent)} for {most}:\n" + "\n".join(sent)
    return sent


def test_a_stranger_buys_on_the_web(stone, sydney):
    def buys(item):
        form = {
            "name": "Priya Nair", "email": "priya@example.com", "how": "sydney", "card": "ok",
            "shown": str(item.price), "client_key": str(uuid.uuid4()),
        }  # fmt: skip
        assert a_browser().post(f"/buy/{item.sku}/", form)["Location"].startswith("/orders/")

    asked(lambda: buys(stone), "web, a stranger", warm=lambda: buys(a_stone()))


def test_the_web_refuses_a_stranger(stone, sydney):
    hold(stone)

    def refused():
        form = {
            "name": "Priya Nair", "email": "priya@example.com", "how": "sydney", "card": "ok",
            "shown": str(stone.price), "client_key": str(uuid.uuid4()),
        }  # fmt: skip
        assert a_browser().post(f"/buy/{stone.sku}/", form).status_code == 409

    asked(refused, "web, refused", warm=refused)


def started(stone, customer) -> uuid.UUID:
    """As the checkout starts a payment."""
    result, _ = once(
        actor=acting(customer), action="buy", key=uuid.uuid4(), body={},
        run=lambda: {"payment": str(start(stone, customer).public_id)},
    )  # fmt: skip
    return uuid.UUID(result["payment"])


def test_the_web_starts_a_payment(priya, stone):
    asked(lambda: started(stone, priya), "web start", warm=lambda: started(a_stone(), priya))


def test_the_web_asks_and_confirms(priya, stone):
    payment, other = started(stone, priya), started(a_stone(), priya)

    sent = asked(
        lambda: payments.ask(payment=payment, token="ok", actor=acting(priya)),
        "web ask and confirm",
        warm=lambda: payments.ask(payment=other, token="ok", actor=acting(priya)),
    )

    assert sum(sql.startswith("SAVEPOINT") for sql in sent) == 1
    assert Order.objects.count() == 2


@pytest.fixture
def ipad(marcus):
    return a_browser(user=marcus)


def test_the_till_sells(ipad, stone):
    sent = asked(
        lambda: ipad.post("/floor/sydney/sell/", a_sale(stone), headers=PAGE),
        "till",
        warm=lambda: ipad.post("/floor/sydney/sell/", a_sale(a_stone()), headers=PAGE),
    )

    assert not [sql for sql in sent if "SAVEPOINT" in sql]
    assert Order.objects.count() == 2


def test_the_till_refuses(ipad, stone):
    hold(stone)

    def refused():
        answer = ipad.post("/floor/sydney/sell/", a_sale(stone), headers=PAGE)
        assert answer.status_code == 409

    asked(refused, "till, refused", warm=refused)


@pytest.mark.parametrize(("most", "status"), [("machine", 201), ("machine, refused", 409)])
def test_a_machine_holds(db, most, status, sydney):
    _, token = create_api_client(name="Till", scopes=["claims:write"], user=None, actor=TEST)
    stones = [a_stone(), a_stone()]
    if status == 409:
        for stone in stones:
            hold(stone)

    def holds(stone):
        body = {
            "purpose": "appointment", "reference": "b1", "expires_in": 60,
            "lines": [{"sku": stone.sku}],
        }  # fmt: skip
        answer = Client().post(
            "/api/v1/claims/", json.dumps(body), content_type="application/json",
            headers={"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid.uuid4())},
        )  # fmt: skip
        assert answer.status_code == status, answer.content

    asked(lambda: holds(stones[1]), most, warm=lambda: holds(stones[0]))
