import datetime as dt
import uuid

import pytest

from customers.actions.merge import merge_customers
from customers.models import VisitorLink
from customers.selectors.timeline import timeline_of
from customers.timeline import record
from omni.lib.actors import system
from tests.cast import a_customer
from tests.stock import a_setting, a_stone

TEST = system("test")
NOON = dt.datetime(2026, 11, 21, 12, 0, tzinfo=dt.UTC)


def tell(kind="viewed", minutes=0, **kwargs):
    at = NOON + dt.timedelta(minutes=minutes)
    return record(kind=kind, channel="web", actor=TEST, at=at, **kwargs)


def told(customer) -> list[str]:
    return ["".join(entry.sentence) for entry in timeline_of(customer)]


def test_it_is_newest_first_and_only_hers(priya, zoe, stone):
    tell(customer=priya, item=stone)
    tell("signed_in", 5, customer=priya, facts={"by": "phone"})
    tell(customer=zoe, item=stone)

    assert told(priya) == ["Signed in with a code by SMS", "Looked at the 1.52 ct round"]


def test_views_of_a_day_are_one_entry_that_counts_them_all(priya, stone):
    for minute in (-3000, 0, 10, 20):
        tell(customer=priya, item=stone, minutes=minute)

    assert told(priya) == [
        "Looked at the 1.52 ct round again, fourth time",
        "Looked at the 1.52 ct round",
    ]


def test_it_finds_what_she_did_as_a_visitor_and_as_another(priya, stone):
    visitor, unknown = uuid.uuid4(), uuid.uuid4()
    anonymous = a_customer()
    VisitorLink.objects.create(visitor=visitor, customer=anonymous)
    tell(visitor=visitor, item=stone)
    tell(visitor=unknown, item=stone)
    tell("shortlisted", 1, customer=anonymous, visitor=visitor, item=stone)

    merge_customers(gone=anonymous, kept=priya, why="test", actor=TEST)

    assert told(priya) == ["Put the 1.52 ct round on the shortlist", "Looked at the 1.52 ct round"]


def test_every_kind_has_words(priya, stone, sydney):
    from customers.models import Interaction

    for number, kind in enumerate(Interaction.Kind.values):
        tell(kind, number, customer=priya, item=stone, store=sydney)

    sentences = told(priya)

    assert len(sentences) == len(Interaction.Kind.values)
    assert all(sentences)


def test_a_purchase_names_the_place_and_the_order(priya, stone, sydney):
    tell("purchased", customer=priya, item=stone, store=sydney, facts={"number": "SYD-1"})

    assert told(priya) == ["Bought the 1.52 ct round, in Sydney, order SYD-1"]


def test_searches_say_what_was_asked_for(priya):
    tell("searched", 0, customer=priya, facts={"search": {"shape": ["round"]}})
    tell("searched", 1, customer=priya, facts={"search": {"colour": ["E", "F"]}})

    assert told(priya) == ["Searched for colour E and F, and 1 more search"]


@pytest.mark.parametrize(
    ("search", "words"),
    [
        ({"place": ["sydney"], "shape": ["round,oval"], "carat_max": ["1.5"], "carat_min": ["1"]},
         "round and oval, 1 to 1.5 ct, in Sydney"),
        ({"cut": "very-good", "carat_max": 1.5}, "up to 1.5 ct, cut very good"),
        ({"price_max": "20000"}, "up to $20000"),
        ({"carat_min": "2"}, "from 2 ct"),
        ({"colour": ["G,H"], "fancy": ["yellow"], "intensity": ["fancy-vivid"]},
         "colour G and H, or fancy yellow, fancy vivid"),
        ({"colour": []}, ""),
        ({"something": "else"}, ""),
    ],
)  # fmt: skip
def test_a_search_is_said_as_people_say_it(priya, search, words):
    tell("searched", customer=priya, facts={"search": search})

    assert told(priya) == [f"Searched for {words}" if words else "Searched"]


@pytest.mark.parametrize("pieces", [1, 8])
def test_two_queries_whatever_is_on_it(priya, django_assert_num_queries, pieces):
    for number in range(pieces):
        tell(customer=priya, item=a_stone(), minutes=number)
        tell(customer=priya, item=a_setting(), minutes=number)

    with django_assert_num_queries(2):
        entries = timeline_of(priya)
        assert all(entry.sentence for entry in entries)
        assert sum(bool(entry.drawing) for entry in entries) == pieces
