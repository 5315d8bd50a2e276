"""Whatever two or three people have: merged and told apart again, each row is as it was."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from omni.lib.invariants import breaches
from tests.cast import a_customer
from tests.customers.parting import (
    chats,
    differences,
    has_papers,
    holds,
    likes,
    merge,
    names,
    pays,
    searches,
    snapshot,
    undo,
    visits,
    waits,
)
from tests.races import rounds
from tests.stock import a_stone

pytestmark = pytest.mark.django_db

SOME = st.frozensets(st.integers(0, 2))
LIFE = st.fixed_dictionaries(
    {
        "name": st.booleans(), "hearts": SOME, "off": SOME, "waits": SOME, "searches": SOME,
        "addresses": SOME, "papers": st.booleans(), "pays": st.booleans(),
        "visit": st.sampled_from(["", "open", "closed"]), "holds": st.booleans(),
        "chat": st.sampled_from(["", "waiting", "answered", "finished"]),
    }
)  # fmt: skip
# Who becomes whom, and in which order that is undone; 0 is the one whom we know.
ORDERS = st.sampled_from(
    [
        ([(1, 0)], [0]),
        ([(1, 0), (2, 0)], [1, 0]),
        ([(1, 0), (2, 0)], [0, 1]),
        ([(2, 1), (1, 0)], [1, 0]),
    ]
)


def lives(who, life: dict, pieces: list, store, by) -> None:
    likes(who, *(pieces[n] for n in sorted(life["hearts"])))
    likes(who, *(pieces[n] for n in sorted(life["off"])), removed=True)
    for n in sorted(life["waits"]):
        waits(who, pieces[n])
    for n in sorted(life["searches"]):
        searches(who, f"carat_min={n}")
    for n in sorted(life["addresses"]):
        names(who, f"{n}@example.com")
    if life["papers"]:
        has_papers(who, store, by)
    if life["pays"]:
        pays(who, a_stone(), store, by)
    if life["visit"]:
        visits(who, store, life["visit"] == "closed")
    if life["holds"]:
        holds(who, a_stone())
    if life["chat"]:
        chats(who, by, life["chat"])


def test_each_row_is_as_it_was(sydney, ana):
    pieces = [a_stone() for _ in range(3)]

    @settings(
        max_examples=rounds(12, 100), deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip
    @given(all_three=st.tuples(LIFE, LIFE, LIFE), order=ORDERS)
    def told_apart(all_three, order):
        with transaction.atomic():
            people = [a_customer("Priya" * all_three[0]["name"], "+61491570006")]
            people += [a_customer("Visitor" * life["name"]) for life in all_three[1:]]
            for who, life in zip(people, all_three, strict=True):
                lives(who, life, pieces, sydney, ana)
            before = snapshot()

            merges = [merge(people[gone], people[kept]) for gone, kept in order[0]]
            assert differences(before, snapshot())
            for n in order[1]:
                undo(merges[n], ana)

            assert differences(before, snapshot()) == {}
            assert breaches(with_workers=False) == []
            transaction.set_rollback(True)

    told_apart()
