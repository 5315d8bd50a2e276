"""kill -9 of the web process around a purchase: no sale lost, none twice, and nobody charged twice.

The buyer sends her form again, as her browser would; or the sweep comes; or both at once. What she
was told and the provider's own book are the witnesses.
"""

import datetime as dt
import shutil
import threading

import pytest
from django.db.models import F

from inventory.models import Item
from omni.lib.clock import now
from sales.models import Order, Payment
from sales.payments import resolve_due
from tests.faults.books import assert_books_agree, charges
from tests.faults.buyer import Buyer, Journal, Told
from tests.faults.server import PATIENCE, WebServer, wait_until
from tests.races import race, rounds
from tests.stock import a_stone, on_hand

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(1800)]

# Where it dies: what our rows and the provider's book say at that moment.
LEFT_BEHIND = {
    "payment.before_provider=kill": ("asked", "absent"),
    "payment.between_provider_and_confirm=kill": ("asked", "captured"),
    "order.before_commit=kill": ("asked", "captured"),
    "live.after_commit_before_push=kill:2": ("settled", "captured"),
}
HELD = "live.after_commit_before_push=kill"  # by a thread beside the request: anywhere after it
WAYS = ("she asks again", "the sweep comes", "both at once")


@pytest.fixture(scope="module")
def shop(tmp_path_factory, django_db_setup):
    with WebServer(tmp_path_factory.mktemp("shop")) as running:
        yield running


@pytest.fixture
def server(shop, settings):
    settings.JOURNAL_DIR = shop.journals
    yield shop
    shop.disarm()
    shutil.rmtree(shop.journals)


@pytest.mark.parametrize("plan", [*LEFT_BEHIND, HELD])
def test_no_sale_is_lost_or_doubled_when_a_web_worker_is_killed(plan, server, tmp_path):
    for number in range(rounds()):
        stone, buyer, form = a_buyer_at_the_form(server, tmp_path)

        deaths = server.deaths()
        server.arm(plan)
        first = buyer.buy(stone, form)
        wait_until(lambda before=deaths: server.deaths() > before, "the worker's death")
        server.disarm()

        left = Payment.objects.get(basket__0__item=str(stone.public_id))
        if plan != HELD:
            assert (left.state, book(left)) == LEFT_BEHIND[plan]
        ends_well(WAYS[number % 3], stone, buyer, form, first)
        assert Order.objects.filter(lines__item=stone).exists() or left.state != "settled"
        assert_books_agree()


def test_no_sale_is_lost_or_doubled_when_the_whole_web_process_is_killed(server, tmp_path):
    for number in range(rounds()):
        stone, buyer, form = a_buyer_at_the_form(server, tmp_path)
        server.arm("payment.between_provider_and_confirm=sleep:60")
        asking = threading.Thread(target=buyer.buy, args=(stone, form))
        asking.start()
        wait_until(lambda pk=stone.public_id: charged(pk), "the charge")

        server.disarm()
        server.kill()
        asking.join(PATIENCE)

        ends_well(WAYS[number % 3], stone, buyer, form, Told("nothing"))
        assert Order.objects.filter(lines__item=stone).count() == 1
        assert_books_agree()


def a_buyer_at_the_form(server: WebServer, directory) -> tuple[Item, Buyer, dict[str, str]]:
    stone, buyer = a_stone(), Buyer(server.url, Journal(directory / "buyers.journal"))
    assert buyer.look(f"/buy/{stone.sku}/").status_code == 200
    return stone, buyer, buyer.form(stone)


def ends_well(way: str, stone: Item, buyer: Buyer, form: dict[str, str], first: Told) -> None:
    """One order that she hears of, or none and the piece is free for her to try again."""
    if way == "she asks again":
        buyer.buy_for_sure(stone, form)
    elif way == "the sweep comes":
        time_passes()
        resolve_due()
    else:
        time_passes()
        answers = race(lambda n: resolve_due() if n else buyer.buy_for_sure(stone, form), 2)
        assert not [one for one in answers if isinstance(one, Exception)], answers
    time_passes()
    resolve_due()

    last = buyer.buy_for_sure(stone, form)
    payment = Payment.objects.get(basket__0__item=str(stone.public_id))
    orders = list(Order.objects.filter(lines__item=stone))
    told = {said["ref"] for said in buyer.journal.entries() if said["sku"] == stone.sku
            and said["told"] == "order"}  # fmt: skip
    if orders:
        assert [str(order.public_id) for order in orders] == list(told) == [last.ref]
        assert (payment.state, book(payment), on_hand(stone)) == ("settled", "captured", (0, 0))
    else:
        assert (told, first.what, last.what) == (set(), "nothing", "open")
        assert (payment.state, book(payment), on_hand(stone)) == ("abandoned", "cancelled", (1, 0))
        again = buyer.buy_for_sure(stone, buyer.form(stone))
        assert Order.objects.get(lines__item=stone).public_id.hex == again.ref.replace("-", "")


def book(payment: Payment) -> str:
    return charges().get(str(payment.public_id), ("absent", 0, 0))[0]


def charged(item) -> bool:
    payment = Payment.objects.filter(basket__0__item=str(item)).first()
    return payment is not None and book(payment) == "captured"


def time_passes() -> None:
    """Three minutes later, as far as open payments can tell."""
    earlier = dt.timedelta(minutes=3)
    open_ones = Payment.objects.filter(next_look_at__isnull=False)
    open_ones.update(
        created_at=F("created_at") - earlier, asked_at=F("asked_at") - earlier, next_look_at=now()
    )
