"""An address that does one thing to the stock: read, resolve, act once, answer as described."""

from collections.abc import Callable, Sequence
from inspect import getdoc

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from omni.lib.actors import Actor
from omni.lib.idempotency import once
from staff.actors import client_actor

from .schema import IDEMPOTENCY, refusals
from .serializers.claims import Closed
from .throttles import count_write
from .views.machine import Machine, key_of


class Nothing(Closed):
    """A body with no fields."""


def doing(
    operation: str, *, scope: str, body: type[Closed] | None, answer: type[Serializer], tag: str,
    status: int = 200, ahead: Callable[[Actor], None] | None = None,
    headers: Callable[[dict], dict] | None = None, described: Sequence[OpenApiParameter] = (),
) -> Callable:  # fmt: skip
    """Make a view of `act(asked, actor, **where)`, which answers what `answer` is filled from.

    Its docstring describes the address. It runs inside the client key's transaction; a refusal
    that it raises undoes all. `ahead` runs before it: a limit counts what is refused later, too.
    `headers` makes the answer's own out of what it says; `described` says so to readers.
    """

    def decorate(act: Callable) -> type[Machine]:
        def post(self: Machine, request: Request, **where) -> Response:
            key, actor = key_of(request), client_actor(request.auth)
            asked = (body or Nothing).read(request.data)
            count_write(request.auth)
            if ahead is not None:
                ahead(actor)
            result, _fresh = once(
                actor=actor, action=operation, key=key, body={"asked": asked, "where": where},
                run=lambda: dict(answer(act(asked, actor, **where)).data),
            )  # fmt: skip
            return Response(result, status=status, headers=headers and headers(result))

        made = type(operation, (Machine,), {"scopes": {"POST": scope}, "post": post})
        told = extend_schema(
            operation_id=operation,
            description=getdoc(act) or "",
            parameters=[IDEMPOTENCY, *described],
            request=body,
            responses={status: answer, **refusals(404, 409, 413, 415, 422)},
            tags=[tag],
        )
        return extend_schema_view(post=told)(made)

    return decorate
