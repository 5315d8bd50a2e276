"""Without a connection: our own page, which comes back by itself; nothing of anybody is kept."""

import pytest
from playwright.sync_api import expect

from customers.actions.shortlist import add_to_shortlist
from omni.lib import kept
from omni.storefront.views import offline
from tests.browsing import PATIENCE, cut_off, ready
from tests.cast import a_browser, acting
from tests.hurry import hurried, later
from tests.stock import a_stone

pytestmark = pytest.mark.django_db(transaction=True)

READY = "navigator.serviceWorker.ready.then((known) => known.active.state)"
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      found.push([name, new URL(request.url).pathname, await (await cache.match(request)).text()]);
    }
  }
  return found;
}"""


@pytest.fixture
def page(chromium, live_server):
    """A phone on the running shop; fails when a script threw or broke the content policy."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, base_url=live_server.url)
    wrong, shown = [], context.new_page()
    shown.set_default_timeout(PATIENCE)
    shown.on("pageerror", lambda error: wrong.append(str(error)))
    shown.on("console", lambda said: "Content Security" in said.text and wrong.append(said.text))
    yield shown
    context.close()
    assert wrong == []


@pytest.fixture
def stone(live_server):
    return a_stone(sku="A", price="5000")


def visit(page, where="/diamonds/"):
    """With the worker at work."""
    page.goto(where)
    page.wait_for_function(f"{READY}.then((state) => state === 'activated')")


def test_a_link_leads_to_our_page_and_comes_back_by_itself(page, stone):
    visit(page)
    cut_off(page)

    page.get_by_role("link", name="1.52 ct round").first.click()

    expect(page.get_by_role("heading", name="You’re offline.")).to_be_visible()
    assert ready(page).url.endswith("/diamonds/A/")
    drawn = page.evaluate(
        "getComputedStyle(document.querySelector('.btn.primary')).backgroundColor"
    )
    assert drawn not in ("rgba(0, 0, 0, 0)", "rgb(239, 239, 239)"), "in our own design"
    assert "$5,000" not in page.content()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    page.context.set_offline(False)
    expect(page.get_by_text("$5,000").first).to_be_visible()


def test_it_can_be_tried_again_by_hand(page, stone):
    visit(page)
    cut_off(page)
    page.goto("/stores/")

    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", name="You’re offline.")).to_be_visible()

    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="You’re offline.")).to_have_count(0)
    assert page.url.endswith("/stores/")


def test_a_shop_that_can_t_be_reached_is_asked_again_and_again(page, stone):
    visit(page)
    hurried(page)
    cut_off(page)
    page.goto("/diamonds/A/")
    page.evaluate("Object.defineProperty(navigator, 'onLine', { get: () => true })")
    page.context.set_offline(False)

    later(page)

    expect(page.get_by_text("$5,000").first).to_be_visible()


def test_other_faces_and_what_is_sent_are_left_to_the_browser(page, stone):
    visit(page)
    cut_off(page)

    for face in ("/floor/", "/desk/", "/kiosk/", "/admin/", "/staff/sign-in/"):
        with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
            page.goto(face)


def test_nothing_of_anybody_and_no_stock_is_kept(page, stone, priya):
    add_to_shortlist(customer=priya, item=stone, actor=acting(priya))
    cookies = a_browser(priya).cookies
    page.context.add_cookies(
        [
            {"name": name, "value": cookie.value, "domain": "localhost", "path": "/"}
            for name, cookie in cookies.items()
        ]
    )
    visit(page, "/shortlist/")
    expect(page.get_by_text("1.52 ct round").first).to_be_visible()
    visit(page, "/diamonds/A/")
    visit(page, "/account/")

    kept_here = page.evaluate(KEPT)

    paths = [path for _name, path, _text in kept_here]
    assert "/offline/" in paths
    assert [p for p in paths if not p.startswith(("/static/", "/accent/", "/offline/"))] == []
    told = "".join(text for _name, path, text in kept_here if path == "/offline/")
    for word in ("Priya", "1.52", "$", "csrf", "shortlist-count"):
        assert word not in told
    assert 'content=""' not in told


def test_a_new_release_takes_the_place_of_the_old(page, stone, monkeypatch, tmp_path):
    visit(page)
    before = {name for name, _path, _text in page.evaluate(KEPT)}
    assert len(before) == 1

    newer = tmp_path / "worker.js"
    newer.write_text(offline.SOURCE.read_text() + "\n// newer\n")
    monkeypatch.setattr(offline, "SOURCE", newer)
    kept.forget()
    page.goto("/stores/")

    page.wait_for_function(
        "before => caches.keys().then((names) => names.length === 1 && names[0] !== before)",
        arg=before.pop(),
    )
    cut_off(page)
    page.goto("/diamonds/A/")
    expect(page.get_by_role("heading", name="You’re offline.")).to_be_visible()


def test_the_page_is_the_same_for_all(stone, priya):
    theirs, hers = a_browser().get("/offline/"), a_browser(priya).get("/offline/")

    assert theirs.content == hers.content
    assert "csrf" not in hers.cookies, "it has no form"
    script = a_browser().get("/worker.js")
    assert script["Content-Type"].startswith("text/javascript")
    assert "no-cache" in script["Cache-Control"]
