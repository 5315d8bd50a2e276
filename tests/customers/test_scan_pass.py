"""A scan identifies at the door, once, and never more than that."""

import datetime as dt
import uuid

import pytest
import time_machine

from customers.actions.book_visit import book_visit
from customers.actions.issue_pass import issue_pass
from customers.actions.revoke_pass import revoke_pass
from customers.actions.scan_pass import scan_pass
from customers.keyed import code_of
from customers.models import Consent, Interaction, Pass, Visit
from customers.selectors.visits import arrivals, welcome
from omni.lib.actors import Actor
from omni.lib.clock import now
from staff.models import Device
from tests.cast import acting
from tests.races import race, rounds

pytestmark = pytest.mark.django_db

SATURDAY = dt.datetime(2026, 11, 28, 3, 15, tzinfo=dt.UTC)  # 2:15 pm in Sydney


@pytest.fixture
def kiosk(sydney) -> Device:
    return Device.objects.create(kind="kiosk", name="Door", store=sydney, token_hash="k" * 64)


@pytest.fixture
def before_the_visit():
    with time_machine.travel("2026-11-26 09:00:00+00:00", tick=False) as clock:
        yield clock


@pytest.fixture
def booking(before_the_visit, priya, sydney, hana, stone):
    return book_visit(
        customer=priya, store=sydney, starts_at=SATURDAY, items=[stone], companion="Tom",
        actor=acting(hana),
    )  # fmt: skip


@pytest.fixture
def token(booking, priya, hana) -> str:
    phone = priya.identities.get(kind="phone")
    return issue_pass(customer=priya, appointment=booking, to=phone, actor=acting(hana))[1]


@pytest.fixture
def on_the_day(token, before_the_visit):
    before_the_visit.move_to(SATURDAY - dt.timedelta(hours=3))


def scan(shown, kiosk, scan_id=None):
    actor = Actor("device", str(kiosk.public_id), kiosk.name)
    return scan_pass(shown=shown, scan=scan_id or uuid.uuid4(), device=kiosk, actor=actor)


@pytest.mark.usefixtures("on_the_day")
def test_a_scanned_link_opens_the_visit(token, kiosk, priya, booking, sydney):
    answer = scan(f"http://127.0.0.1:8000/p/{token}/", kiosk)

    assert answer.outcome == "welcome"
    visit = Visit.objects.get()
    assert (visit.customer, visit.store, visit.appointment) == (priya, sydney, booking)
    booking.refresh_from_db()
    assert booking.state == "arrived"
    assert Interaction.objects.filter(customer=priya, kind="arrived").count() == 1
    assert [v.pk for v in arrivals(sydney)] == [visit.pk]


def test_the_typed_code_does_the_same(token, kiosk):
    code = code_of(token)

    assert scan(f"{code[:2].lower()} - {code[2:]}", kiosk).outcome == "welcome"


def test_the_same_scan_gets_the_same_answer(token, kiosk):
    scan_id = uuid.uuid4()

    first, second = scan(token, kiosk, scan_id), scan(token, kiosk, scan_id)

    assert first.pk == second.pk
    assert Visit.objects.count() == 1


def test_a_second_scan_finds_her_already_in(token, kiosk):
    scan(token, kiosk)

    assert scan(token, kiosk).outcome == "again"
    assert Visit.objects.count() == 1


def test_an_expired_pass_opens_nothing(token, kiosk, before_the_visit):
    before_the_visit.shift(dt.timedelta(days=4))

    assert scan(token, kiosk).outcome == "expired"
    assert Visit.objects.count() == 0


def test_a_revoked_pass_opens_nothing(token, kiosk, ana):
    revoke_pass(card=Pass.objects.get().public_id, actor=acting(ana))

    assert scan(token, kiosk).outcome == "revoked"
    assert Visit.objects.count() == 0


def test_giving_a_pass_again_replaces_the_one_before(token, kiosk, priya, booking, hana):
    phone = priya.identities.get(kind="phone")
    _, newer = issue_pass(customer=priya, appointment=booking, to=phone, actor=acting(hana))

    assert scan(token, kiosk).outcome == "revoked"
    assert scan(newer, kiosk).outcome == "welcome"


@pytest.mark.parametrize("shown", ["", "https://elsewhere.test/p/abc/", "AAAA-AAAA", "x" * 5000])
def test_what_is_not_ours_opens_nothing(shown, kiosk, token):
    assert scan(shown, kiosk).outcome == "unknown"
    assert Visit.objects.count() == 0


def test_who_drops_in_the_day_before_has_still_to_come(token, kiosk, booking):
    visit = scan(token, kiosk).visit

    booking.refresh_from_db()
    assert (visit.appointment, booking.state) == (None, "booked")


@pytest.mark.usefixtures("on_the_day")
def test_names_and_pieces_are_shown_only_with_consent(token, kiosk, priya, stone):
    visit = scan(token, kiosk).visit
    assert (welcome(visit).name, welcome(visit).items) == ("", [])

    Consent.objects.create(
        customer=priya, purpose="greeting", granted=True, wording="Greet me by name",
        source="pass", actor="link:1", at=now(),
    )  # fmt: skip

    assert (welcome(visit).name, welcome(visit).companion) == ("Priya", "Tom")
    assert welcome(visit).items == [stone.pk]


def test_the_secrets_are_kept_as_hashes(token):
    card = Pass.objects.get()

    assert token not in (card.token_hash, card.code_hash)
    assert len(token) >= 22  # 128 bits in base 64


@pytest.mark.django_db(transaction=True)
def test_two_stations_at_once_open_one_visit(token, kiosk):
    for _ in range(rounds()):
        Visit.objects.update(closed_at=now())

        answers = race(lambda _: scan(token, kiosk).outcome, 6)

        assert sorted(answers) == ["again"] * 5 + ["welcome"]
        assert Visit.objects.filter(closed_at=None).count() == 1
