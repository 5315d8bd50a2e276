"""What she took home on approval and brought back is on her timeline, with who gave it to her."""

import datetime as dt

import pytest

from customers.models import Interaction
from customers.selectors.timeline import timeline_of
from inventory.actions.claim import ClaimLine
from inventory.actions.open_memo import open_memo
from inventory.actions.return_memo import return_memo
from inventory.errors import Insufficient
from tests.cast import acting
from tests.stock import a_place, a_stone

pytestmark = pytest.mark.django_db
SATURDAY = dt.date(2026, 12, 5)


def taken(holder: str, actor, *items):
    return open_memo(
        holder=holder, origin=a_place(), lines=[ClaimLine(item.pk) for item in items],
        due_on=SATURDAY, actor=actor,
    )  # fmt: skip


def told(customer) -> list[str]:
    return ["".join(entry.sentence) for entry in timeline_of(customer)]


def test_both_ways_are_told_piece_by_piece(priya, marcus, stone):
    other = a_stone()
    memo = taken(f"customer:{priya.public_id}", acting(marcus), stone, other)
    line = memo.lines.get(item=stone)

    return_memo(memo=memo, lines=[line.pk], actor=acting(marcus))

    took = f"Took the 1.52 ct round home on approval, {memo.number}, until 5 December"
    assert sorted(told(priya)) == sorted(
        [f"Brought the 1.52 ct round back, {memo.number}", took, took]
    )
    entry = Interaction.objects.get(kind="brought_back")
    assert (entry.actor, entry.item) == (str(acting(marcus)), stone.public_id)
    assert (entry.store.slug, entry.ref) == ("sydney", f"memo:{memo.public_id}")


def test_what_a_colleague_or_nobody_we_know_took_is_on_no_timeline(marcus, stone, priya):
    taken(f"user:{marcus.public_id}", acting(marcus), stone)
    taken("customer:018f0000-0000-7000-8000-000000000000", acting(marcus), a_stone())

    assert not Interaction.objects.exists()


def test_a_refused_memo_leaves_no_entry(priya, marcus, stone):
    holder = f"customer:{priya.public_id}"
    taken(holder, acting(marcus), stone)

    with pytest.raises(Insufficient):
        taken("customer:018f0000-0000-7000-8000-000000000000", acting(marcus), a_stone(), stone)

    assert Interaction.objects.count() == 1
