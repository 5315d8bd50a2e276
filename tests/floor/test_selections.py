"""Lists on the floor: put together, sent, watched, withdrawn; each belongs to its store."""

import uuid

import pytest

from customers.actions.look_at_selection import look_at_selection
from customers.actions.shortlist import add_to_shortlist
from customers.models import Selection, SelectionShare
from omni.lib.actors import Actor
from tests.cast import a_browser, acting
from tests.chat.scenes import asks
from tests.customers.selections import a_selection, sent_to
from tests.handset import deliver_all, texts_to
from tests.stock import a_stone

pytestmark = pytest.mark.django_db
LISTS = "/floor/sydney/lists/"


def press(user, where: str, key=None, **form):
    return a_browser(user=user).post(where, form | {"client_key": str(key or uuid.uuid4())})


def see(user, where: str) -> str:
    answer = a_browser(user=user).get(where)
    assert answer.status_code == 200, where
    return answer.content.decode()


@pytest.fixture
def three(marcus, priya, stone) -> Selection:
    return a_selection(marcus, stone, a_stone(), a_stone(), customer=priya)


def at(selection: Selection, step: str = "") -> str:
    return f"{LISTS}{selection.public_id}/{step}"


def skus(selection: Selection) -> list[str]:
    return [piece.item.sku for piece in selection.pieces.select_related("item")]


def test_from_the_look_up_pieces_gather_on_one_list_for_the_client(marcus, priya, stone):
    other = a_stone()
    for item in (stone, other):
        answer = press(marcus, f"{LISTS}begin/", sku=item.sku, client=str(priya.public_id))

    selection = Selection.objects.get()
    assert answer.url == at(selection)
    assert (selection.title, selection.customer) == ("For Priya", priya)
    assert skus(selection) == [stone.sku, other.sku]
    assert "On a list for Priya" in see(
        marcus, f"/floor/sydney/stock/?q={stone.sku}&client={priya.public_id}"
    )


def test_what_she_likes_goes_onto_a_list_by_one_press(marcus, priya, stone):
    client = f"/floor/sydney/clients/{priya.public_id}/"
    assert "Put a list together" in see(marcus, client)
    other = a_stone()
    for item in (stone, other):
        add_to_shortlist(customer=priya, item=item, actor=acting(priya))
    assert "Put what she likes on a list" in see(marcus, client)

    press(marcus, f"{LISTS}begin/", sku=[other.sku, stone.sku], client=str(priya.public_id))

    assert skus(Selection.objects.get()) == [other.sku, stone.sku]


def test_a_list_of_nothing_we_have_isnt_begun(marcus):
    assert press(marcus, f"{LISTS}begin/", sku="UNKNOWN").status_code == 404
    assert not Selection.objects.exists()


def test_the_same_press_twice_begins_one_list(marcus, stone):
    key = uuid.uuid4()
    for _ in range(2):
        press(marcus, f"{LISTS}begin/", key, sku=stone.sku)

    assert Selection.objects.count() == 1


def test_a_list_that_was_sent_is_left_as_it_is_and_a_new_one_begins(marcus, priya, three):
    sent_to(priya, three, marcus)

    press(marcus, f"{LISTS}begin/", sku=a_stone().sku, client=str(priya.public_id))

    assert Selection.objects.count() == 2
    assert three.pieces.count() == 3


def test_pieces_are_ordered_noted_taken_off_and_added_by_their_tag(marcus, three):
    first, second, third = skus(three)
    form = {"title": "Rounds", "sku": [first, second, third], "note": ["", "Whitest", ""]}

    press(marcus, at(three, "edit/"), move=f"down:{first}", **form)
    assert skus(three) == [second, first, third]
    assert three.pieces.first().note == "Whitest"

    form["sku"] = skus(three)
    press(marcus, at(three, "edit/"), move=f"off:{third}", **form)
    assert skus(three) == [second, first]

    press(marcus, at(three, "add/"), code=f"https://shop.example/diamonds/{third}/")
    assert skus(three) == [second, first, third]


@pytest.mark.parametrize(
    ("step", "form"),
    [
        ("add/", {"code": "nothing"}),
        ("edit/", {"title": ""}),
        ("edit/", {"title": "x", "sku": ["UNKNOWN"], "note": [""]}),
        ("edit/", {"title": "x", "sku": ["UNKNOWN"]}),
        ("send/", {"address": "12"}),
        ("send/", {"whom": "client", "address": ""}),
    ],
)
def test_refuses_what_makes_no_sense_and_changes_nothing(marcus, three, step, form):
    answer = press(marcus, at(three, step), **form)

    assert answer.status_code == 422
    assert "banner alert" in answer.content.decode()
    three.refresh_from_db()
    assert (three.title, three.pieces.count()) == ("Three rounds", 3)
    assert not SelectionShare.objects.exists()


def test_it_is_sent_to_the_client_once_however_often_it_is_pressed(marcus, three, priya):
    key = uuid.uuid4()
    for _ in range(2):
        answer = press(
            marcus, at(three, "send/"), key, whom="client", address="+61491570006"
        )  # fmt: skip

    assert answer.status_code == 302
    assert SelectionShare.objects.get().customer == priya
    deliver_all()
    assert len(texts_to("+61491570006")) == 1


def test_it_is_sent_to_somebody_new_by_name_and_address(marcus, three):
    press(marcus, at(three, "send/"), name="Mei Tan", address="mei@example.com")

    share = SelectionShare.objects.get()
    assert (share.customer.name, share.value) == ("Mei Tan", "mei@example.com")
    assert "mei@example.com" in see(marcus, at(three))


def test_staff_see_what_was_opened_and_asked_on_list_client_and_desk(marcus, hana, three, priya):
    share, _token = sent_to(priya, three, marcus)
    assert "Not opened yet" in see(marcus, at(three))
    link = Actor("link", str(share.public_id))
    item = three.pieces.first().item
    look_at_selection(share=share, what="opened", actor=link)
    look_at_selection(share=share, what="asked", item=item, actor=link)

    for page in (at(three), f"/floor/sydney/clients/{priya.public_id}/"):
        html = see(marcus, page)
        assert "Opened once" in html
        assert "<b>asked</b>" in html
    conversation = asks(priya).conversation
    desk = see(hana, f"/desk/{conversation.public_id}/")
    assert "“Three rounds”, opened once" in desk
    assert "Opened our list" in desk


@pytest.mark.parametrize(
    ("step", "state"), [("revoke/", "withdrawn"), ("longer/", "open"), ("again/", "open")]
)
def test_a_link_is_withdrawn_kept_open_or_sent_anew(marcus, three, priya, client, step, state):
    share, token = sent_to(priya, three, marcus)

    answer = press(marcus, f"{LISTS}sent/{share.public_id}/{step}")

    assert answer.status_code == 302
    assert f">{state}</span>" in see(marcus, at(three))
    works = client.get(f"/s/{token}/").status_code
    assert works == (200 if step == "longer/" else 404)


def test_a_withdrawn_link_is_not_sent_again(marcus, three, priya):
    share, _token = sent_to(priya, three, marcus)
    press(marcus, f"{LISTS}sent/{share.public_id}/revoke/")

    answer = press(marcus, f"{LISTS}sent/{share.public_id}/again/")

    assert answer.status_code == 409
    assert "That link was withdrawn." in answer.content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx", "pdf"])
def test_it_can_be_printed_and_kept(marcus, three, kind):
    answer = a_browser(user=marcus).get(at(three, f"list.{kind}"))

    assert answer.status_code == 200
    assert len(answer.content) > 300
    assert a_browser(user=marcus).get(at(three, "list.doc")).status_code == 404


def test_another_stores_list_is_not_there(lucia, marcus, three, priya):
    share, _token = sent_to(priya, three, marcus)
    mine = "/floor/melbourne/lists/"

    for step in ("", "list.csv"):
        page = a_browser(user=lucia).get(f"{mine}{three.public_id}/{step}")
        assert page.status_code == 404
    assert press(lucia, f"{mine}{three.public_id}/send/", address="x@y.com").status_code == 404
    assert press(lucia, f"{mine}sent/{share.public_id}/revoke/").status_code == 404
    share.refresh_from_db()
    assert share.revoked_at is None
    assert SelectionShare.objects.count() == 1


def test_the_stores_lists_cost_no_more_for_more(marcus, stone, django_assert_max_num_queries):
    for n in range(6):
        a_selection(marcus, stone, title=f"List {n}")
    browser = a_browser(user=marcus)
    browser.get(LISTS)

    with django_assert_max_num_queries(12):
        html = browser.get(LISTS).content.decode()
    assert html.count("not sent yet") == 6


def test_names_are_text(marcus, stone):
    selection = a_selection(marcus, stone, title="<b>bold</b>")

    for page in (LISTS, at(selection)):
        assert "<b>bold" not in see(marcus, page)
