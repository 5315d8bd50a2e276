"""A hold goes on for longer with a reason, and a firm or ended one doesn't."""

import datetime as dt

import pytest

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.extend_claims import extend_claims
from inventory.actions.release import release_claims
from inventory.errors import ClaimOver, ReasonNeeded
from inventory.models import Claim
from omni.lib.clock import database_now
from tests.stock import TEST, a_setting, a_stone

pytestmark = pytest.mark.django_db


def held(item, minutes=60):
    until = None if minutes is None else database_now() + dt.timedelta(minutes=minutes)
    (claim,) = claim_stock(
        lines=[ClaimLine(item.pk)], purpose="chat", holder="customer:1", expires_at=until,
        actor=TEST,
    )  # fmt: skip
    return claim


def extend(claim, hours=24, why="she comes on Saturday"):
    until = database_now() + dt.timedelta(hours=hours)
    return extend_claims(claims=[claim.public_id], expires_at=until, why=why, actor=TEST)


def test_keeps_the_new_time_and_the_reason():
    claim = held(a_stone())
    before = claim.item.availability_version

    (longer,) = extend(claim)

    claim.refresh_from_db()
    assert claim.expires_at == longer.expires_at
    assert claim.note == "she comes on Saturday (test)"
    claim.item.refresh_from_db()
    assert claim.item.availability_version > before


def test_refuses_without_a_reason_and_what_has_ended_or_is_firm():
    setting = a_setting()
    firm, ended, timed = held(setting, None), held(a_stone()), held(a_stone())
    release_claims(claims=[ended.public_id], why="let go", actor=TEST)

    with pytest.raises(ReasonNeeded):
        extend(timed, why="  ")
    for claim, hours in ((firm, 24), (ended, 24), (timed, -1)):
        with pytest.raises(ClaimOver):
            extend(claim, hours)

    assert Claim.objects.get(pk=timed.pk).expires_at == timed.expires_at
