"""A store called its transfer off: where she comes, staff ask again for what is kept for her."""

import datetime as dt
import uuid

import pytest

from customers.actions.reserve import reserve
from customers.models import Appointment, Interaction
from inventory.actions.cancel_transfer import cancel_transfer
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.models import Claim, Transfer
from omni.lib.clock import now
from tests.cast import a_browser, acting
from tests.inventory.moves import packed
from tests.stock import TEST

pytestmark = pytest.mark.django_db
PATH = "/floor/melbourne/bring-held/"


@pytest.fixture
def kept(priya, stone, sydney, melbourne) -> Claim:
    """She reserved it for Melbourne, and Sydney doesn't send it."""
    claim = reserve(
        customer=priya, item=stone, store=melbourne, name="", mobile="", key=uuid.uuid4(),
        actor=acting(priya),
    )  # fmt: skip
    cancel_transfer(transfer=Transfer.objects.get(), why="its clasp is broken", actor=TEST)
    return claim


def ask(user, held, path: str = PATH, **form):
    form = {"claim": str(held.public_id), "client_key": str(uuid.uuid4())} | form
    return a_browser(user=user).post(path, form)


def look_up(user, store: str, stone) -> str:
    return a_browser(user=user).get(f"/floor/{store}/stock/?q={stone.sku}").content.decode()


def test_it_is_asked_for_with_her_hold(kept, stone, priya, lucia, melbourne):
    assert PATH in look_up(lucia, "melbourne", stone)
    Claim.objects.filter(pk=kept.pk).update(expires_at=now() + dt.timedelta(hours=1))

    answer = ask(lucia, kept)

    transfer = Transfer.objects.get(state="requested")
    assert answer["Location"] == f"/floor/melbourne/transfers/{transfer.public_id}/"
    assert (transfer.lines.get().claim, transfer.due_on is None) == (kept, False)
    kept.refresh_from_db()
    assert kept.is_live
    assert kept.expires_at.astimezone(melbourne.tz).date() >= transfer.due_on
    assert PATH not in look_up(lucia, "melbourne", stone)
    said = [entry.facts["text"] for entry in Interaction.objects.filter(kind="noted")]
    assert f"{stone.sku} is asked for again, to {melbourne.name}" in said


def test_the_same_press_asks_once_and_another_is_told(kept, lucia):
    key = str(uuid.uuid4())
    assert [ask(lucia, kept, client_key=key).status_code for _ in range(2)] == [302, 302]

    refused = ask(lucia, kept)

    assert refused.status_code == 403
    assert Transfer.objects.filter(state="requested").count() == 1


def test_only_where_she_comes(kept, stone, perth, marcus, hana, ana, lucia):
    assert "bring-held" not in look_up(marcus, "sydney", stone)
    assert ask(marcus, kept, "/floor/sydney/bring-held/").status_code == 403
    assert ask(marcus, kept).status_code == 404

    assert not Transfer.objects.filter(state="requested").exists()


def test_where_she_is_booked_it_is_asked_for_though_it_never_was(
    priya, stone, sydney, melbourne, lucia
):
    at = now() + dt.timedelta(days=1)
    booking = Appointment.objects.create(
        customer=priya, store=melbourne, starts_at=at, ends_at=at + dt.timedelta(hours=1),
        booked_by="test",
    )  # fmt: skip
    (claim,) = claim_stock(
        lines=[ClaimLine(stone.pk)], purpose="appointment", expires_at=booking.ends_at,
        holder=f"appointment:{booking.public_id}", actor=TEST,
    )  # fmt: skip
    assert PATH in look_up(lucia, "melbourne", stone)

    assert ask(lucia, claim).status_code == 302

    assert Transfer.objects.get().lines.get().claim == claim
    claim.refresh_from_db()
    assert claim.expires_at == booking.ends_at


def test_what_is_packed_or_a_basket_isnt_asked_for(priya, stone, sydney, melbourne, kept, lucia):
    ask(lucia, kept)
    packed(Transfer.objects.get(state="requested"))
    assert ask(lucia, kept).status_code == 403

    Transfer.objects.update(state="cancelled")
    Claim.objects.update(purpose="basket")
    assert ask(lucia, kept).status_code == 403
    assert ask(lucia, kept, claim="nonsense").status_code == 404
