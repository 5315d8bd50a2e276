"""Lists that a machine put together: begin one, write it anew, read it."""

import uuid

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from customers.actions.compose_selection import Line, begin_selection, edit_selection
from customers.lists_out import rows_of
from customers.models import Selection
from customers.selectors.selections import made_by_machine, pieces_of, sent_of
from omni.lib.actors import Actor
from staff.models import ApiClient
from staff.selectors.machines import machine_of

from .. import naming
from ..doing import doing
from ..schema import refusals
from ..serializers.selections import (
    EditRequest,
    SelectionOut,
    SelectionQuery,
    SelectionRequest,
    Selections,
)
from .machine import Machine

SCOPE, TAG = ApiClient.Scope.SELECTION, "selections"


def own(ref: object, client: object) -> Selection:
    """A list that this client (by its id) made; another's, and a colleague's, isn't there."""
    found = made_by_machine(client).filter(public_id=ref).first()
    if found is None:
        raise Http404
    return found


def shown(row: Selection) -> dict:
    """A list as it is now: its pieces, and what became of it where it went."""
    names = ("public_id", "title", "store", "created_at", "changed_at")
    return {name: getattr(row, name) for name in names} | {
        "pieces": rows_of(pieces_of(row)),
        "shares": sent_of(row),
    }


def lines_of(asked: list[dict]) -> list[Line]:
    found = naming.items(line["sku"] for line in asked)
    return [Line(found[line["sku"]], line["note"]) for line in asked]


@doing(
    "make_selection", scope=SCOPE, body=SelectionRequest, answer=SelectionOut, tag=TAG, status=201
)
def make(asked: dict, actor: Actor) -> dict:
    """Put pieces on a list, in an order and with a word to each. Nobody gets it yet."""
    lines, machine = lines_of(asked["pieces"]), machine_of(actor)
    row = begin_selection(
        title=asked["title"], store=naming.store(asked["store"]), made_by=machine,
        customer=None, item=lines[0].item, actor=actor,
    )  # fmt: skip
    row = edit_selection(selection=row, title=asked["title"], lines=lines, actor=actor)
    return shown(own(row.public_id, actor.ref))


@doing("edit_selection", scope=SCOPE, body=EditRequest, answer=SelectionOut, tag=TAG)
def edit(asked: dict, actor: Actor, selection: uuid.UUID) -> dict:
    """Write the list anew; pieces left out are taken off. Links to it show the new one."""
    row = own(selection, actor.ref)
    lines = lines_of(asked["pieces"])
    edit_selection(selection=row, title=asked["title"], lines=lines, actor=actor)
    return shown(own(selection, actor.ref))


class SelectionList(make):
    scopes = {"GET": SCOPE, "POST": SCOPE}

    @extend_schema(
        operation_id="list_selections", parameters=[SelectionQuery],
        responses={200: Selections, **refusals(404)}, tags=[TAG],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Your own lists, a page at a time."""
        query = SelectionQuery(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        size, client = query.validated_data["size"], request.auth.public_id
        rows = made_by_machine(client).order_by("-pk")
        if "after" in query.validated_data:
            rows = rows.filter(pk__lt=own(query.validated_data["after"], client).pk)
        found = list(rows[: size + 1])
        follows = found[size - 1].public_id if len(found) > size else None
        return Response(Selections({"selections": found[:size], "next": follows}).data)


class OneSelection(Machine):
    scopes = {"GET": SCOPE}

    @extend_schema(
        operation_id="read_selection", responses={200: SelectionOut, **refusals(404)}, tags=[TAG]
    )
    def get(self, request: Request, selection: uuid.UUID) -> Response:
        """One of your own lists: its pieces as they are right now, and where it went."""
        return Response(SelectionOut(shown(own(selection, request.auth.public_id))).data)
