"""The floor's page of a catalogue that is being made: it follows, and works without scripts."""

import pytest
from playwright.sync_api import expect

from customers.actions.make_catalogue import make_catalogue
from customers.lists_out.kept import FEW
from customers.models import Catalogue
from tests.customers.selections import a_selection, sent_to
from tests.floor.conftest import PHONE, looks
from tests.stock import TEST, a_stone

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def chosen(marcus):
    return a_selection(marcus, *(a_stone() for _ in range(FEW + 1)), title="Six rounds")


def make() -> None:
    make_catalogue(catalogue_id=Catalogue.objects.get().pk, actor=TEST)


def test_it_is_saved_as_soon_as_it_is_there(floor, chosen, marcus):
    page = floor.browser(user=marcus)
    page.goto(f"/floor/sydney/lists/{chosen.public_id}/")
    page.get_by_role("button", name="Catalogue").click()
    expect(page.get_by_text("drawing 6 pieces")).to_be_visible()
    looks(page, "catalogue-wanted")

    with page.expect_download() as saved:
        make()

    assert saved.value.suggested_filename == "six-rounds.pdf"
    expect(page.get_by_role("link", name="Save it")).to_be_visible()
    looks(page, "catalogue-ready")


def test_without_scripts_one_looks_again(floor, chosen, marcus):
    page = floor.browser(PHONE, scripts=False, user=marcus)
    page.goto(f"/floor/sydney/lists/{chosen.public_id}/")
    page.get_by_role("button", name="Catalogue").click()
    make()
    page.get_by_role("link", name="Look again").click()

    with page.expect_download() as saved:
        page.get_by_role("link", name="Save it").click()

    assert saved.value.suggested_filename == "six-rounds.pdf"


def test_her_page_follows_too(floor, chosen, marcus, priya):
    _share, token = sent_to(priya, chosen, marcus)
    page = floor.browser(PHONE)
    page.goto(f"/s/{token}/")
    page.get_by_role("link", name="Catalogue").click()
    looks(page, "her-catalogue-none")
    page.get_by_role("button", name="Make the catalogue").click()
    expect(page.get_by_text("drawing 6 pieces")).to_be_visible()
    looks(page, "her-catalogue")

    with page.expect_download():
        make()
