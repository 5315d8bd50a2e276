import datetime as dt
import re
import sys

import pytest

from customers.actions.compose_selection import begin_selection
from customers.actions.look_at_selection import look_at_selection
from customers.actions.share_selection import share_selection
from customers.models import Interaction, SelectionLook, SelectionShare
from customers.selectors.selections import sent_of, sent_to
from customers.selectors.timeline import timeline_of
from omni.lib.actors import Actor
from omni.lib.clock import now
from tests.cast import acting
from tests.races import race
from tests.stock import a_stone


@pytest.fixture
def sent(db, stone, marcus, sydney, priya) -> SelectionShare:
    selection = begin_selection(
        title="For Priya", store=sydney, made_by=marcus, customer=priya, item=stone,
        actor=acting(marcus),
    )  # fmt: skip
    return share_selection(
        selection=selection, customer=priya, address="priya@example.com", actor=acting(marcus)
    )


def look(share, what="opened", item=None) -> bool:
    actor = Actor("link", str(share.public_id))
    return look_at_selection(share=share, what=what, item=item, actor=actor)


def test_opens_and_clicks_are_in_her_story_in_words(sent, stone, priya):
    assert look(sent)
    assert look(sent, "page", stone)
    assert look(sent, "certificate", stone)

    told = ["".join(entry.sentence) for entry in timeline_of(priya)]
    assert told[:3] == [
        "Read the certificate of the 1.52 ct round in “For Priya”",
        "Opened the 1.52 ct round in “For Priya”",
        "Opened our list “For Priya”",
    ]
    (one,) = sent_of(sent.selection)
    assert (one.opened, one.clicked) == (1, {stone: 2})
    assert [s.share for s in sent_to(priya)] == [sent]


def test_the_same_within_ten_minutes_counts_once(sent, stone):
    assert look(sent)
    assert look(sent, "page", stone)
    assert not look(sent)
    assert not look(sent, "page", stone)

    SelectionLook.objects.update(last_at=now() - dt.timedelta(minutes=10))

    assert look(sent)
    assert SelectionLook.objects.get(what="opened").times == 2
    assert Interaction.objects.filter(kind="opened").count() == 2


def test_a_piece_that_is_not_on_the_list_counts_nothing(sent):
    assert not look(sent, "page", a_stone())

    assert not SelectionLook.objects.exists()
    assert not Interaction.objects.filter(kind="clicked").exists()


@pytest.mark.django_db(transaction=True)
def test_two_beacons_at_once_count_as_one(sent):
    counted = race(lambda n: look(sent), 4)

    assert sorted(counted) == [False, False, False, True]
    assert Interaction.objects.filter(kind="opened").count() == 1


@pytest.mark.django_db(transaction=True)
def test_control_without_the_condition_each_of_them_counts(sent, monkeypatch):
    module = sys.modules["customers.actions.look_at_selection"]
    monkeypatch.setattr(module, "SQL", re.sub(r"WHERE known.*", "", module.SQL))

    counted = race(lambda n: look(sent), 4)

    assert counted == [True] * 4
    assert Interaction.objects.filter(kind="opened").count() == 4


def test_a_withdrawn_link_is_said_in_its_state(sent):
    SelectionShare.objects.update(revoked_at=now())

    assert sent_of(sent.selection)[0].state == "revoked"
