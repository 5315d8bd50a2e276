"""Looking up: by tag, report, mobile, name, order or pass; holding for the client, letting go."""

import datetime as dt

import pytest

from customers.actions.issue_pass import issue_pass
from customers.models import Interaction
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.models import Claim, GradingReport
from omni.lib.clock import now
from tests.cast import a_browser, a_customer, acting
from tests.floor.scenes import a_sale, key
from tests.stock import a_place, a_setting, a_stone, on_hand

pytestmark = pytest.mark.django_db


@pytest.fixture
def ipad(marcus):
    return a_browser(user=marcus)


def look_up(browser, text, **more) -> str:
    answer = browser.get("/floor/sydney/stock/", {"q": text} | more)
    assert answer.status_code == 200
    return answer.content.decode()


def hold(browser, item, client):
    sent = {"sku": item.sku, "client": str(client.public_id), "client_key": key()}
    return browser.post("/floor/sydney/hold/", sent)


def let_go(browser, claim, why="Chose another one"):
    sent = {"claim": str(claim.public_id), "why": why, "client_key": key()}
    return browser.post("/floor/sydney/let-go/", sent)


def test_a_tag_shows_where_the_piece_is(ipad, stone, melbourne):
    html = look_up(ipad, stone.sku.lower())

    assert stone.title in html
    assert "Here now" in html
    assert "Can be here" in html


def test_a_report_number_finds_its_stone(ipad, stone):
    GradingReport.objects.create(stone=stone.stone, lab="GIA", number="2496118307")

    assert stone.sku in look_up(ipad, "2496 118 307")


@pytest.fixture
def ovals(sydney, melbourne) -> dict:
    """The older is here, the newer isn't."""
    size = {"shape": 2, "colour": 3}
    return {
        "here": a_stone(sku="TD-801", at=a_place("sydney"), **size),
        "there": a_stone(sku="TD-802", at=a_place("melbourne"), **size),
    }


def test_stones_are_found_by_what_somebody_wants(ipad, ovals):
    html = look_up(ipad, "1.5 ct oval, F")

    assert "2 like that" in html
    assert html.index("TD-801") < html.index("TD-802"), "what is here first"
    assert "/diamonds/?shape=oval" in html
    assert "Nothing is called" not in html


def test_what_is_wanted_is_found_for_the_client_and_her_sale(ipad, ovals, priya):
    where = {"q": "oval F", "client": str(priya.public_id), "sale": "TD-9"}
    html = ipad.get("/floor/sydney/stock/", where).content.decode()

    assert f"q=TD-801&amp;client={priya.public_id}&amp;sale=TD-9" in html


def test_none_that_is_wanted_leads_to_what_comes_close(ipad, ovals):
    html = look_up(ipad, "5 ct pear, D")

    assert "0 like that" in html
    assert "See what comes close" in html


def test_a_name_that_sounds_like_a_shape_isnt_a_wish(ipad, ovals):
    assert "Nothing is called" in look_up(ipad, "Oval Smith")


def test_a_settings_name_finds_it(ipad, sydney):
    assert a_setting().sku in look_up(ipad, "solitaire")


@pytest.mark.parametrize("text", ["0491 570 006", "570006", "priya", "PRIYA@example.com"])
def test_a_person_is_found_by_what_she_says(ipad, priya, text):
    assert "Priya Nair" in look_up(ipad, text)


def test_an_order_is_found_by_its_number(ipad, stone):
    ipad.post("/floor/sydney/sell/", a_sale(stone))

    assert "SYD-10001" in look_up(ipad, "syd-10001")


def test_a_scanned_pass_opens_her_profile(ipad, priya, ana):
    phone = priya.identities.get(kind="phone")
    _, token = issue_pass(customer=priya, appointment=None, to=phone, actor=acting(ana))

    answer = ipad.get("/floor/sydney/stock/", {"q": f"http://127.0.0.1:8000/p/{token}/"})

    assert answer["Location"] == f"/floor/sydney/clients/{priya.public_id}/"


@pytest.mark.parametrize("text", ["zz", "%%%%", "<b>x</b>", "x" * 300, "NO-SUCH-1"])
def test_nothing_found_says_so(ipad, stone, text):
    html = look_up(ipad, text)

    assert "Nothing is called" in html
    assert "<b>x</b>" not in html


def test_staff_see_for_whom_a_piece_is_held(ipad, stone, priya):
    claim_stock(
        lines=[ClaimLine(stone.pk)], purpose="collection", holder=f"customer:{priya.public_id}",
        expires_at=now() + dt.timedelta(hours=5), actor=acting(priya),
    )  # fmt: skip

    html = look_up(ipad, stone.sku)

    assert "Priya Nair</a></b>: to be collected" in html


def test_what_is_on_hold_is_told_of_the_store_where_it_lies(ipad, stone, priya, melbourne):
    hold(ipad, stone, priya)

    stores = look_up(ipad, stone.sku).split("piece-stores")[1].split("</ul>")[0]

    assert "Sydney" in stores
    assert "Melbourne" not in stores


def test_holds_for_the_client_for_two_hours(ipad, stone, priya, sydney):
    answer = hold(ipad, stone, priya)

    assert answer["Location"] == f"/floor/sydney/clients/{priya.public_id}/"
    claim = Claim.objects.get()
    assert (claim.purpose, claim.holder) == ("try_on", f"customer:{priya.public_id}")
    assert dt.timedelta(minutes=119) < claim.expires_at - now() <= dt.timedelta(hours=2)
    assert Interaction.objects.get(customer=priya, kind="reserved").store == sydney


def test_what_is_held_longer_for_her_stays_hers_as_long(ipad, stone, priya):
    until = now() + dt.timedelta(hours=40)
    claim_stock(
        lines=[ClaimLine(stone.pk)], purpose="collection", holder=f"customer:{priya.public_id}",
        expires_at=until, actor=acting(priya),
    )  # fmt: skip

    hold(ipad, stone, priya)

    assert Claim.objects.get().expires_at == until


def test_refuses_to_hold_what_somebody_else_has(ipad, stone, priya, zoe):
    hold(ipad, stone, zoe)

    answer = hold(ipad, stone, priya)

    assert answer.status_code == 409
    assert "is on hold for somebody else" in answer.content.decode()
    assert Claim.objects.get().holder == f"customer:{zoe.public_id}"


def test_lets_go_with_a_reason(ipad, stone, priya):
    hold(ipad, stone, priya)

    assert let_go(ipad, Claim.objects.get()).status_code == 302

    assert "Chose another one" in Claim.objects.get().released_why
    assert on_hand(stone) == (1, 0)


def test_a_reason_is_needed(ipad, stone, priya):
    hold(ipad, stone, priya)

    assert let_go(ipad, Claim.objects.get(), why=" ").status_code == 422
    assert on_hand(stone) == (1, 1)


def test_another_stores_hold_is_not_ended_here(ipad, priya, lucia, melbourne):
    far = a_stone(at=a_place("melbourne"))
    hold(ipad, far, priya)

    assert let_go(ipad, Claim.objects.get()).status_code == 403
    assert on_hand(far) == (1, 1)


def test_queries_dont_grow_with_what_is_found(ipad, sydney, django_assert_max_num_queries):
    for n in range(6):
        hold(ipad, a_stone(sku=f"MANY-{n}"), a_customer(f"Client {n}"))
    look_up(ipad, "MANY")

    with django_assert_max_num_queries(13):
        look_up(ipad, "MANY")


def extend(browser, claim, hours="24", why="Comes back on Saturday", client_key=None):
    sent = {"claim": str(claim.public_id), "hours": hours, "why": why}
    return browser.post("/floor/sydney/extend/", sent | {"client_key": client_key or key()})


def test_a_hold_goes_on_for_longer_and_says_why(ipad, stone, priya):
    hold(ipad, stone, priya)
    claim = Claim.objects.get()

    once, again = key(), None
    for _ in range(2):
        again = extend(ipad, claim, client_key=once)

    longer = Claim.objects.get()
    assert again["Location"] == f"/floor/sydney/stock/?q={stone.sku}"
    assert longer.expires_at - claim.expires_at == dt.timedelta(hours=24)
    html = look_up(ipad, stone.sku)
    assert "Comes back on Saturday" in html
    assert "held by Marcus Okafor" in html


def test_a_week_is_a_managers_to_give(ipad, ana, stone, priya):
    hold(ipad, stone, priya)
    before = Claim.objects.get()

    assert "a week more" not in look_up(ipad, stone.sku)
    assert extend(ipad, before, "168").status_code == 422
    assert Claim.objects.get().expires_at == before.expires_at
    assert "a week more" in look_up(a_browser(user=ana), stone.sku)
    assert extend(a_browser(user=ana), before, "168").status_code == 302

    assert Claim.objects.get().expires_at - before.expires_at == dt.timedelta(days=7)


@pytest.mark.parametrize(("hours", "why"), [("1", "she asked"), ("x", "she asked"), ("24", " ")])
def test_an_extension_has_a_length_of_the_list_and_a_reason(ipad, stone, priya, hours, why):
    hold(ipad, stone, priya)
    before = Claim.objects.get()

    assert extend(ipad, before, hours, why).status_code == 422

    assert Claim.objects.get().expires_at == before.expires_at


@pytest.mark.parametrize("purpose", ["order", "basket", "memo", "transfer"])
def test_what_isnt_kept_for_somebody_by_us_isnt_extended(ipad, stone, priya, purpose):
    until = now() + dt.timedelta(hours=1)
    claim_stock(
        lines=[ClaimLine(stone.pk)], purpose=purpose, holder=f"customer:{priya.public_id}",
        expires_at=until, actor=acting(priya),
    )  # fmt: skip

    assert extend(ipad, Claim.objects.get()).status_code == 403
    assert "/floor/sydney/extend/" not in look_up(ipad, stone.sku)

    assert Claim.objects.get().expires_at == until


def test_another_stores_hold_is_not_extended_here(ipad, priya, melbourne):
    far = a_stone(at=a_place("melbourne"))
    hold(ipad, far, priya)
    before = Claim.objects.get()

    assert extend(ipad, before).status_code == 403

    assert Claim.objects.get().expires_at == before.expires_at
