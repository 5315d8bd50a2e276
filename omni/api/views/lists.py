"""Suppliers' lists: bring one, answer, read what it would change, apply it, take it back."""

import uuid

from django.db.models import Q, QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from inventory.actions.answer_list import answer_list, ask_again, compare_again
from inventory.actions.apply_list import loses_most, start_list
from inventory.actions.bring_list import bring_list
from inventory.actions.undo_list import start_undo
from inventory.models import Import
from inventory.selectors.list_progress import progress_of
from inventory.selectors.list_report import rows_of, told_row
from omni.lib.actors import Actor
from staff.actors import client_actor
from staff.models import ApiClient

from .. import naming
from ..doing import doing
from ..parsing import FormWithFile
from ..schema import IDEMPOTENCY, refusals
from ..serializers.lists import (
    AnswerRequest,
    ApplyRequest,
    Brought,
    ListOut,
    ListQuery,
    ListRequest,
    ListsOut,
    ProblemQuery,
    Problems,
    RowQuery,
    Rows,
)
from ..throttles import count_write
from .machine import Machine, key_of

SCOPE, TAG = ApiClient.Scope.LIST, "lists"
TOLD = (
    "public_id", "supplier", "source", "started_at", "state", "questions", "answers", "unused",
    "counts", "outcome", "error", "compared_at", "finished_at",
)  # fmt: skip


def _all() -> QuerySet[Import]:
    """Those that came as a file of a supplier."""
    return Import.objects.exclude(supplier=None).select_related("supplier")


def known(ref: uuid.UUID) -> Import:
    found = _all().filter(public_id=ref).first()
    if found is None:
        raise Http404
    return found


def shown(run: Import) -> dict:
    """A list as it is now."""
    run = known(run.public_id)
    now = progress_of(run)
    return {name: getattr(run, name) for name in TOLD} | {
        "is_working": now.is_working, "share": now.share, "seconds_left": now.seconds_left,
        "loses_most": run.state == Import.State.READY and loses_most(run.counts),
    }  # fmt: skip


class Lists(Machine):
    scopes = {"GET": SCOPE, "POST": SCOPE}
    parser_classes = [FormWithFile]

    @extend_schema(
        operation_id="list_lists", parameters=[ListQuery],
        responses={200: ListsOut, **refusals(404)}, tags=[TAG],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Every list that came in, a page at a time."""
        query = ListQuery(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        asked, rows = query.validated_data, _all().order_by("-pk")
        if "supplier" in asked:
            rows = rows.filter(supplier=naming.supplier(asked["supplier"]))
        if "after" in asked:
            rows = rows.filter(pk__lt=known(asked["after"]).pk)
        found = list(rows[: asked["size"] + 1])
        page = found[: asked["size"]]
        follows = page[-1].public_id if len(found) > len(page) else None
        return Response(ListsOut({"lists": page, "next": follows}).data)

    @extend_schema(
        operation_id="bring_list", parameters=[IDEMPOTENCY], tags=[TAG],
        request={"multipart/form-data": ListRequest},
        responses={201: Brought, **refusals(404, 409, 413, 415, 422)},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Send a list. A worker reads it and compares it with the stock, which changes nothing."""
        key, actor = key_of(request), client_actor(request.auth)
        wanted = ListRequest(data=request.data)
        wanted.is_valid(raise_exception=True)
        file = wanted.validated_data["file"]
        count_write(request.auth)
        run = bring_list(
            supplier=naming.supplier(wanted.validated_data["supplier"]), name=file.name,
            content=file, key=key, actor=actor,
        )  # fmt: skip
        return Response(Brought(run).data, status=201)


class OneList(Machine):
    scopes = {"GET": SCOPE}

    @extend_schema(operation_id="read_list", responses={200: ListOut, **refusals(404)}, tags=[TAG])
    def get(self, request: Request, ref: uuid.UUID) -> Response:
        """How far it is, what it leaves open, what it would change or has changed, in numbers."""
        return Response(ListOut(shown(known(ref))).data)


class ListRows(Machine):
    scopes = {"GET": SCOPE}

    @extend_schema(
        operation_id="read_list_rows", parameters=[RowQuery],
        responses={200: Rows, **refusals(404)}, tags=[TAG],
    )  # fmt: skip
    def get(self, request: Request, ref: uuid.UUID) -> Response:
        """What it would change or has changed, row by row, before and after."""
        query = RowQuery(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        run = known(ref)
        rows, follows = _page(rows_of(run, query.validated_data["fate"]), query.validated_data)
        told = [told_row(row, run, with_cost=False) for row in rows]
        return Response(Rows({"rows": told, "next": follows}).data)


class ListProblems(Machine):
    scopes = {"GET": SCOPE}

    @extend_schema(
        operation_id="read_list_problems", parameters=[ProblemQuery],
        responses={200: Problems, **refusals(404)}, tags=[TAG],
    )  # fmt: skip
    def get(self, request: Request, ref: uuid.UUID) -> Response:
        """The rows that were refused, each with its column, value and reason."""
        query = ProblemQuery(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        rows = known(ref).problems.order_by("line", "pk")
        found, follows = _page(rows, query.validated_data)
        return Response(Problems({"problems": found, "next": follows}).data)


def _page(rows: QuerySet, asked: dict) -> tuple[list, int | None]:
    """(so many that follow `after`, the `after` of the next page); raises `Http404`."""
    if "after" in asked:
        last = rows.filter(pk=asked["after"]).first()
        if last is None:
            raise Http404
        rows = rows.filter(Q(line__gt=last.line) | Q(line=last.line, pk__gt=last.pk))
    found = list(rows[: asked["size"] + 1])
    page = found[: asked["size"]]
    return page, page[-1].pk if len(found) > len(page) else None


@doing("answer_list", scope=SCOPE, body=AnswerRequest, answer=ListOut, tag=TAG)
def answer(asked: dict, actor: Actor, ref: uuid.UUID) -> dict:
    """Say what it leaves open, for it and the supplier's next ones; it is then read anew."""
    answers = {line["question"]: line["answer"] for line in asked["answers"]}
    return shown(answer_list(run=known(ref), answers=answers, actor=actor))


@doing("ask_list_again", scope=SCOPE, body=None, answer=ListOut, tag=TAG)
def ask(asked: dict, actor: Actor, ref: uuid.UUID) -> dict:
    """Forget the answers by which it was read, and ask anew."""
    return shown(ask_again(run=known(ref), actor=actor))


@doing("compare_list_again", scope=SCOPE, body=None, answer=ListOut, tag=TAG)
def compare(asked: dict, actor: Actor, ref: uuid.UUID) -> dict:
    """Read it anew, with the supplier's terms and the stock of now."""
    return shown(compare_again(run=known(ref), actor=actor))


@doing("apply_list", scope=SCOPE, body=ApplyRequest, answer=ListOut, tag=TAG)
def apply(asked: dict, actor: Actor, ref: uuid.UUID) -> dict:
    """Let a worker change the stock by it; what was held or sold since is left alone."""
    return shown(start_list(run=known(ref), accepts_loss=asked["accepts_loss"], actor=actor))


@doing("undo_list", scope=SCOPE, body=None, answer=ListOut, tag=TAG)
def undo(asked: dict, actor: Actor, ref: uuid.UUID) -> dict:
    """Let a worker take back what it changed, except what happened to it since."""
    return shown(start_undo(run=known(ref), actor=actor))
