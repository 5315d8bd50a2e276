"""A machine's list as a file; a long catalogue is asked for, and fetched once it is made."""

import uuid

from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from customers.actions.ask_catalogue import ask_catalogue
from customers.lists_out import KINDS, Row, file_of, rows_of
from customers.lists_out.kept import is_short, kept_file, standing
from customers.models import Catalogue, Selection
from customers.selectors.selections import pieces_of
from omni.lib.actors import Actor

from ..doing import doing
from ..errors import NotMade
from ..schema import refusals
from ..serializers.selections import CatalogueOut, FileQuery
from .machine import Machine
from .selections import SCOPE, TAG, own

PACE = 2  # seconds until it is worth asking again
State = Catalogue.State


def header(name: str, kind: OpenApiTypes, words: str) -> OpenApiParameter:
    place = OpenApiParameter.HEADER
    return OpenApiParameter(name, kind, place, required=True, description=words, response=[202])


WAITING = [
    header("Location", OpenApiTypes.STR, "Where the file is, or will be."),
    header("Retry-After", OpenApiTypes.INT, "Seconds until it is worth asking there."),
]


def told(row: Selection, state: str) -> dict:
    at = reverse("api:selection-file", args=[row.public_id])
    return {"state": state, "file": f"{at}?kind=pdf"}


def headers(said: dict) -> dict:
    pace = PACE if said["state"] == State.WANTED else 0
    return {"Location": said["file"], "Retry-After": str(pace)}


@doing(
    "ask_catalogue", scope=SCOPE, body=None, answer=CatalogueOut, tag=TAG, status=202,
    headers=headers, described=WAITING,
)  # fmt: skip
def ask(asked: dict, actor: Actor, selection: uuid.UUID) -> dict:
    """Have a list printed as it is now, which takes a moment; `Location` is where to fetch it.

    A file is kept as long as all it says is true: fetch it soon, or ask again.
    """
    row = own(selection, actor.ref)
    if is_short(row.pieces.all()):
        return told(row, State.READY)
    return told(row, ask_catalogue(selection=row, actor=actor).state)


class SelectionFile(Machine):
    scopes = {"GET": SCOPE}

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple:
        """Any `Accept` will do: `kind` says what it is, and a refusal is JSON."""
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(
        operation_id="read_selection_file", parameters=[FileQuery, *WAITING], tags=[TAG],
        responses={
            **{(200, kind.partition(";")[0]): OpenApiTypes.BINARY for kind in KINDS.values()},
            (202, "application/json"): CatalogueOut,
            **refusals(404, 409),
        },
    )  # fmt: skip
    def get(self, request: Request, selection: uuid.UUID) -> HttpResponse:
        """The same pieces as a table or as a catalogue on paper, as they are right now.

        A long catalogue is to be asked for before (`catalogue/`): 202 as long as it is being made,
        409 when nobody asked or the list has changed since.
        """
        query = FileQuery(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        row, kind = own(selection, request.auth.public_id), query.validated_data["kind"]
        rows = rows_of(pieces_of(row))
        file = kept_file(row, rows) if kind == "pdf" else None
        if kind == "pdf" and file is None and not is_short(rows):
            return _later(row, rows)
        name = slugify(row.title) or "list"
        disposition = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
        content = file or file_of(row, rows, kind)
        return HttpResponse(content, content_type=KINDS[kind], headers=disposition)


def _later(row: Selection, rows: list[Row]) -> Response:
    """Raises `NotMade` unless a worker is to make it, or has just made it."""
    state, _found = standing(row, rows)
    if state not in (State.WANTED, State.READY):
        raise NotMade(state=state)
    said = told(row, state)
    return Response(said, status=202, headers=headers(said))
