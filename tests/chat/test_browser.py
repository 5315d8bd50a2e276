"""Two people in two browsers: the customer beside her stone, Hana at the desk."""

import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe, AxeResults
from playwright.sync_api import Page, expect

from chat.actions.join import join
from chat.models import Conversation, Message
from omni.lib.clock import now
from staff.models import Shift, Store
from tests.browsing import cut_off, ready
from tests.cast import acting
from tests.chat.conftest import DESK, IPAD, PHONE
from tests.chat.scenes import a_conversation, approved, asks, replies

pytestmark = pytest.mark.django_db(transaction=True)


def fits(page: Page, still: bool = False) -> None:
    """Nothing overflows, and axe finds nothing."""
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{wide} px too wide at {page.viewport_size}"
    found = axe_meanwhile(page) if still else Axe().run(ready(page))
    assert found.violations_count == 0, found.generate_report()
    assert page.problems == []


def axe_meanwhile(page: Page) -> AxeResults:
    """What axe finds where the clock stands; its own waits go by, a millisecond each."""
    page.evaluate(Axe().axe_script)
    page.evaluate("void axe.run({resultTypes: ['violations']}).then((all) => (window.found = all))")
    for _ in range(900):  # less than what the page itself waits for
        if found := page.evaluate("window.found"):
            return AxeResults(found)
        page.clock.run_for(1)
    raise AssertionError("axe never ended")


def write(page: Page, text: str) -> None:
    page.locator("[data-reply]").fill(text)
    page.locator("[data-reply]").press("Enter")


def test_she_asks_beside_the_stone_and_hana_answers(shop, hana, stone):
    her, desk = shop.browser(), shop.browser(DESK, user=hana)
    her.goto(f"/diamonds/{stone.sku}/")
    her.get_by_role("link", name="Ask about this stone").first.click()
    dock = her.locator(".dock")
    expect(dock.locator(".chat-pin")).to_contain_text(stone.title)
    expect(dock.locator("[data-reply]")).to_be_focused()

    write(her, "Does an E look <b>yellow</b>?")
    expect(dock.locator(".message.me[data-seq='2']")).to_have_text("Does an E look <b>yellow</b>?")
    fits(her)

    desk.goto("/desk/")
    desk.keyboard.press("j")
    desk.keyboard.press("Enter")
    expect(desk.locator(".message.them")).to_have_text("Does an E look <b>yellow</b>?")
    desk.wait_for_load_state()  # its keys listen from then on
    desk.keyboard.press("/")
    expect(desk.locator("[data-reply]")).to_be_focused()
    write(desk, "Set in a ring, no.")
    expect(desk.locator(".message.me")).to_have_text("Set in a ring, no.")
    expect(desk.locator("[data-chat-state]")).to_contain_text("With you")
    fits(desk)

    expect(dock.locator(".message.them")).to_have_text("Set in a ring, no.")
    expect(dock.locator(".chat-joined")).to_contain_text("Hana joined.")
    numbers = dock.locator("[data-seq]").evaluate_all("all => all.map(one => one.dataset.seq)")
    assert numbers == ["1", "2", "3", "4"]


def test_the_desk_reads_by_the_stores_clock_wherever_she_sits(shop, hana, priya, stone):
    conversation = asks(priya, "Hello", stone).conversation
    Message.objects.update(at="2026-11-21T07:00:00Z")
    desk = shop.browser(DESK, zone="Australia/Perth", user=hana)

    desk.goto(f"/desk/{conversation.public_id}/")
    expect(desk.locator(".message-meta time").first).to_have_text("6:00 pm (3:00 pm your time)")

    asks(priya, "Are you there?", stone)  # comes over the line, and is drawn by the script
    last = desk.locator(".message-meta time").last
    expect(desk.locator(".message.them")).to_have_count(2)
    expect(last).to_contain_text("your time)")
    fits(desk)


def test_what_is_written_offline_is_sent_once_when_she_is_back(shop, priya, stone):
    asks(priya, "Hello", stone)
    her = shop.browser(PHONE, customer=priya)
    her.goto("/chat/")
    cut_off(her)
    write(her, "One")
    write(her, "Two")
    expect(her.locator(".chat-pending")).to_have_count(2)
    expect(her.locator(".chat-pending").first).to_contain_text("You’re offline")

    her.context.set_offline(False)

    expect(her.locator(".chat-pending")).to_have_count(0)
    expect(her.locator(".message.me[data-seq]")).to_have_text(["Hello", "One", "Two"])
    said = Message.objects.filter(kind="text").order_by("seq")
    assert list(said.values_list("body", flat=True)) == ["Hello", "One", "Two"]


def test_an_answer_that_got_lost_is_asked_for_again_and_said_once(shop, priya):
    """The message arrived, its acknowledgement didn't: the retry carries the same id."""
    a_conversation(priya, "Hello")
    her = shop.browser(PHONE, customer=priya)
    her.goto("/chat/")
    lost = []

    def lose(route):
        if lost:
            route.continue_()
            return
        lost.append(route.fetch())
        route.abort()

    her.route("**/chat/ask/", lose)
    write(her, "Only once")
    expect(her.locator(".message.me[data-seq]").last).to_have_text("Only once")

    expect(her.locator(".chat-pending")).to_have_count(0)
    assert lost
    assert Message.objects.filter(body="Only once").count() == 1


@pytest.fixture
def refused(shop, priya):
    """Her page, whose clock stands, with a message that the shop couldn't take."""
    a_conversation(priya, "Hello")
    her = shop.browser(PHONE, customer=priya)
    her.clock.install()
    her.goto("/chat/")
    her.clock.pause_at(now() + dt.timedelta(minutes=1))
    her.route("**/chat/ask/", lambda route: route.fulfill(status=503, body="{}"))
    write(her, "Anybody?")
    expect(her.locator(".chat-pending")).to_contain_text("Not sent. Try again")
    return her


def test_a_message_that_the_shop_cannot_take_says_so_and_offers_to_try_again(refused):
    fits(refused, still=True)
    refused.unroute("**/chat/ask/")
    refused.locator(".chat-pending").get_by_role("button", name="Try again").click()

    expect(refused.locator(".message.me[data-seq]").last).to_have_text("Anybody?")
    assert Message.objects.filter(body="Anybody?").count() == 1


def test_a_message_that_the_shop_could_not_take_is_sent_again_by_itself(refused):
    refused.unroute("**/chat/ask/")
    refused.clock.run_for(1000)

    expect(refused.locator(".message.me[data-seq]").last).to_have_text("Anybody?")
    assert Message.objects.filter(body="Anybody?").count() == 1


def test_messages_out_of_order_are_shown_in_order(shop, priya, hana):
    conversation = a_conversation(priya, "One")
    her = shop.browser(PHONE, customer=priya)
    her.goto("/chat/")
    replies(hana, conversation, "Two")
    asks(priya, "Three")
    push = """message => document.querySelector('[data-chat]').dispatchEvent(
        new CustomEvent('live:conversation', {cancelable: true, detail: {
            version: message.seq, message}}))"""
    ahead = {"seq": 4, "kind": "text", "from_customer": True, "body": "Three", "author": "Priya"}
    forged = {"seq": 1, "kind": "text", "from_customer": False, "body": "Forged", "author": "Hana"}

    her.evaluate(push, ahead)
    her.evaluate(push, forged)

    expect(her.locator(".message")).to_have_text(["One", "Two", "Three"])
    assert "Forged" not in her.content()


def test_a_shortcut_writes_the_approved_answer(shop, priya, hana):
    answer = approved(hana, "Can Tom see it?", "We send him a link.", "How sharing works")
    type(answer).objects.update(shortcut="share")
    conversation = a_conversation(priya)
    desk = shop.browser(DESK, user=hana)
    desk.goto(f"/desk/{conversation.public_id}/")

    desk.locator("[data-reply]").press_sequentially("Yes. /share ")

    expect(desk.locator("[data-reply]")).to_have_value("Yes. We send him a link.")


@pytest.mark.parametrize("size", [PHONE, IPAD, DESK])
def test_every_width_holds_it(shop, size, priya, hana, stone):
    for shortcut in ("colour", "visit", "share", "holds", "size"):
        answer = approved(hana, "Something else entirely", "Words.", "An answer with a long title")
        type(answer).objects.filter(pk=answer.pk).update(shortcut=shortcut)
    conversation = a_conversation(priya, "Is it eye clean? " * 12, item=stone)
    replies(hana, conversation, "https://tolland.example/" + "x" * 120)
    her, desk = shop.browser(size, customer=priya), shop.browser(size, user=hana)

    her.goto("/chat/")
    fits(her)
    for path in ("/desk/", f"/desk/{conversation.public_id}/", "/desk/finished/", "/staff/"):
        desk.goto(path)
        fits(desk)
    stranger = shop.browser(size)
    stranger.goto("/staff/sign-in/")
    fits(stranger)


def test_out_of_hours_she_leaves_her_number_for_who_answers(shop, priya, stone):
    Shift.objects.all().delete()
    Store.objects.all().update(is_active=False)
    asks(priya, "Is this one still there?", stone)
    her = shop.browser(PHONE, customer=priya)
    her.goto("/chat/")
    expect(her.locator(".message.auto")).to_contain_text("Checked against our stock just now.")
    fits(her)

    her.get_by_label("Text me at").fill("0412 555 018")
    her.get_by_role("button", name="Text me when you’re back").click()

    expect(her.locator(".message.me[data-seq]").last).to_have_text(
        "Please text me at 0412 555 018."
    )
    expect(her.get_by_label("Text me at")).to_have_count(0)


def test_nobody_is_asked_for_her_number_once_somebody_has_joined(shop, priya, hana):
    Shift.objects.all().delete()
    Store.objects.all().update(is_active=False)
    conversation = a_conversation(priya)
    her = shop.browser(PHONE, customer=priya)
    her.goto("/chat/")
    expect(her.get_by_label("Text me at")).to_be_visible()
    her.get_by_label("Text me at").focus()

    join(conversation=conversation, user=hana, actor=acting(hana))

    expect(her.get_by_label("Text me at")).to_have_count(0)
    expect(her.get_by_label("Your message")).to_be_focused()
    her.reload()
    expect(her.get_by_label("Your message")).to_be_visible()
    expect(her.get_by_label("Text me at")).to_have_count(0)


def test_joining_passing_on_and_finishing_by_their_buttons(shop, priya, hana, marcus):
    conversation = a_conversation(priya)
    desk = shop.browser(DESK, user=hana)
    desk.goto(f"/desk/{conversation.public_id}/")
    desk.get_by_role("button", name="Join").click()
    expect(desk.locator("[data-chat-state]")).to_contain_text("With you")

    desk.get_by_role("button", name="Pass to someone").click()
    desk.get_by_text("Marcus Okafor").click()
    fits(desk)
    desk.get_by_role("button", name="Pass on").click()
    expect(desk.get_by_role("heading", name="With Marcus")).to_be_visible()

    desk.goto(f"/desk/{conversation.public_id}/")
    desk.get_by_role("button", name="Finish").click()
    expect(desk.get_by_role("heading", name="Nobody’s waiting.")).to_be_visible()
    assert Conversation.objects.get().state == "finished"
