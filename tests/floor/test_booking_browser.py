"""Moving and calling off in a browser: hers without scripts, and the floor's on the iPad."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from customers.actions.issue_pass import issue_pass
from customers.models import Appointment
from omni.lib.clock import now
from tests.customers.visits import books, calls_off, held
from tests.floor.conftest import PHONE, looks
from tests.hurry import hurried, later
from tests.stock import TEST, a_stone

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def booking(priya, sydney, perth) -> Appointment:
    """In the afternoon of the day after tomorrow, with a piece that can't be there by then."""
    day = (sydney.local(now()) + dt.timedelta(days=2)).replace(hour=14, minute=15, second=0)
    far = a_stone(at=perth.locations.get())
    perth.locations.update(sends_in_days=9)
    return books(priya, sydney, a_stone(), far, at=day.replace(microsecond=0))


def test_she_moves_it_and_calls_it_off_without_scripts(floor, booking, priya):
    page = floor.browser(PHONE, scripts=False, customer=priya)
    page.goto("/account/")
    page.locator(f'a[href="/visits/{booking.public_id}/"]').click()
    expect(page.get_by_role("heading", name="Your visit")).to_be_visible()

    page.get_by_label("Time", exact=True).fill("11:30")
    page.get_by_role("button", name="Move the visit").click()
    expect(page.get_by_text("Your visit is moved.")).to_be_visible()
    expect(page.get_by_text("11:30 am")).to_be_visible()

    page.get_by_role("link", name="Call it off").click()
    expect(page.get_by_text("Your two pieces are free for others again.")).to_be_visible()
    page.get_by_role("button", name="Call it off").click()
    expect(page.get_by_role("heading", name="This visit is called off")).to_be_visible()
    assert held() == {}


def test_her_pages_at_every_size(floor, booking, priya):
    page = floor.browser(customer=priya)
    address = f"/visits/{booking.public_id}/"
    page.goto("/account/")
    looks(page, "visit-account")
    page.goto(address)
    looks(page, "visit")
    page.get_by_label("Time", exact=True).fill("22:00")
    page.get_by_role("button", name="Move the visit").click()
    expect(page.get_by_text("Sydney isn’t open then.")).to_be_visible()
    looks(page, "visit-refused")
    page.goto(f"{address}call-off/")
    looks(page, "visit-call-off")
    page.get_by_role("button", name="Call it off").click()
    expect(page.get_by_role("heading", name="This visit is called off")).to_be_visible()
    looks(page, "visit-called-off")


def test_her_pass_leads_to_it_and_says_when_it_is_over(floor, booking, priya):
    phone = priya.identities.get(kind="phone")
    token = issue_pass(customer=priya, appointment=booking, to=phone, actor=TEST)[1]
    page = floor.browser(PHONE, customer=priya)
    page.goto(f"/p/{token}/")
    looks(page, "visit-pass")
    page.get_by_role("link", name="Move or call off this visit").click()
    page.get_by_role("link", name="Call it off").click()
    page.get_by_role("button", name="Call it off").click()
    expect(page.get_by_role("heading", name="This visit is called off")).to_be_visible()

    page.goto(f"/p/{token}/")
    expect(page.get_by_role("heading", name="This visit was called off.")).to_be_visible()
    looks(page, "visit-pass-over")


def test_the_floors_pages_at_every_size(floor, booking, priya, marcus, sydney):
    page = floor.browser(user=marcus)
    on = sydney.local(booking.starts_at).date()
    page.goto(f"/floor/sydney/diary/?on={on}")
    looks(page, "booking-diary")
    page.get_by_role("link", name="Move or call off").click()
    expect(page.get_by_role("heading", name="Move it")).to_be_visible()
    looks(page, "booking")
    page.get_by_role("link", name="Call it off").click()
    expect(page.get_by_role("heading", name="Call this visit off?")).to_be_visible()
    looks(page, "booking-call-off")
    page.get_by_role("button", name="Call it off").click()
    expect(page.get_by_text("Called off")).to_be_visible()
    looks(page, "booking-diary-off")


def test_what_is_late_stands_with_who_comes(floor, booking, priya, marcus, sydney):
    soon = now() + dt.timedelta(hours=1)  # whatever the hour, she is next
    Appointment.objects.update(starts_at=soon, ends_at=soon + dt.timedelta(minutes=45))
    page = floor.browser(user=marcus)
    page.goto(f"/floor/sydney/clients/{priya.public_id}/")

    expect(page.get_by_text("Late: 1.52 ct round E VS1.").first).to_be_visible()
    looks(page, "booking-late")


def test_open_pages_hear_that_she_doesnt_come(floor, booking, priya, marcus, sydney):
    soon = now() + dt.timedelta(hours=1)
    Appointment.objects.update(starts_at=soon, ends_at=soon + dt.timedelta(minutes=45))
    booking.refresh_from_db()
    home, diary = hurried(floor.browser(user=marcus)), hurried(floor.browser(user=marcus))
    home.goto("/floor/sydney/")
    diary.goto(f"/floor/sydney/diary/?on={sydney.local(soon).date()}")
    expect(diary.get_by_role("link", name="Move or call off")).to_be_visible()

    calls_off(booking)
    later(home, diary)

    for page in (home, diary):
        expect(page.get_by_text("Called off")).to_be_visible()
        assert page.problems == []
    expect(diary.get_by_role("link", name="Move or call off")).to_have_count(0)
