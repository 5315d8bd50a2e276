"""Pieces on trust: ours with a customer, a supplier's with us."""

import uuid

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from inventory.actions.buy_memo import buy_memo
from inventory.actions.claim import ClaimLine
from inventory.actions.open_memo import open_memo
from inventory.actions.receive import ReceiveLine
from inventory.actions.receive_memo import receive_memo
from inventory.actions.report_sale import report_sale
from inventory.actions.return_memo import return_memo
from inventory.actions.send_back import Foreign, send_back
from inventory.models import Memo
from omni.lib.actors import Actor
from staff.actors import client_actor
from staff.models import ApiClient

from .. import naming
from ..doing import doing
from ..items_now import items_now
from ..schema import refusals
from ..serializers.memos import (
    BuyRequest,
    MemoOut,
    MemoRequest,
    ReportRequest,
    Reports,
    ReturnRequest,
    SendBackRequest,
    SupplierMemoRequest,
)
from ..serializers.stock import Items
from .machine import Machine

SCOPE, TAG = ApiClient.Scope.MEMO, "memos"


def own(actor: Actor, ref: uuid.UUID) -> Memo:
    """A memo that this client opened; another's isn't there."""
    rows = Memo.objects.select_related("origin").prefetch_related("lines__item")
    found = rows.filter(public_id=ref, holder__startswith=f"{actor}:").first()
    if found is None:
        raise Http404
    return found


def shown(row: Memo, actor: Actor) -> dict:
    row = own(actor, row.public_id)
    names = ("public_id", "number", "origin", "due_on", "note", "opened_at", "closed_at")
    more = {"reference": row.holder.split(":", 2)[-1], "lines": list(row.lines.all())}
    return {name: getattr(row, name) for name in names} | more


class OneMemo(Machine):
    scopes = {"GET": SCOPE}

    @extend_schema(operation_id="read_memo", responses={200: MemoOut, **refusals(404)}, tags=[TAG])
    def get(self, request: Request, memo: uuid.UUID) -> Response:
        """One of your own memos as it stands."""
        actor = client_actor(request.auth)
        return Response(MemoOut(shown(own(actor, memo), actor)).data)


@doing("open_memo", scope=SCOPE, body=MemoRequest, answer=MemoOut, tag=TAG, status=201)
def lend(asked: dict, actor: Actor) -> dict:
    """Give pieces of a place to somebody on approval, every line or none."""
    origin = naming.place(asked["location"])
    pieces = naming.items(line["sku"] for line in asked["lines"])
    lines = [ClaimLine(pieces[line["sku"]].pk, line["quantity"]) for line in asked["lines"]]
    row = open_memo(
        holder=f"{actor}:{asked['reference']}", origin=origin, lines=lines,
        due_on=asked["due_on"], note=asked["note"], actor=actor,
    )  # fmt: skip
    return shown(row, actor)


@doing("return_memo", scope=SCOPE, body=ReturnRequest, answer=MemoOut, tag=TAG)
def give_back(asked: dict, actor: Actor, memo: uuid.UUID) -> dict:
    """They came back, and are free again."""
    row, code = own(actor, memo), asked.get("location")
    where = naming.place(code) if code else None
    return shown(
        return_memo(memo=row, lines=asked.get("lines"), location=where, actor=actor), actor
    )


@doing(
    "receive_memo", scope=SCOPE, body=SupplierMemoRequest, answer=Items, tag="suppliers", status=201
)
def take_in(asked: dict, actor: Actor) -> dict:
    """A supplier leaves pieces with us; they stay the supplier's."""
    lines, found = _lines(asked["lines"])
    receive_memo(
        supplier=naming.supplier(asked["supplier"]), number=asked["number"],
        due_on=asked["due_on"], ownership=asked["ownership"], actor=actor,
        lines=[ReceiveLine(i, p, ln["quantity"], None, ln.get("carats")) for ln, i, p in lines],
    )  # fmt: skip
    return items_now(found)


@doing("send_back", scope=SCOPE, body=SendBackRequest, answer=Items, tag="suppliers")
def to_supplier(asked: dict, actor: Actor) -> dict:
    """A supplier's pieces go back; what somebody holds stays until that ends."""
    lines, found = _lines(asked["lines"])
    lot = naming.lot(asked)
    send_back(
        lines=[Foreign(i, p, lot, ln["quantity"]) for ln, i, p in lines], note=asked["note"],
        actor=actor,
    )  # fmt: skip
    return items_now(found)


@doing("buy_memo", scope=SCOPE, body=BuyRequest, answer=Items, tag="suppliers")
def buy(asked: dict, actor: Actor) -> dict:
    """A supplier's pieces become ours, where they lie and for whom they are held."""
    item, where = naming.item(asked["sku"]), naming.place(asked["location"])
    buy_memo(
        item=item, location=where, lot=naming.lot(asked), quantity=asked["quantity"],
        cost=asked["cost"], actor=actor,
    )  # fmt: skip
    return items_now([item])


@doing("report_sale", scope=SCOPE, body=ReportRequest, answer=Reports, tag="suppliers")
def report(asked: dict, actor: Actor) -> dict:
    """The supplier was told that these pieces are sold."""
    rows = report_sale(claims=asked["claims"], reference=asked["reference"], actor=actor)
    return {"reports": rows}


def _lines(asked: list[dict]) -> tuple[list[tuple], list]:
    """(line, item, place) of each, and the items."""
    found = naming.items(line["sku"] for line in asked)
    where = naming.places(line["location"] for line in asked)
    return [(ln, found[ln["sku"]], where[ln["location"]]) for ln in asked], list(found.values())
