"""Counting a place on the floor: open it, scan, close it, and a manager corrects the book."""

import uuid

import pytest

from inventory.models import CountScan, Location, StockCount
from tests.cast import a_browser
from tests.inventory.moves import lies
from tests.stock import a_place, a_setting, a_stone

pytestmark = pytest.mark.django_db


def press(user, where: str, key=None, json=False, **form):
    browser = a_browser(user=user)
    headers = {"accept": "application/json"} if json else {}
    sent = form | {"client_key": str(key or uuid.uuid4())}
    return browser.post(where, sent, headers=headers)


def begin(user, place="sydney", **form) -> StockCount:
    answer = press(user, "/floor/sydney/counts/open/", place=place, **form)
    assert answer.status_code == 302, answer.content.decode()
    return StockCount.objects.order_by("-pk").first()


def at(count: StockCount, step: str = "", store="sydney") -> str:
    return f"/floor/{store}/counts/{count.public_id}/{step}"


def page(user, count: StockCount) -> str:
    return a_browser(user=user).get(at(count)).content.decode()


def scan(user, count, code, quantity="1", **more):
    return press(user, at(count, "scan/"), code=code, quantity=quantity, **more)


def test_a_place_is_counted_from_beginning_to_end(marcus, ana, sydney):
    here, gone, far = a_stone(), a_stone(), a_stone(at=a_place("perth"))
    count = begin(marcus, note="Window, before opening")
    for code in (here.sku, far.sku, "4006381333931"):
        assert scan(marcus, count, code)["Location"] == at(count)

    html = page(marcus, count)
    for words in ("Window, before opening", far.sku, "by the book in Perth", "4006381333931"):
        assert words in html

    assert press(marcus, at(count, "close/")).status_code == 302
    assert lies(gone) == {"sydney": (1, 0)}
    assert "A manager looks at this" in page(marcus, count)
    assert press(ana, at(count, "correct/"), why="not in the safe either").status_code == 302

    assert lies(gone) == {}
    assert lies(far) == {"perth": (1, 0)}
    assert "not in the safe either" in page(ana, count)
    story = a_browser(user=ana).get(f"/floor/sydney/pieces/{gone.sku}/").content.decode()
    assert "not in the safe either" in story


def test_only_a_manager_corrects_the_book(marcus, ana):
    gone = a_stone()
    count = begin(marcus)
    press(marcus, at(count, "close/"))

    assert press(marcus, at(count, "correct/"), why="not there").status_code == 403
    assert press(ana, at(count, "correct/"), why=" ").status_code == 422

    assert lies(gone) == {"sydney": (1, 0)}


def test_a_script_hears_what_each_scan_was(marcus):
    stone, far, setting = a_stone(), a_stone(at=a_place("perth")), a_setting(pieces=3)
    count = begin(marcus)

    def said(code, quantity="1") -> tuple[str, str]:
        answer = scan(marcus, count, code, quantity, json=True).json()
        return answer["kind"], answer["said"]

    assert said(stone.sku.lower()) == ("found", f"Found: {stone.title}, {stone.sku}")
    assert said(stone.sku)[0] == "again"
    assert said(far.sku)[0] == "unexpected"
    assert said("<b>nothing</b>") == ("unknown", "Nothing of ours is called “<b>nothing</b>”.")
    assert said(setting.sku, "2") == ("found", f"Found 2 of 3: {setting.title}, {setting.sku}")
    assert said(setting.sku, "2")[0] == "unexpected"
    assert said(setting.sku, "-1")[0] == "back"
    assert "<b>nothing</b>" not in page(marcus, count)


def test_the_same_scan_sent_twice_counts_once(marcus):
    setting = a_setting(pieces=3)
    count, key = begin(marcus), uuid.uuid4()

    first = scan(marcus, count, setting.sku, key=key, json=True)
    again = scan(marcus, count, setting.sku, key=key, json=True)

    assert first.json() == again.json()
    assert CountScan.objects.get().quantity == 1
    reused = scan(marcus, count, setting.sku, "2", key=key, json=True)
    assert (reused.status_code, reused.json()["error"]) == (422, "key_reused")


@pytest.mark.parametrize("quantity", ["0", "", "x", "1.5", "²", "--1", "99999", "1e3"])
def test_a_number_that_is_none_is_refused(marcus, quantity):
    stone = a_stone()
    count = begin(marcus)

    assert scan(marcus, count, stone.sku, quantity).status_code == 422
    assert scan(marcus, count, stone.sku, quantity, json=True).status_code == 400

    assert not CountScan.objects.exists()


@pytest.mark.parametrize("code", ["", "  ", "a\x1fb"])
def test_a_code_that_is_none_is_refused(marcus, code):
    count = begin(marcus)

    assert scan(marcus, count, code).status_code == 422

    assert not CountScan.objects.exists()


def test_one_count_of_a_place_at_a_time(marcus):
    count = begin(marcus)

    refused = press(marcus, "/floor/sydney/counts/open/", place="sydney")

    assert refused.status_code == 409
    assert "being counted already" in refused.content.decode()
    press(marcus, at(count, "abandon/"))
    assert scan(marcus, count, "x").status_code == 409
    assert begin(marcus).pk != count.pk


def test_a_store_counts_its_own_places_and_those_without_people(marcus, lucia, melbourne):
    a_place("vault", "vault")
    ours, vault = begin(marcus), begin(marcus, place="vault")

    assert press(marcus, "/floor/sydney/counts/open/", place="melbourne").status_code == 404
    there = a_browser(user=lucia)
    assert there.get(at(ours, store="melbourne")).status_code == 404
    assert press(lucia, at(ours, "close/", store="melbourne")).status_code == 404
    assert there.get(at(vault, store="melbourne")).status_code == 200


def test_a_tray_that_is_a_place_is_counted_by_itself(marcus, sydney):
    tray = Location.objects.create(code="tray-3", name="Tray 3", kind="store", store=sydney)
    inside, outside = a_stone(at=tray), a_stone()
    count = begin(marcus, place="tray-3")

    html = page(marcus, count)

    assert inside.sku in html
    assert outside.sku not in html


def test_selling_while_counting_is_no_difference(marcus):
    from tests.inventory.test_correct_count import sell

    seen, setting = a_stone(), a_setting(pieces=3)
    count = begin(marcus)
    scan(marcus, count, seen.sku)
    scan(marcus, count, setting.sku, "3")
    sell(seen)
    sell(setting, 2)

    html = page(marcus, count)
    press(marcus, at(count, "close/"))

    assert "All that the book has here has been seen." in html
    assert count.lines.get().outcome == "found"


def test_the_list_shows_what_is_open_and_done(marcus, django_assert_max_num_queries):
    done = begin(marcus, note="Tuesday’s")
    press(marcus, at(done, "close/"))
    begin(marcus, note="Wednesday’s")
    browser = a_browser(user=marcus)
    browser.get("/floor/sydney/counts/")

    with django_assert_max_num_queries(14):
        html = browser.get("/floor/sydney/counts/").content.decode()

    assert html.index("Wednesday’s") < html.index("Done lately") < html.index("Tuesday’s")
