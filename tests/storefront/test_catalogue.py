"""A long list on paper, under its link: a press, a page that waits, a file."""

import uuid

import pytest

from customers.actions.end_share import revoke_share
from customers.actions.make_catalogue import make_catalogue
from customers.lists_out.kept import FEW
from customers.models import Catalogue, SelectionLook
from omni.storefront.views import catalogue as page
from tests.cast import a_browser
from tests.customers.selections import a_selection, sent_to
from tests.stock import TEST, a_stone, sell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def sent(priya, marcus):
    chosen = a_selection(marcus, *(a_stone() for _ in range(FEW + 1)), customer=priya)
    return sent_to(priya, chosen, marcus)


@pytest.fixture
def browser(sent):
    opened = a_browser()
    opened.get(f"/s/{sent[1]}/")
    return opened


def press(browser, token, key=None):
    form = {"client_key": str(key or uuid.uuid4())}
    return browser.post(f"/s/{token}/catalogue/", form)


def shown(browser, token) -> str:
    return browser.get(f"/s/{token}/catalogue/").content.decode()


def test_the_whole_way(sent, browser):
    token = sent[1]
    direct = browser.get(f"/s/{token}/list.pdf")
    assert (direct.status_code, direct["Location"]) == (302, f"/s/{token}/catalogue/")
    assert "Make the catalogue" in shown(browser, token)
    assert not Catalogue.objects.exists()

    assert press(browser, token).status_code == 302

    waiting = shown(browser, token)
    assert 'data-state="wanted"' in waiting
    assert "drawing 6 pieces" in waiting
    assert "Look again" in waiting
    assert SelectionLook.objects.get().what == "downloaded"
    make_catalogue(catalogue_id=Catalogue.objects.get().pk, actor=TEST)
    assert f'href="/s/{token}/list.pdf" download' in shown(browser, token)
    file = browser.get(f"/s/{token}/list.pdf")
    assert file.content.startswith(b"%PDF-")
    assert file["Content-Type"] == "application/pdf"
    assert file["Referrer-Policy"] == "no-referrer"
    sell(sent[0].selection.pieces.first().item)
    assert browser.get(f"/s/{token}/list.pdf").status_code == 302
    assert "Make the catalogue" in shown(browser, token)


def test_the_same_press_asks_once(sent, browser):
    key = uuid.uuid4()

    for _ in range(2):
        assert press(browser, sent[1], key).status_code == 302

    assert Catalogue.objects.count() == 1


def test_a_link_that_opens_nothing_asks_for_nothing(sent, browser):
    revoke_share(share=sent[0], actor=TEST)

    for token in (sent[1], "AAAAAAAAAAAAAAAAAAAAAA"):
        assert press(browser, token).status_code == 404
        assert browser.get(f"/s/{token}/catalogue/").status_code == 404

    assert not Catalogue.objects.exists()


def test_so_many_from_an_address_and_no_more(one_window, sent, browser, monkeypatch):
    monkeypatch.setattr(page, "FILES_A_MINUTE", 1)
    assert press(browser, sent[1]).status_code == 302

    assert press(browser, sent[1]).status_code == 429
