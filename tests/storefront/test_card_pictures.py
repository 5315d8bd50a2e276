"""A card shows the stone's newest photograph where there is one, and its drawing otherwise."""

import datetime as dt
import re
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from customers.actions.shortlist import add_to_shortlist
from inventory.actions.forget_media import forget_media
from inventory.actions.set_safety_stock import set_safety_stock
from inventory.copies import name_of, small
from inventory.models import Item, StoneMedia
from omni.lib.clock import now
from omni.storefront import cards
from tests.cast import a_browser
from tests.kept import a_photo, follow, kept
from tests.lists import a_feed, rapnet, take_in, undo
from tests.stock import TEST, a_place, a_stone, sell

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_lists")]
LIST = "/diamonds/"


def card_of(item: Item, address: str = LIST, browser=None) -> str:
    answer = (browser or a_browser()).get(address, headers={"HX-Request": "true"})
    found = answer.content.decode().split(' class="stone">')[1:]
    return next(card for card in found if f'href="/diamonds/{item.sku}/"' in card)


def art_of(item: Item, *where) -> str:
    """The address of what its card shows."""
    return re.search(r'<img class="\w+" src="([^"]+)"', card_of(item, *where))[1]


def is_drawn(item: Item, *where) -> bool:
    return art_of(item, *where).startswith("/stones/drawing/")


def arrives(media: StoneMedia, server) -> str:
    """The link leads to a photograph; answers the small one's address."""
    server.answers["/1.jpg"] = (200, {"Content-Type": "image/jpeg"}, a_photo())
    assert follow(media, server).state == "kept"
    return f"/stones/media/{small(name_of(media.file))}"


def test_a_picture_that_arrives_is_on_the_card_that_was_drawn_before(server):
    stone = a_stone()
    media = StoneMedia.objects.create(
        item=stone, kind="image", url=server.url("/1.jpg"), due_at=now()
    )
    assert is_drawn(stone)

    photo = arrives(media, server)

    assert art_of(stone) == photo
    assert a_browser().get(photo).status_code == 200


def test_it_has_a_size_and_words_is_lazy_and_knows_its_drawing():
    stone = a_stone()
    kept(stone)

    card = card_of(stone)

    assert 'alt="Photograph of the 1.52 ct round diamond" width="640" height="589"' in card
    assert 'loading="lazy" decoding="async"' in card
    assert re.search(r'data-face="/stones/drawing/[^"]+" data-line="/stones/drawing/[^"]+"', card)


def test_the_newest_of_several_and_no_certificate_or_refused_one():
    stone, papers = a_stone(), a_stone()
    _old, new = kept(stone), kept(stone)
    kept(papers, "certificate", a_photo())
    kept(papers)
    StoneMedia.objects.filter(item=papers, kind="image").update(state="refused")

    assert art_of(stone) == f"/stones/media/{small(new)}"
    assert is_drawn(papers)


def test_one_that_is_taken_back_with_its_list_leaves_the_drawing(server):
    feed, link = a_feed(), server.url("/1.jpg")
    take_in(feed, [rapnet(1)])
    run = take_in(feed, [rapnet(1, RapNet_Price="8000", Diamond_Image=link)])
    stone = Item.objects.get()
    photo = arrives(StoneMedia.objects.get(), server)
    assert art_of(stone) == photo

    undo(run)

    assert is_drawn(stone)


def test_one_that_is_forgotten_leaves_the_drawing_on_her_list(priya, monkeypatch, settings):
    stone = a_stone()
    name = kept(stone)
    add_to_shortlist(customer=priya, item=stone, actor=TEST)
    sell(stone)
    hers = "/shortlist/", a_browser(priya)
    assert art_of(stone, *hers) == f"/stones/media/{small(name)}"

    at = now() + dt.timedelta(days=settings.MEDIA_DAYS)
    monkeypatch.setattr("inventory.actions.forget_media.now", lambda: at)
    assert forget_media() == 1

    assert is_drawn(stone, *hers)


def test_what_customers_see_nowhere_has_no_picture_on_an_old_list_either(priya):
    stone = a_stone()
    kept(stone)
    add_to_shortlist(customer=priya, item=stone, actor=TEST)
    Item.objects.filter(pk=stone.pk).update(is_listed=False)

    assert is_drawn(stone, "/shortlist/", a_browser(priya))


def test_stands_wherever_cards_are(priya):
    stone, near = a_stone(), a_stone()
    photo = f"/stones/media/{small(kept(near))}"
    add_to_shortlist(customer=priya, item=near, actor=TEST)
    browser = a_browser(priya)

    for address in (LIST, "/find/?q=round", "/shortlist/", f"/diamonds/{stone.sku}/similar/"):
        assert art_of(near, address, browser) == photo


def test_costs_no_further_query_and_leaves_other_cards_as_they_are(server):
    stone, other = a_stone(), a_stone()
    media = StoneMedia.objects.create(
        item=stone, kind="image", url=server.url("/1.jpg"), due_at=now()
    )
    browser = a_browser()

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            browser.get(LIST)
        return len(found)

    asked()
    known = asked()
    before = dict(cards._made)
    arrives(media, server)

    assert (asked(), asked()) == (known + 1, known), "the new card's, as after any change"
    same = [key for key, face in cards._made.items() if before.get(key) is face]
    assert [item for item, _language in same] == [other.pk]


def after_a_picture_taken_back(stone: Item) -> str:
    """Its card, once it was looked at with a photograph whose transaction was rolled back, and its
    version is the same again for another reason."""
    perth = a_place("perth")
    with transaction.atomic():
        kept(stone)
        set_safety_stock(item=stone, location=perth, quantity=2, actor=TEST)
        assert not is_drawn(stone)
        seen = version(stone)
        transaction.set_rollback(True)
    set_safety_stock(item=stone, location=perth, quantity=1, actor=TEST)
    assert version(stone) == seen
    return art_of(stone)


def version(stone: Item) -> int:
    return Item.objects.get(pk=stone.pk).availability_version


def test_a_card_of_what_was_rolled_back_is_never_kept():
    assert after_a_picture_taken_back(a_stone()).startswith("/stones/drawing/")


def test_control_kept_before_the_commit_it_shows_what_never_was(monkeypatch):
    at_once = SimpleNamespace(on_commit=lambda keep: keep())
    monkeypatch.setattr(cards, "transaction", at_once)

    assert after_a_picture_taken_back(a_stone()).startswith("/stones/media/")


def test_the_pages_of_keeping_it_show_its_photograph_and_a_drawn_one_its_drawing(priya):
    pictured, drawn = a_stone(), a_stone()
    photo = f"/stones/media/{small(kept(pictured))}"
    browser = a_browser(priya)

    for way in ("reserve", "tell-me"):
        for item, shown in ((pictured, photo), (drawn, "/stones/drawing/")):
            page = browser.get(f"/diamonds/{item.sku}/{way}/").content.decode()
            (art,) = re.findall(r'class="reserve-what"><img class="\w+" src="([^"]+)"', page)
            assert art.startswith(shown), (way, art)
