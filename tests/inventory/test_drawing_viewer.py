"""The stone that turns in the browser: the same light as the still picture, and good manners."""

import functools
import json
import os
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from inventory.drawing import Proportions, face_up, mesh_json
from inventory.drawing.shade import cells
from inventory.drawing.solid import solid

ROOT = Path(__file__).parents[2]
ROUND = Proportions("round", 7.38, 7.41, 4.54, 57, 34.5, 40.8, 3.5, 52, 77, "E")
HEART = Proportions("heart", 8.1, 8.0, 4.8, 57, colour="E")
POLICY = "default-src 'self'; object-src 'none'"
PAGE = """<!doctype html><html lang="en"><title>A stone</title><body>
<link rel="stylesheet" href="static/css/tokens.css">
<link rel="stylesheet" href="static/css/stone-viewer.css">
<script type="module" src="static/js/stone-viewer.js"></script>
<stone-viewer src="{mesh}.json" width-mm="7.38" data-caption="7.38 mm across">
<img src="round.svg" width="300" height="300" alt="1.52 carat round, face up">
</stone-viewer>"""


class Pages(SimpleHTTPRequestHandler):
    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    site = tmp_path_factory.mktemp("viewer")
    (site / "static").symlink_to(ROOT / "static")
    (site / "round.svg").write_text(face_up(ROUND))
    (site / "round.json").write_text(mesh_json(ROUND))
    (site / "heart.json").write_text(mesh_json(HEART))
    (site / "heart.html").write_text(PAGE.format(mesh="heart"))
    (site / "index.html").write_text(PAGE.format(mesh="round"))
    (site / "lost.html").write_text(PAGE.format(mesh="lost"))
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Pages, directory=os.fspath(site))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def page(chromium, address):
    context = chromium.new_context(base_url=address, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on(
        "console",
        lambda said: page.complaints.append(said.text) if said.type == "error" else None,
    )
    yield page
    context.close()


def opened(page, path="/index.html"):
    page.goto(path)
    page.wait_for_selector(".stone-canvas")
    page.wait_for_function("() => !document.querySelector('stone-viewer').from")  # face up
    return page.locator("stone-viewer")


TURN = "viewer => JSON.stringify(viewer.turn)"
ELSEWHERE = "before => JSON.stringify(document.querySelector('stone-viewer').turn) !== before"
RESTS = "() => !document.querySelector('stone-viewer').frame"


@pytest.mark.parametrize("stone", [ROUND, HEART], ids=["round", "heart"])
def test_draws_the_same_light_as_the_still_picture(page, stone):
    page.goto("/index.html")

    seen = page.evaluate(
        """async (mesh) => {
            const { patches, prepare, turned } = await import("/static/js/stone-optics.js");
            const stone = turned(prepare(mesh), [1, 0, 0, 0, 1, 0, 0, 0, 1]);
            return patches(stone).map(({ light }) => light);
        }""",
        json.loads(mesh_json(stone)),
    )
    still = [cell.light for cell in cells(solid(stone.quantised()))]

    assert abs(len(seen) - len(still)) <= 4
    means = [sum(sum(light) for light in lights) / len(lights) / 3 for lights in (seen, still)]
    assert means[0] == pytest.approx(means[1], abs=0.02)


def test_takes_the_place_of_the_still_picture_under_a_strict_policy(page):
    viewer = opened(page)

    assert not viewer.locator("img").is_visible()
    assert viewer.locator("canvas.stone-canvas").is_visible()
    assert "arrow keys" in viewer.locator("canvas.stone-canvas").get_attribute("aria-label")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.complaints == []


def test_shows_four_views_and_says_which(page):
    viewer = opened(page)

    for view in ("facets", "side", "size", "face"):
        viewer.locator(f"[data-view={view}]").click()
        pressed = viewer.locator("[aria-pressed=true]")
        assert pressed.get_attribute("data-view") == view

    viewer.locator("[data-view=size]").click()
    assert viewer.get_by_role("slider").is_visible()


def test_turns_by_keyboard_and_by_drag(page):
    viewer = opened(page)
    viewer.locator(".stone-pause").click()
    page.wait_for_function(RESTS)
    first = viewer.evaluate(TURN)

    viewer.locator(".stone-canvas").press("ArrowRight")
    second = viewer.evaluate(TURN)
    page.mouse.move(200, 200)
    page.mouse.down()
    page.mouse.move(240, 220)
    page.mouse.up()

    assert first != second != viewer.evaluate(TURN)


def test_turns_by_itself_until_paused(page):
    viewer = opened(page)
    page.wait_for_function(ELSEWHERE, arg=viewer.evaluate(TURN))

    viewer.get_by_role("button", name="Pause turning").click()
    page.wait_for_function(RESTS)
    still = viewer.evaluate(TURN)
    page.wait_for_timeout(300)

    assert viewer.evaluate(TURN) == still
    assert viewer.get_by_role("button", name="Turn", exact=True).is_visible()


def test_keeps_still_for_people_who_asked_for_less_motion(page):
    page.emulate_media(reduced_motion="reduce")
    viewer = opened(page)
    first = viewer.evaluate(TURN)
    page.wait_for_timeout(400)

    assert viewer.evaluate(TURN) == first == "[1,0,0,0]"


def test_leaves_the_still_picture_when_there_is_no_mesh(page):
    with page.expect_response("**/lost.json") as asked:
        page.goto("/lost.html")
    assert asked.value.status == 404
    page.wait_for_function("() => !document.querySelector('stone-viewer').leaving")

    assert page.locator("stone-viewer img").is_visible()
    assert page.locator(".stone-panel").count() == 0


def test_lets_go_of_everything_when_it_is_taken_off_the_page(page):
    viewer = opened(page)
    handle = viewer.element_handle()

    handle.evaluate("viewer => viewer.remove()")

    assert handle.evaluate("viewer => [viewer.frame, viewer.stone, viewer.leaving]") == [
        0,
        None,
        None,
    ]
    handle.evaluate("viewer => document.body.append(viewer)")
    page.wait_for_selector(".stone-canvas")
    assert page.locator(".stone-panel").count() == 1


def test_a_heart_turns_without_a_complaint_and_its_cleft_stays_open(page):
    """Face up, the spot between the lobes shows what is behind the stone."""
    opened(page, "/heart.html")
    cleft, lobe = page.evaluate(
        """() => {
            const viewer = document.querySelector("stone-viewer");
            viewer.move(false);
            viewer.show("face");
            viewer.move(false);
            viewer.turn = [1, 0, 0, 0];
            const { canvas, stone } = viewer;
            const page = canvas.getContext("2d");
            viewer.draw();
            const marks = page.getImageData(0, 0, canvas.width, canvas.height).data;
            const filled = (x, y) => marks[4 * (Math.round(y) * canvas.width + Math.round(x)) + 3];
            const middle = canvas.width / 2;
            let top = 0;
            while (!filled(middle - canvas.width * 0.16, top)) top += 1;
            return [filled(middle, top + 6), filled(middle - canvas.width * 0.16, top + 6)];
        }"""
    )

    assert cleft == 0
    assert lobe == 255
    assert page.complaints == []
