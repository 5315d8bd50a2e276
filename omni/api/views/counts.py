"""Count a place: open, scan, close, correct the book by it."""

import uuid

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from inventory.actions.abandon_count import abandon_count
from inventory.actions.close_count import close_count
from inventory.actions.correct_count import correct_count
from inventory.actions.open_count import open_count
from inventory.actions.scan_count import scan_count
from inventory.models import StockCount
from inventory.selectors.counts import progress, result
from omni.lib.actors import Actor
from staff.models import ApiClient

from .. import naming
from ..doing import doing
from ..schema import refusals
from ..serializers.counts import (
    CloseRequest,
    CorrectRequest,
    CountOut,
    CountRequest,
    ScanRequest,
    TakeBackRequest,
)
from .machine import Machine

SCOPE, TAG = ApiClient.Scope.COUNT, "counts"


def known(ref: uuid.UUID) -> StockCount:
    found = StockCount.objects.select_related("location").filter(public_id=ref).first()
    if found is None:
        raise Http404
    return found


def shown(row: StockCount) -> dict:
    """A count as it is now, with how far it is or what it found."""
    row = known(row.public_id)
    now = progress(row) if row.state == StockCount.State.OPEN else result(row)
    names = ("expected", "seen", "missing", "unexpected", "unknown")
    lines = [*now.missing_lines, *now.unexpected_lines]
    return {"count": row, "differences": lines} | {name: getattr(now, name) for name in names}


class OneCount(Machine):
    scopes = {"GET": SCOPE}

    @extend_schema(
        operation_id="read_count", responses={200: CountOut, **refusals(404)}, tags=[TAG]
    )
    def get(self, request: Request, count: uuid.UUID) -> Response:
        """How far it is; once it is closed, what it found."""
        return Response(CountOut(shown(known(count))).data)


@doing("open_count", scope=SCOPE, body=CountRequest, answer=CountOut, tag=TAG, status=201)
def open_one(asked: dict, actor: Actor) -> dict:
    """Count a place from now on; one count of a place and scope at a time."""
    where = naming.place(asked["location"])
    row = open_count(
        location=where, scope=asked.get("scope", ""), note=asked["note"], actor=actor
    )  # fmt: skip
    return shown(row)


@doing("scan_count", scope=SCOPE, body=ScanRequest, answer=CountOut, tag=TAG)
def scan(asked: dict, actor: Actor, count: uuid.UUID) -> dict:
    """Note pieces that were seen. A thing that is one of a kind is seen once."""
    row = known(count)
    scan_count(count=row, code=asked["code"], quantity=asked["quantity"], actor=actor)
    return shown(row)


@doing("take_scan_back", scope=SCOPE, body=TakeBackRequest, answer=CountOut, tag=TAG)
def take_back(asked: dict, actor: Actor, count: uuid.UUID) -> dict:
    """They weren't seen after all; never below nothing."""
    row = known(count)
    scan_count(count=row, code=asked["code"], quantity=-asked["quantity"], actor=actor)
    return shown(row)


@doing("close_count", scope=SCOPE, body=CloseRequest, answer=CountOut, tag=TAG)
def close(asked: dict, actor: Actor, count: uuid.UUID) -> dict:
    """Write down what it found; what was sold or arrived meanwhile is no difference."""
    row = close_count(
        count=known(count), correct=asked["correct"], why=asked["why"], actor=actor
    )  # fmt: skip
    return shown(row)


@doing("correct_count", scope=SCOPE, body=CorrectRequest, answer=CountOut, tag=TAG)
def correct(asked: dict, actor: Actor, count: uuid.UUID) -> dict:
    """Post what is clear of a closed count, once."""
    return shown(correct_count(count=known(count), why=asked["why"], actor=actor))


@doing("abandon_count", scope=SCOPE, body=None, answer=CountOut, tag=TAG)
def abandon(asked: dict, actor: Actor, count: uuid.UUID) -> dict:
    """End it without a result."""
    return shown(abandon_count(count=known(count), actor=actor))
