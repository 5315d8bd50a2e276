import datetime as dt

import pytest

from customers.actions.compose_selection import (
    Line,
    add_to_selection,
    begin_selection,
    edit_selection,
)
from customers.actions.end_share import extend_share, revoke_share
from customers.actions.merge import merge_customers
from customers.actions.share_selection import send_again, share_selection
from customers.errors import BadAddress, EmptySelection, SelectionFull, ShareOver
from customers.models import Customer, Interaction, Selection, SelectionShare
from customers.selectors.selections import share_by_token
from customers.selectors.timeline import timeline_of
from notifications.models import Message
from omni.lib.clock import now
from omni.lib.errors import Invalid
from omni.lib.ids import token_hash
from tests.cast import a_customer, acting
from tests.customers.selections import token_at
from tests.handset import deliver_all, texts_to
from tests.stock import TEST, a_stone

pytestmark = pytest.mark.django_db
PRIYAS = "+61491570006"


@pytest.fixture
def three(stone, marcus, sydney) -> Selection:
    selection = begin_selection(
        title="Three rounds", store=sydney, made_by=marcus, customer=None, item=stone,
        actor=acting(marcus),
    )  # fmt: skip
    for _ in range(2):
        add_to_selection(selection=selection, item=a_stone(), actor=acting(marcus))
    return selection


def share(selection, who=None, to=PRIYAS, by=TEST, **more) -> SelectionShare:
    return share_selection(selection=selection, customer=who, address=to, actor=by, **more)


def test_a_piece_is_on_a_list_once_and_in_its_place(three, stone, marcus):
    assert not add_to_selection(selection=three, item=stone, actor=acting(marcus))

    last = three.pieces.last().item
    edit_selection(
        selection=three, title=" Two  rounds ", actor=acting(marcus),
        lines=[Line(last, "The\nwhitest."), Line(stone)],
    )  # fmt: skip

    three.refresh_from_db()
    assert three.title == "Two rounds"
    assert [(p.item, p.note) for p in three.pieces.all()] == [(last, "The whitest."), (stone, "")]


@pytest.mark.parametrize("twice", [True, False])
def test_refuses_a_list_without_a_name_or_with_a_piece_twice(three, stone, marcus, twice):
    lines = [Line(stone), Line(stone)] if twice else [Line(stone)]

    with pytest.raises(Invalid):
        edit_selection(
            selection=three, title="Rounds" if twice else "  ", lines=lines, actor=acting(marcus)
        )

    assert three.pieces.count() == 3


def test_refuses_what_customers_may_not_see(three, marcus):
    hidden = a_stone()
    hidden.is_listed = False
    hidden.save()

    with pytest.raises(Invalid):
        add_to_selection(selection=three, item=hidden, actor=acting(marcus))

    assert three.pieces.count() == 3


def test_a_list_holds_sixty(three, marcus, monkeypatch):
    monkeypatch.setattr("customers.actions.compose_selection.MOST", 3)

    with pytest.raises(SelectionFull):
        add_to_selection(selection=three, item=a_stone(), actor=acting(marcus))

    assert three.pieces.count() == 3


def test_it_arrives_with_a_link_whose_token_we_keep_as_its_hash_only(three, priya, marcus):
    sent = share(three, priya, by=acting(marcus))

    text = (deliver_all(), texts_to(PRIYAS))[1][-1]
    token = token_at(PRIYAS)
    assert text.startswith("Hi Priya. Marcus at Sydney, George Street has put 3 pieces together")
    assert len(token) >= 22
    assert sent.token_hash == token_hash(token)
    assert share_by_token(token) == sent
    assert token not in Message.objects.get().body
    assert bytes(Message.objects.get().secrets) == b""
    assert [e.kind for e in timeline_of(priya)] == ["messaged", "list_sent"]


def test_somebody_new_is_known_by_what_she_was_called_and_not_proven(three, marcus):
    sent = share(three, to="mei@example.com", name="Mei Tan")

    assert (sent.customer.name, sent.kind) == ("Mei Tan", "email")
    assert sent.customer.identities.get().proven_at is None
    deliver_all()
    assert "Hi Mei." in texts_to("mei@example.com")[0]


def test_an_address_that_somebody_has_proven_is_hers_whoever_was_meant(three, priya, tom):
    assert share(three, tom, to=PRIYAS).customer == priya
    assert share(three, None, to="priya@example.com", name="Zoe").customer == priya
    assert Customer.objects.count() == 2


def test_refuses_an_empty_list_and_an_address_that_is_none(three, stone, priya, marcus):
    with pytest.raises(BadAddress):
        share(three, priya, to="12")
    edit_selection(selection=three, title="None", lines=[], actor=acting(marcus))
    with pytest.raises(EmptySelection):
        share(three, priya)

    assert not SelectionShare.objects.exists()
    assert not Message.objects.exists()
    assert not Interaction.objects.exists()


def test_withdrawn_it_opens_nothing_and_isnt_sent_or_kept_open_again(three, priya):
    sent = share(three, priya)
    token = token_at(PRIYAS)

    revoke_share(share=sent, actor=TEST)
    revoke_share(share=sent, actor=TEST)

    assert share_by_token(token) is None
    for again in (send_again, lambda **k: extend_share(by=dt.timedelta(days=1), **k)):
        with pytest.raises(ShareOver):
            again(share=sent, actor=TEST)
    assert Interaction.objects.filter(kind="noted").count() == 1


def test_sent_again_the_link_before_is_dead(three, priya):
    sent = share(three, priya)
    before = token_at(PRIYAS)

    send_again(share=sent, actor=TEST)

    after = token_at(PRIYAS)
    assert share_by_token(before) is None
    assert share_by_token(after) == sent


def test_it_runs_out_and_can_be_kept_open_ninety_days_at_most(three, priya):
    sent = share(three, priya)
    token = token_at(PRIYAS)
    SelectionShare.objects.update(
        sent_at=now() - dt.timedelta(days=40), expires_at=now() - dt.timedelta(seconds=1)
    )
    assert share_by_token(token) is None

    extend_share(share=sent, by=dt.timedelta(days=14), actor=TEST)

    sent.refresh_from_db()
    assert share_by_token(token) == sent
    assert dt.timedelta(days=13) < sent.expires_at - now() <= dt.timedelta(days=14)
    extend_share(share=sent, by=dt.timedelta(days=500), actor=TEST)
    sent.refresh_from_db()
    assert sent.expires_at - now() <= dt.timedelta(days=90)


def test_braces_in_a_name_are_no_marks_of_a_message(three):
    share(three, to="mei@example.com", name="{link}")

    deliver_all()
    assert "Hi (link)." in texts_to("mei@example.com")[0]


def test_what_was_sent_to_a_stranger_is_hers_once_she_is_known(three, priya):
    stranger = a_customer()
    sent = share(three, stranger, to="nair@example.com")

    merge_customers(gone=stranger, kept=priya, why="test", actor=TEST)

    sent.refresh_from_db()
    assert sent.customer == priya
