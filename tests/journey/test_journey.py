"""The journey that must always work, with six browsers open at once.

Priya finds stones on her phone, asks, is answered, gets a pass, finds her shortlist on her laptop,
is welcomed by name and buys; a stranger's open page turns to "Just sold" by itself.
"""

import pytest

from . import steps
from .camera import film
from .people import IPAD, LAPTOP, PHONE, STATION, expect, launch, sit_down

CAMERA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
A_SECOND = 1000


@pytest.fixture
def seat(shop, playwright):
    """Seats somebody before a browser of her own context; all are closed at the end."""
    browsers = []

    def sit(name, size, *flags, **more):
        if flags or not browsers:
            browsers.append(launch(playwright, *flags))
        browser = browsers[-1] if flags else browsers[0]
        return sit_down(browser, name, shop.url, size, **more)

    yield sit
    for browser in browsers:
        browser.close()


@pytest.mark.alone
@pytest.mark.timeout(900)
def test_the_journey(shop, seat, tmp_path):
    touch = {"has_touch": True, "is_mobile": True}
    phone, laptop = seat("phone", PHONE, **touch), seat("laptop", LAPTOP)
    desk, stranger = seat("desk", LAPTOP), seat("stranger", LAPTOP)
    ipad = seat("ipad", IPAD, has_touch=True)

    # She finds three on her phone and keeps them; a stranger looks at the first one too.
    sku, others = steps.filters_and_opens(phone)
    steps.shortlists(phone, [sku, *others])
    stranger.opens(f"/diamonds/{sku}/")
    stranger.looks("02-stone")

    # The list follows her to another device.
    steps.signs_in(shop, phone)
    steps.says_her_name(phone)
    steps.signs_in(shop, laptop)
    laptop.opens("/shortlist/")
    expect(laptop.page.locator("ul.stones > li")).to_have_count(3)
    laptop.looks("04-shortlist")

    # She asks on the stone's page; Hana answers with everything in front of her, and books her in.
    steps.asks(phone, sku)
    steps.answers(desk, phone)
    steps.books_and_sends_the_pass(desk)
    link = steps.opens_her_pass(shop, phone)
    phone.opens(f"/diamonds/{sku}/")
    expect(stranger.page.locator(".piece-state")).to_contain_text("On hold until")

    # The door reads the code from a film of it, made before the page asks for the camera.
    clip = film(link, tmp_path / "code.y4m")
    station = seat(
        "kiosk", STATION, *CAMERA, f"--use-file-for-fake-video-capture={clip}",
        permissions=["camera"],
    )  # fmt: skip
    steps.enrols(station, "VIP station", "Door")
    steps.waits_on_the_floor(ipad)
    steps.is_welcomed(station)
    expect(ipad.page.locator("#arrivals")).to_contain_text("Priya Nair", timeout=A_SECOND)
    station.looks("07-kiosk-welcome")
    ipad.looks("08-arrival")

    # Marcus has the whole story before hello, and sells.
    steps.greets_and_reads(ipad)
    steps.sells(ipad, sku)

    # Both open pages tell it by themselves.
    for who in (phone, stranger):
        expect(who.page.locator(".piece-state")).to_contain_text("Just sold", timeout=A_SECOND)
        assert who.page.url.endswith(f"/diamonds/{sku}/")
    stranger.looks("10-just-sold")
    phone.looks("10-just-sold-phone")

    told = shop.manage("check_ledger")
    assert told.returncode == 0, told.stdout + told.stderr
