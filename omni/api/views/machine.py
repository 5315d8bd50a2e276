"""The ground of every address: a machine with a token and scopes, and its limits."""

import uuid

from rest_framework.request import Request
from rest_framework.views import APIView

from ..errors import KeyMissing
from ..parsing import Json
from ..throttles import Reads


class Machine(APIView):
    """`scopes` names the scope that each method asks for."""

    http_method_names = ["get", "head", "post", "delete"]
    parser_classes = [Json]
    throttle_classes = [Reads]
    scopes: dict[str, str] = {}


def key_of(request: Request) -> uuid.UUID:
    """The request's own key; raises `KeyMissing` for anything but a UUID as it is written."""
    given = request.headers.get("Idempotency-Key", "")
    try:
        key = uuid.UUID(given)
    except ValueError as error:
        raise KeyMissing from error
    if str(key) != given.lower():
        raise KeyMissing
    return key
