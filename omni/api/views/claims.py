"""Hold pieces for a while, look at a hold, let it go."""

import datetime as dt
import uuid

from django.http import Http404
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from inventory.actions.extend_claims import extend_claims
from inventory.actions.release import release_claims
from inventory.models import Claim
from inventory.selectors.claims import claims_of
from omni.lib.clock import now
from omni.lib.idempotency import once
from staff.actors import client_actor
from staff.models import ApiClient

from ..holding import hold
from ..schema import IDEMPOTENCY, refusals
from ..serializers.claims import ClaimOut, ClaimRequest, Claims, ExtendRequest
from ..throttles import count_write
from .machine import Machine, key_of

EXAMPLE = OpenApiExample(
    "A stone and a setting for a visit",
    request_only=True,
    value={
        "purpose": "appointment",
        "reference": "visit-1042",
        "expires_in": 2880,
        "lines": [{"sku": "TD-00001"}, {"sku": "RS-FC-PL-J", "location": "warehouse"}],
    },
)


class Holds(Machine):
    scopes = {"POST": ApiClient.Scope.CLAIM}

    @extend_schema(
        operation_id="hold_pieces",
        parameters=[IDEMPOTENCY],
        request=ClaimRequest,
        responses={201: Claims, **refusals(404, 409, 413, 415, 422)},
        examples=[EXAMPLE],
        tags=["claims"],
    )
    def post(self, request: Request) -> Response:
        """Hold every line or none. A line that lies in several places gets a claim for each."""
        key, actor = key_of(request), client_actor(request.auth)
        asked = ClaimRequest.read(request.data)
        count_write(request.auth)
        return Response(hold(asked, actor, key), status=201)


class OneHold(Machine):
    scopes = {"GET": ApiClient.Scope.CLAIM, "DELETE": ApiClient.Scope.CLAIM}

    @extend_schema(
        operation_id="read_claim", responses={200: ClaimOut, **refusals(404)}, tags=["claims"]
    )
    def get(self, request: Request, claim: uuid.UUID) -> Response:
        """One of your own claims as it stands."""
        return Response(ClaimOut(own(request.auth, claim)).data)

    @extend_schema(
        operation_id="release_claim",
        parameters=[IDEMPOTENCY],
        request=None,
        responses={200: ClaimOut, **refusals(404, 422)},
        tags=["claims"],
    )
    def delete(self, request: Request, claim: uuid.UUID) -> Response:
        """Let it go. One that ended already stays as it ended; `state` says how."""
        key, actor = key_of(request), client_actor(request.auth)
        own(request.auth, claim)
        count_write(request.auth)

        def let_go() -> dict:
            release_claims(claims=[claim], why="let go", actor=actor)
            return ClaimOut(own(request.auth, claim)).data

        answer, _fresh = once(
            actor=actor, action="release", key=key, body={"claim": claim}, run=let_go
        )
        return Response(answer)


class LongerHold(Machine):
    scopes = {"POST": ApiClient.Scope.CLAIM}

    @extend_schema(
        operation_id="extend_claim",
        parameters=[IDEMPOTENCY],
        request=ExtendRequest,
        responses={200: ClaimOut, **refusals(404, 409, 413, 415, 422)},
        tags=["claims"],
    )
    def post(self, request: Request, claim: uuid.UUID) -> Response:
        """Hold it for so long from now, and say why. One that has ended or is firm isn't."""
        key, actor = key_of(request), client_actor(request.auth)
        asked = ExtendRequest.read(request.data)
        count_write(request.auth)
        own(request.auth, claim)

        def longer() -> dict:
            until = now() + dt.timedelta(minutes=asked["expires_in"])
            extend_claims(claims=[claim], expires_at=until, why=asked["why"], actor=actor)
            return ClaimOut(own(request.auth, claim)).data

        answer, _fresh = once(
            actor=actor, action="extend", key=key, body=asked | {"claim": claim}, run=longer
        )
        return Response(answer)


def own(client: ApiClient, claim: uuid.UUID) -> Claim:
    """The claim, when this client holds or held it; another's isn't there."""
    found = claims_of(str(client_actor(client))).filter(public_id=claim).first()
    if found is None:
        raise Http404
    return found
