"""The transfers of a store refresh by themselves when another store takes a step."""

import pytest
from playwright.sync_api import expect

from inventory.actions.receive_transfer import receive_transfer
from inventory.models import Location
from tests.floor.conftest import PHONE, looks
from tests.hurry import hurried, later
from tests.inventory.moves import Wish, asked, sent
from tests.stock import TEST, a_setting, a_stone

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_box_that_is_sent_here_appears(floor, sydney, lucia):
    here, there = Location.objects.get(code="melbourne"), Location.objects.get(code="sydney")
    page = hurried(floor.browser(user=lucia))
    page.goto("/floor/melbourne/transfers/")
    expect(page.get_by_text("Nothing is on its way")).to_be_visible()

    sent(Wish(a_stone(at=there).pk), source=there, to=here)

    later(page)
    expect(page.get_by_role("heading", name="Coming")).to_be_visible()
    asked(Wish(a_stone(at=here).pk), source=here, to=there)
    later(page)
    expect(page.get_by_role("heading", name="To send")).to_be_visible()
    looks(page, "transfers")


@pytest.fixture
def places(sydney, melbourne):
    return {
        "source": Location.objects.get(code="sydney"), "to": Location.objects.get(code="melbourne"),
    }  # fmt: skip


def opened(floor, store, box, user, size=PHONE):
    page = hurried(floor.browser(size, user=user))
    page.goto(f"/floor/{store}/transfers/{box.public_id}/")
    return page


def test_a_box_on_two_ipads_is_the_same_box(floor, places, marcus, ana, lucia):
    one, two = (a_stone(at=places["source"]) for _ in range(2))
    box = asked(Wish(one.pk), Wish(two.pk), **places)
    his, hers = opened(floor, "sydney", box, marcus), opened(floor, "sydney", box, ana)
    far = opened(floor, "melbourne", box, lucia)
    hers.get_by_label("Tag, stock number or report").press_sequentially(two.sku[:4])
    hers.get_by_placeholder("Why it isn’t needed").fill("Found one here")
    hers.get_by_label("Tag, stock number or report").focus()

    his.get_by_label("Tag, stock number or report").fill(one.sku)
    his.get_by_role("button", name="In the box").click()

    expect(his.get_by_text("1 of 1 in the box")).to_be_visible()
    later(hers, far)
    for page in (hers, far):
        expect(page.get_by_text("1 of 1 in the box")).to_be_visible()
    assert hers.get_by_placeholder("Why it isn’t needed").input_value() == "Found one here"
    hers.keyboard.insert_text(two.sku[4:])
    hers.keyboard.press("Enter")
    expect(hers.get_by_text("1 of 1 in the box")).to_have_count(2)
    his.get_by_role("button", name="Send it").click()

    expect(his.locator(".pill")).to_have_text("On its way")
    later(hers, far)
    expect(far.get_by_role("button", name="They’re here")).to_be_visible()
    expect(hers.locator(".pill")).to_have_text("On its way")
    expect(hers.locator("#look-up")).to_have_count(0)
    expect(hers.get_by_role("button", name="Scan")).to_have_count(0)
    looks(far, "transfer")


def test_what_is_being_counted_stays_when_another_receives_a_part(floor, places, lucia):
    rings, chains = (a_setting(pieces=5, at=places["source"]) for _ in range(2))
    box = sent(Wish(rings.pk, 5), Wish(chains.pk, 4), **places)
    first, second = box.lines.order_by("pk")
    hers, other = opened(floor, "melbourne", box, lucia), opened(floor, "melbourne", box, lucia)
    hers.locator(f"#line-{first.pk}").fill("2")
    hers.locator(f"#line-{first.pk}").evaluate("node => node.kept = true")

    receive_transfer(transfer=box, received={first.pk: 1, second.pk: 3}, actor=TEST)

    later(hers, other)
    expect(hers.locator(f"#line-{second.pk}")).to_have_value("1")
    expect(hers.locator(f"#line-of-{first.pk}")).to_contain_text("of 4")
    field = hers.locator(f"#line-{first.pk}")
    expect(field).to_have_value("2")
    expect(field).to_have_attribute("max", "4")
    expect(field).to_be_focused()
    assert field.evaluate("node => node.kept")
    expect(other.locator(f"#line-{first.pk}")).to_have_value("4")
    hers.get_by_role("button", name="They’re here").click()

    expect(hers.locator(f"#line-{first.pk}")).to_have_attribute("max", "2")
    expect(hers.locator(f"#line-{first.pk}")).to_have_value("2")
    assert [line.received for line in box.lines.order_by("pk")] == [3, 4]
