"""What each person does, in the words of the page."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Page

from .people import LAPTOP, Person, expect, sit_down
from .shop import Shop

MOBILE, SPOKEN, NAME = "+61491570006", "0491 570 006", "Priya Nair"
WANTED = "/diamonds/?shape=round&carat_min=1&carat_max=1.5&place=sydney"
# One entry of each kind that the journey leaves before she is in the store.
STORY = (
    "Arrived",
    "Looked at",
    "Searched",
    "shortlist",
    "Asked us",
    "Signed in",
    "Booked",
    "pass",
)
STAFF = {
    "Hana": ("hana@tolland.example", "hana-at-tolland-demo"),
    "Marcus": ("marcus@tolland.example", "marcus-at-tolland-demo"),
    "Ana": ("ana@tolland.example", "ana-at-tolland-demo"),
}


def filters_and_opens(priya: Person) -> tuple[str, list[str]]:
    """Rounds of 1.0 to 1.5 ct in Sydney; the first one's page. Answers its SKU and two others'."""
    page = priya.opens(WANTED)
    page.get_by_role("link", name=re.compile("^Filters")).click()
    sheet = page.get_by_role("form", name="Filters")
    # One after the other: who is faster than the shop makes htmx tell the console what it let go.
    for colour, address in (("F", "colour=F(&|$)"), ("G", "colour=F(,|%2C)G")):
        sheet.get_by_label(colour, exact=True).check()
        expect(page).to_have_url(re.compile(address))
    priya.looks("01-filter-phone")
    page.get_by_role("button", name=re.compile("^Show")).click()
    cards = page.locator("ul.stones h3 a")
    expect(page.locator("#count")).to_contain_text("match")
    priya.looks("01-search-phone")
    skus = [link.get_attribute("href").split("/")[2] for link in cards.all()[:3]]
    cards.first.click()
    expect(page.locator("h1")).to_contain_text("carat round")
    page.wait_for_timeout(1500)
    priya.looks("02-stone-phone")
    return skus[0], skus[1:]


def shortlists(priya: Person, skus: list[str]) -> None:
    for sku in skus:
        page = priya.opens(f"/diamonds/{sku}/")
        piece = page.locator("article.piece")
        piece.get_by_role("button", name="Shortlist", exact=True).click()
        expect(piece.get_by_role("button", name="On your shortlist")).to_be_visible()
    page = priya.opens("/shortlist/")
    expect(page.locator("ul.stones > li")).to_have_count(len(skus))
    priya.looks("03-shortlist-phone")


def code_for(shop: Shop, browser: Browser) -> str:
    """The newest six digits on Priya's telephone, once they are there: not those of before."""
    fresh = rf"\b(?!{'|'.join(shop.codes) or 'none'})\d{{6}}\b"
    shop.codes.append(re.findall(fresh, texts(shop, browser, fresh))[-1])
    return shop.codes[-1]


def texts(shop: Shop, browser: Browser, until: str) -> str:
    """What Priya's telephone shows, newest last, once its newest message has `until`."""
    reader = sit_down(browser, "handset", shop.url, LAPTOP)
    page = reader.opens(f"/demo/handset/?to={MOBILE.replace('+', '%2B')}")
    bubbles = page.locator(".handset-phone .message")
    expect(bubbles.last).to_contain_text(re.compile(until))
    said = "\n".join(bubbles.all_inner_texts())
    reader.looks("06-handset")
    page.context.close()
    return said


def signs_in(shop: Shop, who: Person) -> None:
    page = who.opens("/sign-in/?next=/account/")
    page.get_by_label(re.compile("mobile|e-mail", re.IGNORECASE)).fill(SPOKEN)
    page.get_by_role("button", name="Send me a code").click()
    page.wait_for_url(re.compile("/sign-in/.+"))
    page.get_by_label(re.compile("code|digits", re.IGNORECASE)).fill(
        code_for(shop, who.page.context.browser)
    )
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile("/account/"))


def says_her_name(priya: Person) -> None:
    page = priya.opens("/account/")
    page.locator("input[name=name]").fill(NAME)
    page.get_by_role("button", name=re.compile("save|keep", re.IGNORECASE)).first.click()
    expect(page.locator("main")).to_contain_text("Priya")
    priya.looks("04-account-phone")


def asks(priya: Person, sku: str) -> None:
    page = priya.opens(f"/diamonds/{sku}/")
    page.get_by_role("link", name="Ask about this stone").first.click()
    chat = page.locator("[data-chat]")
    chat.get_by_label("Your message").fill("Can I see this one beside a slightly smaller one?")
    chat.get_by_role("button", name="Send").click()
    expect(chat.locator(".message.me[data-seq]")).to_have_count(1)
    priya.looks("05-chat-phone")


def staff_signs_in(who: Person, name: str, path: str) -> Page:
    page = who.opens(path)
    email, password = STAFF[name]
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{path}**")
    return page


def answers(hana: Person, priya: Person) -> None:
    """Hana opens what waits, joins and replies; Priya's open page shows it by itself."""
    page = staff_signs_in(hana, "Hana", "/desk/")
    page.get_by_role("link", name=re.compile("Priya")).first.click()
    expect(page.locator("#conversation")).to_contain_text("slightly smaller one")
    page.get_by_role("button", name="Join").click()
    reply = page.get_by_label(re.compile("^Reply to"))
    reply.fill("Of course. Shall we put both out for you in Sydney?")
    reply.press("Enter")
    expect(page.locator("#conversation .message.me")).to_have_count(1)
    expect(priya.page.locator("[data-chat] .message.them").last).to_contain_text("put both out")
    hana.looks("05-desk")


def books_and_sends_the_pass(hana: Person) -> None:
    """A time the store keeps open, the pieces held, the pass by SMS; all beside the talk."""
    page = hana.page
    page.get_by_text("Book a visit", exact=True).click()
    form = page.locator("#visit form.visit-form")
    form.locator("[name=store]").select_option("sydney")
    form.locator("input[name=on]").fill(f"{day_of_visit():%Y-%m-%d}")
    form.locator("[name=at]").fill("14:15")
    form.locator("input[name=companion]").fill("Tom")
    form.locator("[name=note]").fill("Please don’t say prices in front of Tom.")
    form.get_by_role("button", name="Book it and hold the pieces").click()
    expect(page.locator("#visit")).to_contain_text("2:15 pm")
    page.get_by_role("button", name=re.compile("^Text it to the number ending")).click()
    expect(page.locator("#visit .pass")).to_contain_text("Good until")
    hana.looks("06-desk-pass")


def day_of_visit() -> dt.date:
    """Today while 2:15 pm is still ahead in Sydney, else the next working day."""
    now = dt.datetime.now(ZoneInfo("Australia/Sydney"))
    if now.time() < dt.time(14, 5):
        return now.date()
    day = now.date() + dt.timedelta(days=1)
    while day.weekday() > 4:
        day += dt.timedelta(days=1)
    return day


def opens_her_pass(shop: Shop, priya: Person) -> str:
    """From the text to the page; she lets the door say her name. Answers the pass's link."""
    said = texts(shop, priya.page.context.browser, r"/p/[\w-]+/")
    link = re.findall(r"http\S+/p/[\w-]+/", said)[-1]
    page = priya.opens(link)
    page.get_by_role("button", name="Yes, greet me by name").click()
    expect(page.get_by_role("button", name="Please don’t say my name")).to_be_visible()
    priya.looks("06-pass-phone")
    return link


def enrols(ana: Person, kind: str, name: str) -> None:
    """Ana makes the browser in her hands a device of Sydney, and signs out again."""
    page = staff_signs_in(ana, "Ana", "/floor/devices/")
    page.get_by_role("group").get_by_text(kind, exact=True).click()
    page.get_by_label(re.compile("name", re.IGNORECASE)).first.fill(name)
    page.get_by_role("button", name="Enrol it").click()
    expect(page.locator("main")).to_contain_text(f"This browser is “{name}”")
    page.get_by_role("button", name="Sign out here").click()
    page.wait_for_url(re.compile("/staff/"))


def waits_on_the_floor(marcus: Person) -> Page:
    page = staff_signs_in(marcus, "Marcus", "/floor/")
    expect(page.locator("#arrivals")).to_contain_text("0 here")
    page.get_by_role("button", name="Turn sound on").click()
    expect(page.get_by_role("button", name="Sound is on")).to_be_visible()
    return page


def is_welcomed(station: Person) -> None:
    """The camera reads the code, and the screen says her name."""
    page = station.opens("/kiosk/")
    expect(page.locator("h1", has_text="Welcome, Priya.")).to_be_visible()


def greets_and_reads(marcus: Person) -> None:
    """Her whole story, before hello."""
    page = marcus.page
    page.get_by_role("button", name="I’m on my way").click()
    expect(page.locator("#person")).to_contain_text("Priya Nair")
    story = page.locator("#person")
    for words in STORY:
        expect(story).to_contain_text(words)
    marcus.looks("08-floor")


def sells(marcus: Person, sku: str) -> None:
    page = marcus.page
    page.get_by_role("button", name="Take payment").click()
    page.get_by_label("Number on the terminal’s slip").fill(f"SLIP-{sku}")
    page.get_by_role("button", name="It’s paid, sell it").click()
    expect(page.locator(".sold h2")).to_contain_text("Sold. Order SYD-")
    marcus.looks("09-sold")
