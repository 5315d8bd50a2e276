"""The system sheet and the pages that say no: there, readable, in our tone, at every width."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string

from omni.storefront.views.system import drawn_icons

WIDTHS = [(390, 844), (820, 1180), (1180, 820), (1440, 900)]
SYSTEM = '{% extends "omni/system.html" %}'
ERRORS = ["400.html", "403.html", "403_csrf.html", "404.html", "405.html", "429.html", "500.html"]


@pytest.mark.django_db
def test_the_demo_shop_shows_the_sheet(client):
    response = client.get("/system/")

    assert response.status_code == 200
    assert "Every state a component can be in" in response.content.decode()
    assert "unsafe-inline" not in response.headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_a_real_shop_does_not(client, settings):
    settings.DEMO = False

    assert client.get("/system/").status_code == 404


@pytest.mark.django_db
def test_an_unknown_address_is_answered_in_our_tone(client):
    response = client.get("/no-such-page/")

    assert response.status_code == 404
    assert "We can’t find that page." in response.content.decode()


@pytest.mark.parametrize("name", ERRORS)
def test_pages_that_say_no_need_no_context(name):
    text = render_to_string(name)

    assert text.count("<h1>") == 1
    assert "Oops" not in text


@pytest.mark.parametrize(("width", "height"), WIDTHS)
@pytest.mark.parametrize("name", ERRORS)
def test_they_fit_every_width(look, name, width, height):
    look.page.set_viewport_size({"width": width, "height": height})
    page = look.show(f'{{% extends "{name}" %}}')

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "height"), WIDTHS)
def test_the_sheet_fits_every_width(look, width, height):
    look.page.set_viewport_size({"width": width, "height": height})
    page = look.show(SYSTEM, icons=drawn_icons())

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_on_the_sheet(look, width):
    look.page.set_viewport_size({"width": width, "height": 900})
    page = look.show(SYSTEM, icons=drawn_icons(), brand={"name": "Tolland"})

    found = Axe().run(page)

    violations = found.response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in violations] == []


@pytest.mark.parametrize("name", ERRORS)
def test_axe_finds_nothing_on_pages_that_say_no(look, name):
    page = look.show("{% include name %}", name=name)

    assert [v["id"] for v in Axe().run(page).response["violations"]] == []


def test_the_chains_accent_reaches_the_shop_and_not_the_staffs_themes(look):
    page = look.show(SYSTEM, brand={"name": "Tolland", "accent": "#5A2D82"})
    sheet = page.locator('link[href*="accent"]').get_attribute("href")

    assert sheet == "/accent/5a2d82.css"


def test_an_accent_is_a_colour_and_nothing_else(client):
    response = client.get("/accent/5a2d82.css")

    assert ":root:not([data-theme])" in response.text
    assert "--accent: #5a2d82;" in response.text
    assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("colour", ["red", "5a2d8", "5a2d82}", "5A2D82"])
def test_no_other_text_gets_into_the_stylesheet(client, colour):
    assert client.get(f"/accent/{colour}.css").status_code == 404
