"""A piece is asked for, packed by its tag, sent, and received where it was asked for."""

import uuid

import pytest

from inventory.actions.consume import consume_claims
from inventory.actions.release import release_claims
from inventory.models import Claim, Location, Transfer
from inventory.selectors.alarms import Whose, alarms
from omni.lib.clock import now
from tests.cast import a_browser
from tests.inventory.moves import Wish, asked, lies, packed, sent
from tests.stock import TEST, a_place, a_setting, a_stone, hold

pytestmark = pytest.mark.django_db


def press(user, where: str, key=None, **form):
    return a_browser(user=user).post(where, form | {"client_key": str(key or uuid.uuid4())})


def place(slug: str) -> Location:
    return Location.objects.get(code=slug)


def at(store: str, transfer: Transfer, step: str = "") -> str:
    return f"/floor/{store}/transfers/{transfer.public_id}/{step}"


@pytest.fixture
def box(stone, sydney, melbourne) -> Transfer:
    """Sydney is asked for the stone by Melbourne."""
    return asked(Wish(stone.pk), source=place("sydney"), to=place("melbourne"))


def test_a_piece_is_brought_from_where_it_is_soonest(sydney, melbourne, lucia):
    far = a_place("warehouse", "warehouse")
    Location.objects.filter(pk=far.pk).update(sends_in_days=9)
    setting = a_setting(pieces=2, at=far)
    stone = a_stone(at=place("sydney"))

    for item in (setting, stone):
        answer = press(lucia, "/floor/melbourne/bring-here/", sku=item.sku)
        assert answer.status_code == 302

    rows = Transfer.objects.order_by("pk")
    assert [(t.source.code, t.destination.code) for t in rows] == [
        ("warehouse", "melbourne"), ("sydney", "melbourne"),
    ]  # fmt: skip
    assert rows[1].due_on is not None
    assert lies(stone) == {"sydney": (1, 1)}


def test_the_same_press_asks_once_and_nothing_free_is_said_so(stone, melbourne, lucia):
    key = uuid.uuid4()
    for _ in range(2):
        assert press(lucia, "/floor/melbourne/bring-here/", key, sku=stone.sku).status_code == 302
    assert Transfer.objects.count() == 1

    refused = press(lucia, "/floor/melbourne/bring-here/", sku=stone.sku)

    assert refused.status_code == 422
    assert "No other place has a free one" in refused.content.decode()
    assert Transfer.objects.count() == 1


def test_the_look_up_offers_it_where_there_is_none(stone, sydney, melbourne, marcus, lucia):
    there = a_browser(user=lucia).get(f"/floor/melbourne/stock/?q={stone.sku}").content.decode()
    here = a_browser(user=marcus).get(f"/floor/sydney/stock/?q={stone.sku}").content.decode()

    assert "/floor/melbourne/bring-here/" in there
    assert "/floor/sydney/bring-here/" not in here


def test_goes_from_shelf_to_shelf_by_its_tag(box, stone, marcus, lucia):
    assert press(marcus, at("sydney", box, "pack/"), code=stone.sku).status_code == 302
    assert press(marcus, at("sydney", box, "send/"), carrier="Courier 7").status_code == 302
    assert lies(stone) == {"transit": (1, 1)}
    assert "Courier 7" in a_browser(user=lucia).get(at("melbourne", box)).content.decode()

    assert press(lucia, at("melbourne", box, "arrived/")).status_code == 302

    assert lies(stone) == {"melbourne": (1, 0)}
    box.refresh_from_db()
    assert box.state == "received"


def test_a_piece_that_is_not_asked_for_is_not_packed(box, marcus, sydney):
    other = a_stone(at=place("sydney"))

    for code in (other.sku, "nothing"):
        answer = press(marcus, at("sydney", box, "pack/"), code=code)
        assert answer.status_code == 422
        assert "isn’t asked for here" in answer.content.decode()

    assert box.lines.get().picked == 0


def test_a_short_box_is_received_and_written_off_with_a_reason(sydney, melbourne, lucia):
    setting = a_setting(pieces=3, at=place("sydney"))
    box = sent(Wish(setting.pk, 3), source=place("sydney"), to=place("melbourne"))
    line = box.lines.get()

    press(lucia, at("melbourne", box, "arrived/"), **{f"line-{line.pk}": "2"})
    assert lies(setting) == {"transit": (1, 1), "melbourne": (2, 0)}
    over = press(lucia, at("melbourne", box, "arrived/"), **{f"line-{line.pk}": "2"})
    assert over.status_code == 409
    assert press(lucia, at("melbourne", box, "call-off/"), why=" ").status_code == 422
    press(lucia, at("melbourne", box, "call-off/"), why="the courier lost it")

    assert lies(setting) == {"melbourne": (2, 0)}
    box.refresh_from_db()
    assert box.state == "received"


def test_each_store_does_its_own_part(box, stone, marcus, lucia):
    refused = press(lucia, at("melbourne", box, "pack/"), code=stone.sku)
    assert refused.status_code == 403
    press(marcus, at("sydney", box, "pack/"), code=stone.sku)
    press(marcus, at("sydney", box, "send/"))

    assert press(marcus, at("sydney", box, "arrived/")).status_code == 403

    assert lies(stone) == {"transit": (1, 1)}


def test_another_store_has_nothing_to_do_with_it(box, perth, ana):
    from staff.models import Membership, Role

    Membership.objects.create(user=ana, role=Role.MANAGER, store=perth)

    assert a_browser(user=ana).get(at("perth", box)).status_code == 404
    assert press(ana, at("perth", box, "call-off/"), why="not ours").status_code == 404


def test_the_inbox_sorts_by_what_is_to_be_done(
    box, sydney, melbourne, marcus, lucia, django_assert_max_num_queries
):
    other = sent(
        Wish(a_setting(at=place("sydney")).pk), source=place("sydney"), to=place("melbourne")
    )
    a_browser(user=marcus).get("/floor/sydney/transfers/")

    browser = a_browser(user=marcus)
    with django_assert_max_num_queries(16):
        sydneys = browser.get("/floor/sydney/transfers/").context["inbox"]
    melbournes = a_browser(user=lucia).get("/floor/melbourne/transfers/").context["inbox"]

    assert [row.pk for row in sydneys.to_send] == [box.pk]
    assert [row.pk for row in melbournes.coming] == [box.pk, other.pk]


def test_an_empty_inbox_says_what_to_do(sydney, marcus):
    shown = a_browser(user=marcus).get("/floor/sydney/transfers/").content.decode()

    assert "Nothing is on its way" in shown


def test_numbers_that_are_none_are_nobodys(box, stone, marcus, lucia):
    press(marcus, at("sydney", box, "pack/"), code=stone.sku)
    press(marcus, at("sydney", box, "send/"))
    line = box.lines.get()

    for number in ("-1", "²", "1e3", "9" * 9):
        answer = press(lucia, at("melbourne", box, "arrived/"), **{f"line-{line.pk}": number})
        assert answer.status_code == 404

    assert lies(stone) == {"transit": (1, 1)}


def test_what_lies_at_a_supplier_is_ordered_and_sent_on_by_whoever_asked(
    sydney, melbourne, marcus, lucia
):
    """Nobody of ours is there to pack it."""
    stone = a_stone(at=a_place("antwerp", "supplier"))
    press(lucia, "/floor/melbourne/bring-here/", sku=stone.sku)
    box = Transfer.objects.get()

    inbox = a_browser(user=lucia).get("/floor/melbourne/transfers/").context["inbox"]
    assert [row.pk for row in inbox.to_send] == [box.pk]
    assert a_browser(user=marcus).get(at("sydney", box)).status_code == 404

    assert press(lucia, at("melbourne", box, "pack/"), code=stone.sku).status_code == 302
    assert press(lucia, at("melbourne", box, "send/")).status_code == 302
    assert press(lucia, at("melbourne", box, "arrived/")).status_code == 302
    assert lies(stone) == {"melbourne": (1, 0)}


@pytest.mark.parametrize(("end", "said"), [("over", "No longer held"), ("sold", "Sold")])
def test_says_of_a_piece_that_its_hold_has_ended(stone, sydney, melbourne, marcus, end, said):
    hers = hold(stone)
    box = packed(
        asked(Wish(stone.pk, claim=hers.public_id), source=place("sydney"), to=place("melbourne"))
    )
    pages = [at("sydney", box), "/floor/sydney/transfers/"]
    for page in pages:
        assert said not in a_browser(user=marcus).get(page).content.decode()

    if end == "over":
        release_claims(claims=[hers.public_id], why="let go", actor=TEST)
    else:
        consume_claims(claims=[hers.public_id], cause="order:1", actor=TEST)

    for page in pages:
        assert f">{said}</span>" in a_browser(user=marcus).get(page).content.decode()


def test_a_hold_that_ends_before_its_late_box_has_come_is_told_where_it_comes(
    stone, sydney, melbourne, marcus, lucia, priya
):
    hers = hold(stone, f"customer:{priya.public_id}")
    Claim.objects.filter(pk=hers.pk).update(purpose="collection")
    sent(Wish(stone.pk, claim=hers.public_id), source=place("sydney"), to=place("melbourne"))

    def ending(store) -> list:
        return alarms(Whose(store.pk, store.local(now()).date(), False)).ending

    assert ending(melbourne) == [hers]
    assert ending(sydney) == []
    longer = {"claim": str(hers.public_id), "hours": "24", "why": "The box is late"}
    assert press(marcus, "/floor/sydney/extend/", **longer).status_code == 403
    there = a_browser(user=lucia).get(f"/floor/melbourne/stock/?q={stone.sku}").content.decode()
    assert "/floor/melbourne/extend/" in there
    assert press(lucia, "/floor/melbourne/extend/", **longer).status_code == 302
    assert ending(melbourne) == []
