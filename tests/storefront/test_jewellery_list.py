"""Jewellery is narrowed by price, metal and store, put in order, and read page by page."""

import json
import re

import pytest

from inventory.actions.receive import ReceiveLine, receive_stock
from inventory.models import Item
from omni.storefront.views import jewellery as view
from tests.cast import a_browser
from tests.stock import TEST, a_jewel, a_place, hold

pytestmark = pytest.mark.django_db
LIST = "/jewellery/"


@pytest.fixture
def pieces(sydney, melbourne) -> list[Item]:
    """A chain of 620 and 690 in gold and of 900 in platinum in Sydney, a watch in Melbourne."""
    watch = a_jewel(style="watch", metal="rose-gold", price="6400", pieces=0)
    receive_stock(lines=[ReceiveLine(watch, a_place("melbourne"))], cause="test", actor=TEST)
    return [
        a_jewel(length="40", price="620"), a_jewel(), a_jewel(metal="platinum", price="900"), watch,
    ]  # fmt: skip


def asked(status: int = 200, part: str = "", **query):
    headers = {"HX-Request": "true", "HX-Target": part} if part else {}
    answer = a_browser().get(LIST, query, headers=headers)
    assert answer.status_code == status
    return answer


def named(**query) -> list[tuple]:
    return [
        (one["item"].product.slug, one["jewel"].metal, int(one["item"].price))
        for one in asked(**query).context["jewels"]
    ]


def number(page: str, choice: str) -> str:
    return page.split(f'data-count="{choice}" data-n="')[1].split('"', maxsplit=1)[0]


GOLD, WHITE = ("trace-chain", "yellow-gold", 620), ("trace-chain", "platinum", 900)
WATCH = ("watch", "rose-gold", 6400)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"price_max": "800"}, [GOLD]),
        ({"price_min": "650", "price_max": "800"}, [("trace-chain", "yellow-gold", 690)]),
        ({"metal": ["platinum", "rose-gold"]}, [WHITE, WATCH]),
        ({"place": "melbourne"}, [WATCH]),
        ({"place": "sydney", "sort": "-price"}, [WHITE, GOLD]),
        ({"sort": "price"}, [GOLD, WHITE, WATCH]),
        ({"sort": "newest"}, [WHITE, GOLD, WATCH]),
        ({"sort": "sideways", "metal": "tin"}, [WHITE, GOLD, WATCH]),
        ({"type": ["watches", "chains"], "price_min": "1000"}, [WATCH]),
    ],
)
def test_shows_what_was_asked_for_in_that_order(pieces, query, found):
    assert named(**query) == found


def test_each_choice_says_how_many_it_would_show(pieces):
    page = asked(metal="platinum").content.decode()

    told = ("metal:platinum", "metal:yellow-gold", "type:chains", "type:watches", "place:sydney")
    assert [number(page, one) for one in told] == ["1", "1", "1", "0", "1"]
    assert "1 design" in page
    assert 'value="platinum" checked' in page
    assert 'name="words"' not in page, "a card's heart is without its word"


def test_a_piece_that_is_held_is_in_no_store_to_be_seen(pieces):
    hold(pieces[3])

    assert named(place="melbourne") == []
    assert named(type="watches") == [WATCH]


def test_nothing_fits_and_says_what_to_do(pieces):
    page = asked(price_min="90000").content.decode()

    assert "Nothing like that is listed today." in page
    assert "Take a filter off" in page


def test_a_price_that_is_none_is_said_and_left_out(pieces):
    answer = asked(price_min="lots")

    assert "We couldn’t use “lots” as a price" in answer.content.decode()
    assert len(answer.context["jewels"]) == 3


def test_from_nothing_on_is_everything_and_up_to_nothing_is_said(pieces):
    assert named(price_min="0") == named()
    answer = asked(price_max="0")

    assert "Nothing is below a price of 0, so we left that out." in answer.content.decode()
    assert len(answer.context["jewels"]) == 3


def test_the_next_page_begins_where_this_one_ends(pieces, monkeypatch):
    monkeypatch.setattr(view.jewel_page, "__defaults__", ("", 2))
    first = asked(sort="price")
    following = first.context["next_url"]
    assert f'hx-get="{following.replace("&", "&amp;")}"' in first.content.decode()

    second = a_browser().get(following)
    more = a_browser().get(following, headers={"HX-Request": "true", "HX-Target": "more"})

    assert [one["item"].price for one in second.context["jewels"]] == [6400]
    assert second.context["next_url"] == ""
    assert "<h1>" not in more.content.decode()
    assert "$6,400" in more.content.decode()
    end = asked(sort="price", after="640000.9999999").content.decode()
    assert "That’s the end of the list." in end


def test_a_mark_that_isnt_ours_is_refused(pieces):
    asked(400, after="x")


def test_a_script_gets_the_results_their_numbers_and_the_address(pieces):
    answer = asked(part="results", metal="platinum")

    page = answer.content.decode()
    assert "<h1>" not in page
    assert answer["HX-Push-Url"] == "/jewellery/?metal=platinum"
    assert "HX-Target" in answer["Vary"]
    told = json.loads(answer.context["numbers"])
    assert told["counts"]["type:chains"] == "1"
    assert set(told["bars"]) == {"price"}


def test_the_canonical_address_has_what_was_asked_for_in_one_order(pieces):
    page = asked(metal="platinum", type="chains").content.decode()

    assert '/jewellery/?type=chains&amp;metal=platinum">' in page


def test_bars_stand_on_the_line_as_high_as_there_are_pieces(pieces):
    page = asked().content.decode()

    tops = re.findall(r'<rect x="[^"]+" y="([^"]+)" width="[^"]+" height="([^"]+)"', page)

    assert all(float(top) + float(height) == pytest.approx(44) for top, height in tops)
    assert sum(float(height) > 0 for _top, height in tops) == 4


ODD = ("NaN", "1e309", "-1", "９９", "9" * 400, "\x00", "<script>", "//evil.test", "\r\nX: y", "🙂")


@pytest.mark.parametrize("name", ["type", "metal", "price_min", "price_max", "place", "sort"])
def test_odd_values_break_nothing_and_get_into_no_address(pieces, name):
    for value in ODD:
        answer = asked(part="results", **{name: [value, value]})

        assert answer["HX-Push-Url"].startswith(LIST)
        assert "<script" not in answer.content.decode()
        if name not in ("price_min", "price_max"):
            assert len(answer.context["jewels"]) == 3
            assert answer["HX-Push-Url"] == LIST


@pytest.mark.parametrize("after", ODD)
def test_a_mark_that_isnt_ours_is_refused_in_words(pieces, after):
    assert "page mark isn’t one of ours" in asked(400, after=after).content.decode()
