import datetime as dt

import pytest

from customers.actions.merge import merge_customers
from customers.actions.shortlist import add_to_shortlist
from customers.errors import TwoPeople
from customers.models import Identity, Merge, Session
from customers.selectors.sessions import customer_of
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.models import Claim
from omni.lib.actors import system
from omni.lib.clock import now
from tests.cast import a_customer, acting
from tests.stock import a_stone

TEST = system("test")


def merge(gone, kept) -> Merge:
    return merge_customers(gone=gone, kept=kept, why="test", actor=TEST)


def test_what_she_holds_stays_held_for_her(priya, stone):
    anonymous = a_customer()
    claim_stock(
        lines=[ClaimLine(stone.pk)], purpose="basket", holder=f"customer:{anonymous.public_id}",
        expires_at=now() + dt.timedelta(hours=1), actor=acting(anonymous),
    )  # fmt: skip

    merge(anonymous, priya)

    assert Claim.objects.live().get().holder == f"customer:{priya.public_id}"


def test_a_piece_on_both_lists_is_on_hers_once(priya, stone):
    anonymous, other = a_customer(), a_stone()
    for customer, item in ((priya, stone), (anonymous, stone), (anonymous, other)):
        add_to_shortlist(customer=customer, item=item, actor=TEST)

    record = merge(anonymous, priya)

    live = priya.shortlist.entries.filter(removed_at=None)
    assert {entry.item for entry in live} == {stone, other}
    assert record.moved["entries"] == [live.get(item=other).pk]


def test_unproven_addresses_move_and_sessions_end(priya):
    anonymous = a_customer()
    Identity.objects.create(customer=anonymous, kind="email", value="nair@example.com")
    session = Session.objects.create(customer=anonymous, token_hash="x", rotated_at=now())

    merge(anonymous, priya)

    session.refresh_from_db()
    assert session.revoked_at
    assert priya.identities.filter(value="nair@example.com", proven_at=None).exists()
    assert customer_of(session) == priya


def test_her_name_is_kept_and_a_missing_one_taken_over(priya):
    merge(a_customer("Somebody"), priya)
    nameless = a_customer(phone="+61491570159")
    merge(a_customer("Joan Whitlock"), nameless)

    priya.refresh_from_db()
    nameless.refresh_from_db()
    assert (priya.name, nameless.name) == ("Priya Nair", "Joan Whitlock")


def test_somebody_who_proved_herself_is_never_merged_away(priya, tom, stone):
    add_to_shortlist(customer=tom, item=stone, actor=TEST)

    with pytest.raises(TwoPeople):
        merge(tom, priya)

    tom.refresh_from_db()
    assert tom.merged_into is None
    assert tom.shortlist.entries.count() == 1
    assert not Merge.objects.exists()


def test_nobody_is_merged_twice(priya, tom):
    anonymous = a_customer()
    merge(anonymous, priya)

    with pytest.raises(TwoPeople):
        merge(anonymous, tom)

    assert Merge.objects.count() == 1
