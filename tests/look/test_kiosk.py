"""The station at every way it may stand: nothing to do is out of sight, no word on the carpet."""

from types import SimpleNamespace

import pytest

WELCOME = """{% extends "omni/kiosk.html" %}{% block kind %} welcome{% endblock %}
{% block main %}<div id="answer">{% include "kiosk/parts/welcome.html" %}</div>{% endblock %}"""
WAYS = [(1180, 820), (1440, 900), (1024, 768), (820, 1180), (390, 844)]
SCANS = {"script_src": "'wasm-unsafe-eval'"}
BOX = """(one) => {
  const box = document.querySelector(one).getBoundingClientRect();
  return [box.top, box.bottom];
}"""


def said(**more):
    host = SimpleNamespace(name="Marcus Okafor", given_name="Marcus")
    visit = SimpleNamespace(public_id="x", taken_by_id=None)
    return {
        "said": SimpleNamespace(name="Priya", companion="Tom", host=host),
        "answer": SimpleNamespace(visit=visit, outcome="welcome"), "pieces": [],
    } | more  # fmt: skip


@pytest.mark.parametrize(("width", "height"), [way for way in WAYS if way[0] > 500])
def test_whatever_can_be_done_is_in_sight(look, width, height):
    look.page.set_viewport_size({"width": width, "height": height})
    page = look.show('{% extends "kiosk/door.html" %}', SCANS, brand={"name": "Tolland"})

    for part in ("h1", "#lens", ".code input", "#typed .btn.soft", ".notice:last-child"):
        top, bottom = page.evaluate(BOX, part)
        assert top >= 0, part
        assert bottom <= height, part


@pytest.mark.parametrize(("width", "height"), WAYS)
def test_the_carpet_lies_below_the_words_to_the_end_of_the_screen(look, width, height):
    look.page.set_viewport_size({"width": width, "height": height})
    page = look.show(WELCOME, brand={"name": "Tolland"}, **said())

    top, bottom = page.evaluate(BOX, ".carpet")
    assert top >= page.evaluate(BOX, ".host")[1]
    assert bottom >= height - 1
    assert page.evaluate(BOX, ".carpet-end")[0] > top
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.querySelector('.carpet').getBoundingClientRect().width") >= width
