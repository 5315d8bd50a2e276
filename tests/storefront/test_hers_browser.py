"""News that is the same for everybody leaves her own badge hers, for as long as it is."""

import datetime as dt
import uuid

import pytest
from playwright.sync_api import expect

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.release import release_claims
from inventory.models import Claim, Item
from omni.lib.clock import now
from tests.browsing import cut_off
from tests.cast import a_browser
from tests.stock import TEST, a_stone

pytestmark = pytest.mark.django_db(transaction=True)

# As live.js tells a page what was pushed, and applies it when no module does.
PUSHED = """() => {
  const badge = document.querySelector('[data-live^="stock:"]');
  const version = Number(badge.dataset.version) + 1;
  const detail = { version, kind: "hold", html: "<span>On hold</span>" };
  const news = new CustomEvent("live:stock", { bubbles: true, cancelable: true, detail });
  if (badge.dispatchEvent(news)) badge.innerHTML = detail.html;
}"""


# As live.js notes it afterwards.
SEEN = """document.querySelector('.piece [data-live^="stock:"]').dataset.version = 99"""


@pytest.fixture
def piece(live_server, sydney) -> Item:
    return a_stone(sku="TD-1", at=sydney.locations.get())


@pytest.fixture
def page(chromium, live_server, piece, priya):
    """Hers, with the piece reserved for her."""
    hers = a_browser(priya)
    sent = {"store": "sydney", "client_key": str(uuid.uuid4())}
    hers.post("/diamonds/TD-1/reserve/", sent)
    context = chromium.new_context(viewport={"width": 390, "height": 844}, base_url=live_server.url)
    context.add_cookies(
        [{"name": n, "value": c.value, "url": live_server.url} for n, c in hers.cookies.items()]
    )
    wrong, shown = [], context.new_page()
    shown.on("pageerror", lambda error: wrong.append(str(error)))
    yield shown
    context.close()
    assert wrong == []


@pytest.mark.parametrize("where", ["/diamonds/TD-1/", "/diamonds/", "/chat/?about=TD-1"])
def test_it_stays_hers_until_it_is_no_longer(page, piece, where):
    page.goto(where, wait_until="networkidle")
    badge = page.locator('[data-live^="stock:"]').first
    expect(badge).to_contain_text("Reserved for you until")

    Item.objects.filter(pk=piece.pk).update(availability_version=50)
    page.evaluate(PUSHED)

    expect(badge).to_have_attribute("data-version", "50")
    expect(badge).to_contain_text("Reserved for you until")

    release_claims(claims=[Claim.objects.get().public_id], why="test", actor=TEST)
    page.evaluate(PUSHED)

    expect(badge).to_contain_text("In store: Sydney")
    expect(page.locator("[data-hers], .yours")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1180])
def test_what_can_be_done_comes_back_with_the_end_of_her_hold(page, width):
    page.set_viewport_size({"width": width, "height": 820})
    page.goto("/diamonds/TD-1/", wait_until="networkidle")
    reserve = page.locator(f"{'.stick' if width == 390 else '.piece-actions'} .primary")
    expect(reserve).to_have_count(0)

    release_claims(claims=[Claim.objects.get().public_id], why="test", actor=TEST)
    page.evaluate(PUSHED)

    expect(reserve).to_be_visible()
    expect(page.get_by_role("link", name="Buy now")).to_be_visible()
    expect(page.locator(".piece")).to_have_attribute("data-kind", "go")
    reserve.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Reserve")


def kept_for(holder: str, piece: Item) -> None:
    claim_stock(
        lines=[ClaimLine(piece.pk)], purpose=Claim.Purpose.CHAT, holder=holder,
        expires_at=now() + dt.timedelta(hours=2), actor=TEST,
    )  # fmt: skip


@pytest.fixture
def looking(page):
    """At a free piece, of which she lets go before."""
    release_claims(claims=[Claim.objects.get().public_id], why="test", actor=TEST)
    page.goto("/diamonds/TD-1/", wait_until="networkidle")
    return page


def test_what_staff_keep_for_her_while_she_looks_turns_hers(looking, piece, priya):
    kept_for(f"customer:{priya.public_id}", piece)
    looking.evaluate(PUSHED)

    expect(looking.locator(".piece-state")).to_contain_text("Reserved for you until")
    expect(looking.locator(".yours")).to_be_visible()
    expect(looking.get_by_role("link", name="Tell me when it’s free")).to_have_count(0)
    expect(looking.locator(".stick")).to_have_count(0)


def test_without_the_connection_it_will_ask_again(looking, piece, priya):
    badge = looking.locator('.piece [data-live^="stock:"]')
    before = badge.get_attribute("data-version")
    kept_for(f"customer:{priya.public_id}", piece)
    looking.context.set_offline(True)
    looking.evaluate(f"({PUSHED})(); {SEEN}")
    expect(badge).to_have_attribute("data-version", before)  # so the heartbeat offers it again

    looking.context.set_offline(False)
    looking.evaluate(PUSHED)

    expect(badge).to_contain_text("Reserved for you until")


def test_whoever_signed_out_meanwhile_asks_once(looking, piece):
    badge = looking.locator('.piece [data-live^="stock:"]')
    looking.context.clear_cookies()
    with looking.expect_response("**/hers/**") as answer:
        looking.evaluate(f"({PUSHED})(); {SEEN}")
    assert answer.value.status == 404
    looking.evaluate("fetch('/stores/').then(() => true)")  # by now that answer has been read

    expect(badge).to_have_text("On hold")
    assert badge.get_attribute("data-version") == "99"  # not put back, so nothing asks again


def test_what_is_kept_for_another_reads_as_for_everybody(looking, piece):
    kept_for("customer:another", piece)
    with looking.expect_response("**/hers/**") as answer:
        looking.evaluate(PUSHED)

    assert not answer.value.json()["hers"]
    expect(looking.locator('.piece [data-live^="stock:"]')).to_have_text("On hold")
    expect(looking.get_by_role("link", name="Tell me when it’s free")).to_be_visible()


def test_without_the_connection_it_stays_as_it_was(page, piece):
    page.goto("/diamonds/TD-1/", wait_until="networkidle")
    badge = page.locator('[data-live^="stock:"]').first
    before = badge.get_attribute("data-version")
    cut_off(page)

    page.evaluate(PUSHED)
    page.wait_for_timeout(300)

    expect(badge).to_contain_text("Reserved for you until")
    assert badge.get_attribute("data-version") == before
