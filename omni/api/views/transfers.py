"""Pieces on their way from one place to another, step by step."""

import uuid

from django.db.models import Q
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from inventory.actions.cancel_transfer import cancel_transfer
from inventory.actions.pick_transfer import pick_transfer
from inventory.actions.receive_transfer import receive_transfer
from inventory.actions.request_transfer import Wish, request_transfer
from inventory.actions.ship_transfer import ship_transfer
from inventory.actions.write_off_transfer import write_off_transfer
from inventory.models import Transfer
from omni.lib.actors import Actor
from staff.models import ApiClient

from .. import naming
from ..doing import doing
from ..schema import refusals
from ..serializers.transfers import (
    PickRequest,
    ReceiveRequest,
    ShipRequest,
    TransferOut,
    TransferQuery,
    TransferRequest,
    Transfers,
    WhyRequest,
)
from .machine import Machine

MOST = 100
SCOPE, TAG = ApiClient.Scope.TRANSFER, "transfers"


def _all():
    return Transfer.objects.select_related("source", "destination").prefetch_related("lines__item")


def known(ref: uuid.UUID) -> Transfer:
    found = _all().filter(public_id=ref).first()
    if found is None:
        raise Http404
    return found


def shown(row: Transfer) -> dict:
    """A transfer as it is now, with its lines."""
    return told(known(row.public_id))


def told(row: Transfer) -> dict:
    """One that was just read by `_all`, with its lines; no query."""
    names = (
        "public_id", "source", "destination", "state", "due_on", "carrier", "note",
        "requested_at", "shipped_at", "received_at",
    )  # fmt: skip
    return {name: getattr(row, name) for name in names} | {"lines": list(row.lines.all())}


@doing(
    "request_transfer", scope=SCOPE, body=TransferRequest, answer=TransferOut, tag=TAG, status=201
)
def ask(asked: dict, actor: Actor) -> dict:
    """Hold every line at the source for the way to the destination, or none."""
    ends = naming.places([asked["source"], asked["destination"]])
    pieces = naming.items(line["sku"] for line in asked["lines"])
    wishes = [
        Wish(pieces[line["sku"]].pk, line["quantity"], line.get("claim"))
        for line in asked["lines"]
    ]  # fmt: skip
    row = request_transfer(
        source=ends[asked["source"]], destination=ends[asked["destination"]], lines=wishes,
        due_on=asked.get("due_on"), note=asked["note"], actor=actor,
    )  # fmt: skip
    return shown(row)


class TransferList(ask):
    scopes = {"GET": SCOPE, "POST": SCOPE}

    @extend_schema(
        operation_id="list_transfers", parameters=[TransferQuery],
        responses={200: Transfers, **refusals(404)}, tags=[TAG],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Transfers by place and state."""
        query = TransferQuery(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        asked, rows = query.validated_data, _all()
        if "location" in asked:
            here = naming.place(asked["location"])
            rows = rows.filter(Q(source=here) | Q(destination=here))
        states = Transfer.OPEN if asked["state"] == "open" else [asked["state"]]
        found = [told(row) for row in rows.filter(state__in=states).order_by("-pk")[:MOST]]
        return Response(Transfers({"transfers": found}).data)


class OneTransfer(Machine):
    scopes = {"GET": SCOPE}

    @extend_schema(
        operation_id="read_transfer", responses={200: TransferOut, **refusals(404)}, tags=[TAG]
    )
    def get(self, request: Request, transfer: uuid.UUID) -> Response:
        """One transfer as it stands."""
        return Response(TransferOut(told(known(transfer))).data)


@doing("pick_transfer", scope=SCOPE, body=PickRequest, answer=TransferOut, tag=TAG)
def pick(asked: dict, actor: Actor, transfer: uuid.UUID) -> dict:
    """Say how many pieces of each line lie in the box now; lines left out stay as they are."""
    picked = {line["line"]: line["quantity"] for line in asked["lines"]}
    return shown(pick_transfer(transfer=known(transfer), picked=picked, actor=actor))


@doing("ship_transfer", scope=SCOPE, body=ShipRequest, answer=TransferOut, tag=TAG)
def ship(asked: dict, actor: Actor, transfer: uuid.UUID) -> dict:
    """Send what is packed and still there; what isn't packed is free again."""
    row = ship_transfer(transfer=known(transfer), carrier=asked["carrier"], actor=actor)
    return shown(row)


@doing("receive_transfer", scope=SCOPE, body=ReceiveRequest, answer=TransferOut, tag=TAG)
def receive(asked: dict, actor: Actor, transfer: uuid.UUID) -> dict:
    """Put what arrived on the shelf. With fewer than were sent it is short until they're found."""
    arrived = asked.get("lines")
    numbers = None if arrived is None else {ln["line"]: ln["quantity"] for ln in arrived}
    return shown(receive_transfer(transfer=known(transfer), received=numbers, actor=actor))


@doing("cancel_transfer", scope=SCOPE, body=WhyRequest, answer=TransferOut, tag=TAG)
def cancel(asked: dict, actor: Actor, transfer: uuid.UUID) -> dict:
    """Before it has left: what it held is free again."""
    return shown(cancel_transfer(transfer=known(transfer), why=asked["why"], actor=actor))


@doing("write_off_transfer", scope=SCOPE, body=WhyRequest, answer=TransferOut, tag=TAG)
def write_off(asked: dict, actor: Actor, transfer: uuid.UUID) -> dict:
    """Close a short one: what never arrived is lost."""
    return shown(write_off_transfer(transfer=known(transfer), why=asked["why"], actor=actor))
