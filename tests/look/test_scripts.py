"""What the small scripts promise, in a real browser and under our CSP."""

import re

import pytest

PAGE = """{% extends "omni/base.html" %}{% load look static %}
{% block css %}{% styles "dialog" "range" %}{% endblock %}
{% block js %}<script src="{% static 'js/range.js' %}" type="module"></script>{% endblock %}
{% block main %}<h1>Try</h1>BODY{% endblock %}"""
RESERVE = """<form hx-post="/reserve" hx-target="#said" data-key>
<input type="hidden" name="client_key" value="">
<button class="btn primary" data-busy="Reserving">Reserve this stone</button></form>
<p id="said"></p>"""
KEY = re.compile(r"client_key=([0-9a-f-]{36})")


def body(look, number: int) -> str:
    return look.asked[number].post_data


def page_with(look, inside: str, **context):
    return look.show(PAGE.replace("BODY", inside), **context)


def test_htmx_sends_the_csrf_token(look):
    look.answers["/reserve"] = (200, "Reserved", {})
    page = page_with(look, RESERVE, csrf_token="secret-of-this-page")

    page.click("button")
    page.wait_for_function("() => document.querySelector('#said').textContent === 'Reserved'")

    assert look.asked[0].headers["x-csrftoken"] == "secret-of-this-page"


def test_a_form_gets_a_fresh_key_after_each_answer(look):
    look.answers["/reserve"] = (200, "Reserved", {})
    page = page_with(look, RESERVE)

    for count in (1, 2):
        with page.expect_response("**/reserve"):
            page.click("button")
        page.wait_for_selector("button:not([aria-busy])")
        assert len(look.asked) == count

    keys = [KEY.search(body(look, n)).group(1) for n in (0, 1)]
    assert keys[0] != keys[1]


@pytest.mark.parametrize("status", [0, 502])
def test_a_form_keeps_its_key_while_the_answer_is_unknown(look, status):
    look.answers["/reserve"] = (status, "", {})
    page = page_with(look, RESERVE)

    for _ in range(2):
        with page.expect_event("requestfinished" if status else "requestfailed"):
            page.click("button")
        page.wait_for_selector("button:not([aria-busy])")

    assert len(look.asked) == 2
    assert KEY.search(body(look, 0)).group(1) == KEY.search(body(look, 1)).group(1)


def test_a_busy_button_says_what_it_does_and_keeps_its_width(look):
    page = page_with(look, RESERVE)
    before = page.locator("button").bounding_box()["width"]

    state = page.evaluate(
        """() => new Promise((done) => {
          document.addEventListener("htmx:beforeSend", () => {
            const button = document.querySelector("button");
            done([button.textContent, button.getAttribute("aria-busy"), button.offsetWidth]);
          });
          document.querySelector("button").click();
        })"""
    )

    assert state[:2] == ["Reserving", "true"]
    assert state[2] >= int(before)
    page.wait_for_function(
        "() => document.querySelector('button').textContent === 'Reserve this stone'"
    )


def test_a_refusal_with_its_reason_is_shown(look):
    look.answers["/reserve"] = (409, "Somebody reserved it a moment before you.", {})
    page = page_with(look, RESERVE)

    page.click("button")

    page.wait_for_function(
        "() => document.querySelector('#said').textContent.startsWith('Somebody')"
    )


def test_what_the_server_says_in_passing_is_said_as_text(look):
    news = '{"toast": "<b>Added</b> to your shortlist."}'
    look.answers["/reserve"] = (200, "", {"HX-Trigger": news})
    page = page_with(look, RESERVE)

    page.click("button")

    assert page.locator(".toast").text_content() == "<b>Added</b> to your shortlist."


def test_offline_is_said_and_what_needs_the_shop_waits(look):
    page = page_with(look, RESERVE.replace("data-key>", "data-key data-needs-online>"))
    page.wait_for_load_state("networkidle")

    page.context.set_offline(True)
    page.wait_for_selector("#offline:visible")
    page.click("button", force=True)

    assert page.get_attribute("button", "aria-disabled") == "true"
    assert look.asked == []
    page.context.set_offline(False)
    page.wait_for_selector("#offline", state="hidden")
    assert page.get_attribute("button", "aria-disabled") is None


def test_the_rail_says_how_fresh_the_screen_is(look):
    page = page_with(look, '{% include "omni/parts/rail.html" %}')
    page.wait_for_load_state("networkidle")
    said = []

    for state in ("polling", "off", "on"):
        page.evaluate(
            """(state) => document.dispatchEvent(
              new CustomEvent("live:state", { detail: { state } }))""",
            state,
        )
        said.append(page.inner_text("#live-state"))

    assert said == ["Slow", "Offline", "Live"]


def test_a_sheet_gives_the_focus_back(look):
    page = page_with(
        look,
        '<button id="opener" data-opens="s">Filters</button><dialog class="sheet" id="s" '
        'aria-label="Filters"><button data-closes>Close</button></dialog>',
    )

    page.click("#opener")
    assert page.locator("#s").evaluate("d => d.matches(':modal')")
    page.keyboard.press("Escape")

    assert not page.locator("#s").evaluate("d => d.open")
    assert page.evaluate("document.activeElement.id") == "opener"


RANGE = """<form><div class="range" data-range data-curve="log"><div class="range-ends">
<label class="range-end"><span class="vh">Carat from</span><input type="number" name="from"
min="0.2" max="5" step="0.01" value=""></label>
<label class="range-end"><span class="vh">Carat to</span><input type="number" name="to"
min="0.2" max="5" step="0.01" value="2"></label></div></div></form>"""


def test_a_slider_moves_its_number_and_never_past_the_other(look):
    page = page_with(look, RANGE)
    page.evaluate(
        """() => { window.changes = [];
          addEventListener("change", (e) => window.changes.push(e.target.name)); }"""
    )

    page.get_by_label("Carat from").locator("visible=true").first.wait_for()
    page.locator(".range-slider input").first.focus()
    page.keyboard.press("End")

    assert page.input_value('[name="from"]') == "2"
    assert page.evaluate("window.changes") == ["from"]


def test_a_number_moves_its_thumb(look):
    page = page_with(look, RANGE)
    thumb = page.locator(".range-slider input").nth(1)

    page.fill('[name="to"]', "5")

    assert thumb.input_value() == "1000"
    assert thumb.get_attribute("aria-valuetext") == "5"


def test_thumbs_are_a_finger_wide(look):
    page = page_with(look, RANGE)

    assert page.locator(".range-slider").bounding_box()["height"] >= 44


def test_a_stores_time_stays_and_the_viewers_is_added(look, chromium):
    context = chromium.new_context(timezone_id="Australia/Perth", locale="en-AU")
    page = context.new_page()
    page.goto("about:blank")
    source = '<time datetime="2026-11-21T07:00:00Z" data-local="time" data-zone="{}">6 pm</time>'
    page.set_content(source.format("Australia/Sydney") + source.format("Australia/Perth"))
    page.add_script_tag(path="static/js/local-time.js", type="module")

    page.wait_for_function("() => document.querySelector('time').textContent.includes('your time')")
    said = [re.sub(r"\s", " ", t) for t in page.locator("time").all_text_contents()]

    assert said == ["6:00 pm (3:00 pm your time)", "3:00 pm"]
    context.close()
