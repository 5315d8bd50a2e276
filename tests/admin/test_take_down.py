"""A wrong picture is taken down in the admin by whoever may, and the admin's log says so."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from inventory.models import MediaRetry, MediaTakedown, StoneMedia
from tests.admin.test_limited import allow
from tests.cast import a_browser
from tests.kept import kept
from tests.stock import a_stone

pytestmark = pytest.mark.django_db
VIEW, CHANGE = "inventory.view_stonemedia", "inventory.change_stonemedia"


@pytest.fixture
def media() -> StoneMedia:
    kept(a_stone())
    return StoneMedia.objects.get()


def address(media: StoneMedia, what: str) -> str:
    return reverse(f"admin:inventory_stonemedia_{what}", args=[media.pk])


def test_it_is_taken_down_and_put_back_and_the_log_says_so(office, ada, media):
    page = address(media, "change")
    assert address(media, "down") in office.get(page).content.decode()

    office.post(address(media, "down"), {"why": "Another stone"})

    media.refresh_from_db()
    assert media.state == "down"
    taken = MediaTakedown.objects.get()
    assert (taken.why, taken.taken_by) == ("Another stone", f"user:{ada.public_id}")
    shown = office.get(page).content.decode()
    assert address(media, "back") in shown
    assert "Another stone" in shown
    assert office.get(address(media, "kept")).status_code == 200, "to be looked at once more"
    office.post(address(media, "back"))
    media.refresh_from_db()
    assert media.state == "kept"
    log = LogEntry.objects.order_by("pk").values_list("user", "change_message")
    assert list(log) == [(ada.pk, "Taken down: Another stone"), (ada.pk, "Put back.")]


def test_a_refusal_is_said_and_not_in_the_log(office, media):
    refused = office.post(address(media, "down"), {"why": " "}, follow=True).content.decode()
    unknown = office.post(address(media, "back"), follow=True).content.decode()

    assert "Say why in a few words" in refused
    assert "Nobody has taken this down" in unknown
    assert not LogEntry.objects.exists()
    media.refresh_from_db()
    assert media.state == "kept"


@pytest.mark.parametrize("rights", [(), (VIEW,)])
def test_who_may_only_look_sees_no_way_and_has_none(ana, media, rights):
    browser = a_browser(user=allow(ana, *rights))

    assert address(media, "down") not in browser.get(address(media, "change")).content.decode()
    for what in ("down", "back"):
        assert browser.post(address(media, what), {"why": "Another"}).status_code == 403
    assert browser.get(address(media, "down")).status_code == 405
    assert not MediaTakedown.objects.exists()


def test_who_may_change_them_needs_no_other_right(ana, media):
    browser = a_browser(user=allow(ana, VIEW, CHANGE))

    assert browser.post(address(media, "down"), {"why": "Another stone"}).status_code == 302
    media.refresh_from_db()
    assert media.state == "down"
    assert "Save" not in browser.get(address(media, "change")).content.decode()


def test_what_couldnt_be_fetched_is_asked_for_again_with_a_reason(office, ada, ana, media):
    StoneMedia.objects.update(state="refused", why="answered 503", tries=4, file="")
    assert address(media, "again") in office.get(address(media, "change")).content.decode()

    refused = office.post(address(media, "again"), {"why": " "}, follow=True).content.decode()
    assert "Say why in a few words" in refused
    only_looks = a_browser(user=allow(ana, VIEW))
    assert only_looks.post(address(media, "again"), {"why": "It is back"}).status_code == 403
    assert not MediaRetry.objects.exists()
    office.post(address(media, "again"), {"why": "It is back"})

    media.refresh_from_db()
    assert (media.state, media.tries) == ("waiting", 0)
    retry = MediaRetry.objects.get()
    assert (retry.why, retry.asked_by) == ("It is back", f"user:{ada.public_id}")
    assert "It is back" in office.get(address(media, "change")).content.decode()
    assert LogEntry.objects.get().change_message == "Asked for again: It is back"
