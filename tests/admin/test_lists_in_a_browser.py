"""A list dropped on its field, asked about, compared and applied as people do it."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from inventory.models import Import, Item
from inventory.tasks import work_list
from tests.admin.test_in_a_browser import page  # noqa: F401
from tests.hurry import hurried, later
from tests.lists import RAPNET, a_feed, bring, rapnet, take_in, text
from tests.stock import hold, sell

pytestmark = pytest.mark.django_db(transaction=True)
SHOTS = os.environ.get("OMNI_SHOTS", "")
DROP = """([field, text]) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "shine.csv", { type: "text/csv" }));
    const how = { dataTransfer: data, bubbles: true, cancelable: true };
    field.dispatchEvent(new DragEvent("drop", how));
}"""


@pytest.fixture(autouse=True)
def _own_files(own_lists):
    """Lists are kept in the test's own folder."""


def work() -> Import:
    run = Import.objects.latest("pk")
    work_list(run.pk)
    run.refresh_from_db()
    return run


def shot(page, name: str) -> None:  # noqa: F811
    if SHOTS:
        for width, height in ((390, 844), (1180, 820), (1440, 900)):
            page.set_viewport_size({"width": width, "height": height})
            page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1180, "height": 820})


def fits(page) -> None:  # noqa: F811
    """Not wider than a phone, and nothing that axe minds."""
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1180, "height": 820})
    found = Axe().run(page, context="#content")
    assert found.violations_count == 0, found.generate_report()


def a_list() -> list[dict]:
    return [
        rapnet(1, RapNet_Price="8000"), rapnet(2, Color="F"), rapnet(3, RapNet_Price="1"),
        rapnet(4), rapnet(5, Weight="1000000000"), rapnet(6, RapNet_Price="-9000"),
        rapnet(7, Measurements="7.38-7.41"), rapnet(8), rapnet(9), rapnet(10, Shape="PS"),
    ]  # fmt: skip


def test_a_list_is_dropped_asked_about_compared_applied_and_undone(page):  # noqa: F811
    hurried(page)
    feed = a_feed("shine", margin=35, step=10, answers={"price": "per_carat"})
    feed.supplier.name = "Shine Gems, Surat"
    feed.supplier.save()
    take_in(feed, [rapnet(n) for n in (1, 2, 3, 4, 11, 12)])
    hold(Item.objects.get(sku="SHINE-R-3")), sell(Item.objects.get(sku="SHINE-R-4"))
    page.goto(reverse("admin:inventory_supplierfeed_change", args=[feed.pk]))
    shot(page, "terms")
    page.goto(reverse("admin:inventory_import_changelist"))
    shot(page, "lists")
    page.get_by_role("link", name="Bring a list").click()
    page.wait_for_url("**/bring/")
    fits(page)
    shot(page, "bring")

    page.evaluate(DROP, [page.locator("[data-drop]").element_handle(), text(a_list(), RAPNET)])
    page.get_by_role("button", name="Read and compare").click()
    page.wait_for_url("**/list/*/")
    work()
    later(page)
    page.get_by_text("Which shape does this supplier call PS?").wait_for()
    fits(page)
    shot(page, "questions")
    page.get_by_label("Pear").check()
    page.get_by_role("button", name="Read it with these answers").click()
    page.wait_for_load_state()
    work()
    later(page)
    page.get_by_role("button", name="Apply").wait_for()
    fits(page)
    shot(page, "compared")
    page.get_by_role("link", name="Refused 3").click()
    fits(page)
    shot(page, "refused")
    page.get_by_role("button", name="Apply").click()
    page.wait_for_load_state()
    run = work()
    later(page)
    page.get_by_text("Undo this list").wait_for()
    assert run.state == "done"
    fits(page)
    shot(page, "done")

    page.get_by_text("Undo this list").click()
    page.get_by_role("button", name="Undo it").click()
    page.wait_for_load_state()
    work()
    later(page)
    page.locator("[data-state=undone]").wait_for()


def test_progress_moves_on_the_open_page(page):  # noqa: F811
    run = bring(a_feed(), [rapnet(n) for n in range(1, 40)])
    Import.objects.filter(pk=run.pk).update(state="running", step_rows=39, step_done=0)
    hurried(page).goto(reverse("admin:inventory_import_list", args=[run.public_id]))
    assert page.locator("progress").get_attribute("value") == "0"

    Import.objects.filter(pk=run.pk).update(step_done=20, version=run.version + 1)

    later(page)
    page.get_by_text("20 of 39 rows").wait_for()
    assert page.locator("progress").get_attribute("value") == "51"
    shot(page, "progress")
