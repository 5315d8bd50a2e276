"""Photographs and certificates: wherever the stone is shown, from our own copy, and only then."""

import re

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inventory.copies import copy_named, small
from inventory.models import GradingReport, Item, StoneMedia
from tests.cast import a_browser
from tests.kept import CERTIFICATE, a_photo, a_video, kept
from tests.stock import a_setting, a_stone, sell

pytestmark = pytest.mark.django_db


def ask(name: str, browser=None):
    return (browser or a_browser()).get(f"/stones/media/{name}")


def page_of(item: Item, browser=None) -> str:
    return (browser or a_browser()).get(f"/diamonds/{item.sku}/").content.decode()


def body(answer) -> bytes:
    return answer.content


def test_a_picture_is_answered_for_ever_and_can_do_nothing(priya):
    name = kept(a_stone(), body=a_photo())

    for browser in (a_browser(), a_browser(priya)):
        answer = ask(name, browser)
        assert (answer.status_code, body(answer)) == (200, a_photo())
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert not answer.cookies


def test_a_certificate_opens_in_a_sandbox_without_our_origin():
    answer = ask(kept(a_stone(), "certificate"))

    assert body(answer) == CERTIFICATE
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    assert "sandbox allow-scripts" in answer["Content-Security-Policy"]
    assert "allow-same-origin" not in answer["Content-Security-Policy"]


def test_a_small_one_is_smaller_and_the_large_one_stands_in_for_it():
    name = kept(a_stone(), body=a_photo())
    little = body(ask(small(name)))

    default_storage.delete(copy_named(small(name)).better)

    assert len(little) < len(a_photo())
    assert body(ask(small(name))) == a_photo()


def test_costs_one_query_and_changes_no_row():
    name = kept(a_stone())

    with CaptureQueriesContext(connection) as asked:
        ask(name)

    assert len(asked) == 1


@pytest.mark.parametrize(
    "name",
    ["", "x", "../settings.py", "%2e%2e%2fx.jpg", f"{'0' * 64}.jpg", f"{'0' * 64}.svg", "%00.jpg",
     f"{'0' * 64}-small.pdf", f"{'A' * 64}.jpg", "private/lists/x.csv"],
)  # fmt: skip
def test_what_we_never_gave_is_not_there(name):
    assert ask(name).status_code == 404


def test_what_is_shown_no_longer_is_not_there():
    stone = a_stone()
    name = kept(stone)

    for change in ({"state": "gone"}, {"state": "refused"}):
        StoneMedia.objects.update(**change)
        assert ask(name).status_code == 404
        assert name not in page_of(stone)

    StoneMedia.objects.update(state="kept")
    default_storage.delete(copy_named(name).file)
    assert ask(name).status_code == 404


def test_what_customers_dont_see_is_not_there_but_for_our_people(marcus, sydney):
    stone = a_stone()
    name = kept(stone)
    Item.objects.filter(pk=stone.pk).update(is_listed=False)
    floor = f"/floor/sydney/media/{name}"

    ours = a_browser(user=marcus).get(floor)

    assert ask(name).status_code == 404
    assert a_browser().get(floor).status_code == 302
    assert ours.status_code == 200
    assert "private" in ours["Cache-Control"]
    assert a_browser(user=marcus).get("/floor/sydney/media/x").status_code == 404


def test_a_sold_piece_keeps_its_picture_and_one_shared_with_a_shown_piece_is_shown():
    sold, hidden, other = a_stone(), a_stone(), a_stone()
    name, shared = kept(sold), kept(hidden, body=a_photo(7))
    sell(sold)
    Item.objects.filter(pk__in=[sold.pk, hidden.pk]).update(is_listed=False)
    assert (ask(name).status_code, ask(shared).status_code) == (200, 404)

    kept(other, body=a_photo(7))

    assert ask(shared).status_code == 200


def test_the_page_shows_the_photograph_first_and_every_way_to_see_the_stone():
    stone = a_stone()
    GradingReport.objects.create(stone=stone.stone, lab="GIA", number="2141438172")
    old, new, paper = kept(stone), kept(stone), kept(stone, "certificate")
    a_video(stone)

    page = page_of(stone)

    first, second = re.findall(r'<figure class="piece-photo( shown)?" id="photo-\d"', page)
    assert (bool(first), bool(second)) == (True, False)
    assert page.index(new) < page.index(old) < page.index("<stone-viewer")
    for way in ("#photo-1", "#photo-2", "#drawing"):
        assert f'href="{way}" data-way' in page
        assert f'id="{way[1:]}"' in page
    assert f'href="/stones/media/{paper}" target="_blank" rel="noopener"' in page
    assert "GIA report 2141438172: see the certificate" in page
    assert 'href="https://video.example/1" target="_blank" rel="noopener noreferrer"' in page
    assert "supplier.example" not in page
    assert f'property="og:image" content="http://127.0.0.1:8000/stones/media/{new}"' in page


def test_costs_a_stranger_no_further_query():
    stone, bare = a_stone(), a_stone()
    kept(stone), kept(stone, "certificate"), a_video(stone)
    counts = []
    for one in (stone, bare):
        browser = a_browser()
        page_of(one, browser)
        with CaptureQueriesContext(connection) as asked:
            page_of(one, browser)
        counts.append(len(asked))

    assert counts == [1, 1]


def test_a_stone_that_is_only_drawn_has_no_row_of_ways():
    page = page_of(a_stone())

    assert "piece-ways" not in page
    assert "stone-media.js" not in page


def test_no_more_than_four_photographs_and_the_same_one_once():
    stone = a_stone()
    for red in (1, 2, 3, 4, 5, 5):
        kept(stone, body=a_photo(red))

    assert page_of(stone).count('class="piece-photo') == 4


def test_a_video_that_is_no_web_address_is_no_link():
    stone = a_stone()
    a_video(stone, "javascript:alert(1)")

    assert "alert(1)" not in page_of(stone)


def test_stones_side_by_side_show_them_without_a_further_query(client):
    seen, bare = a_stone(sku="A"), a_stone(sku="B")
    photo, paper = kept(seen), kept(seen, "certificate")

    page = client.get("/compare/", {"sku": ["A", "B"]}).content.decode()
    with CaptureQueriesContext(connection) as asked:
        client.get("/compare/", {"sku": ["A", "B"]})

    assert f"/stones/media/{small(photo)}" in page
    assert f"/stones/media/{paper}" in page
    assert len(asked) <= 4
    assert "To see" not in client.get("/compare/", {"sku": ["B"]}).content.decode()
    assert bare


def test_an_associate_sees_them_where_she_looks_a_piece_up(marcus, sydney):
    stone = a_stone(sku="TD-9", at=sydney.locations.get())
    photo, paper = kept(stone), kept(stone, "certificate")
    kept(a_setting(at=sydney.locations.get()))
    browser = a_browser(user=marcus)

    for address in ("/floor/sydney/stock/?q=TD-9", "/floor/sydney/pieces/TD-9/"):
        page = browser.get(address).content.decode()
        assert f"/floor/sydney/media/{photo}" in page
        assert f"/floor/sydney/media/{paper}" in page
