"""Catalogues in the admin: how each stands, and asked for anew by who may."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from customers.actions.ask_catalogue import ask_catalogue
from customers.actions.make_catalogue import MOST_TRIES, give_up_catalogues, make_catalogue
from customers.models import Catalogue
from tests.admin.test_limited import allow
from tests.cast import a_browser
from tests.customers.selections import a_selection
from tests.stock import TEST, a_stone

pytestmark = pytest.mark.django_db
LIST = reverse("admin:customers_catalogue_changelist")


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def catalogue(marcus) -> Catalogue:
    return ask_catalogue(selection=a_selection(marcus, a_stone()), actor=TEST)


def failed(catalogue: Catalogue) -> Catalogue:
    Catalogue.objects.filter(pk=catalogue.pk).update(tries=MOST_TRIES)
    give_up_catalogues(actor=TEST)
    return catalogue


def ask(browser, *chosen: Catalogue) -> str:
    form = {"action": "ask_anew", "_selected_action": [row.pk for row in chosen]}
    return browser.post(LIST, form, follow=True).content.decode()


def test_its_list_says_how_it_stands_and_how_large_it_is(office, catalogue):
    assert "Three rounds" in office.get(LIST).content.decode()
    assert "none" in office.get(LIST).content.decode()

    make_catalogue(catalogue_id=catalogue.pk, actor=TEST)

    shown = office.get(LIST).content.decode()
    assert "Ready" in shown
    assert "\xa0KB" in shown
    page = office.get(reverse("admin:customers_catalogue_change", args=[catalogue.pk]))
    assert "\xa0KB" in page.content.decode()


def test_a_file_that_is_gone_has_no_size(office, catalogue):
    make_catalogue(catalogue_id=catalogue.pk, actor=TEST)
    Catalogue.objects.update(file="gone.pdf")

    assert "none" in office.get(LIST).content.decode()


def test_what_failed_is_asked_for_anew_and_the_audit_says_who_did(office, catalogue, ada):
    failed(catalogue)

    shown = ask(office, catalogue)

    assert "Asked for: 1." in shown
    row = Catalogue.objects.get()
    assert (row.state, row.tries) == ("wanted", 0)
    assert row.asked_at > catalogue.asked_at
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (ada, str(row.pk))


def test_what_is_being_made_or_true_stays(office, catalogue, marcus):
    true = ask_catalogue(selection=a_selection(marcus, a_stone()), actor=TEST)
    make_catalogue(catalogue_id=true.pk, actor=TEST)
    before = list(Catalogue.objects.order_by("pk").values())

    shown = ask(office, catalogue, true)

    assert "Left as they are, being made or true already: 2." in shown
    assert list(Catalogue.objects.order_by("pk").values()) == before
    assert not LogEntry.objects.exists()


def test_who_may_only_look_asks_for_nothing(ana, catalogue):
    failed(catalogue)
    browser = a_browser(user=allow(ana, "customers.view_catalogue"))

    assert "ask_anew" not in browser.get(LIST).content.decode()
    ask(browser, catalogue)

    assert Catalogue.objects.get().state == "failed"


def test_a_manager_asks_for_her_own_stores_alone(ana, lucia, catalogue):
    theirs = failed(ask_catalogue(selection=a_selection(lucia, a_stone()), actor=TEST))
    failed(catalogue)
    names = ("customers.view_catalogue", "customers.change_catalogue")
    browser = a_browser(user=allow(ana, *names))

    ask(browser, catalogue, theirs)

    theirs.refresh_from_db()
    assert theirs.state == "failed"
    assert Catalogue.objects.get(pk=catalogue.pk).state == "wanted"
