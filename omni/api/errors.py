"""One shape for everything that goes wrong: `{"error": {"code", "message", "details"}}`."""

import logging
import math

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions as drf
from rest_framework.response import Response
from rest_framework.views import set_rollback

from omni.lib.errors import Invalid, NotThere, Refused, TooMany

log = logging.getLogger("django.request")
WINDOW = 60


class KeyMissing(Invalid):
    """Send a UUID of your own as the Idempotency-Key header; the same key is answered the same."""

    code = "key_missing"


class UnknownPiece(NotThere):
    """Not everything on these lines is known here."""

    code = "unknown_piece"


class NotMade(Refused):
    """This catalogue isn't made, or says what is no longer true. Ask for it to be made."""

    code = "catalogue_not_made"


class TooLarge(Invalid):
    """That is more than one request may carry."""

    code = "too_large"
    status = 413


CODES = {
    drf.ValidationError: "invalid",
    drf.ParseError: "malformed",
    drf.AuthenticationFailed: "not_authenticated",
    drf.NotAuthenticated: "not_authenticated",
    drf.PermissionDenied: "not_allowed",
    drf.NotFound: "not_found",
    drf.MethodNotAllowed: "method_not_allowed",
    drf.NotAcceptable: "not_acceptable",
    drf.UnsupportedMediaType: "unsupported_media_type",
    drf.Throttled: "too_many",
}


def body(code: str, message: str, details: object = None) -> dict:
    return {"error": {"code": code, "message": message, "details": details or {}}}


def answer(problem: Exception, context: dict) -> Response:
    """What the API answers to any exception, the unforeseen included."""
    set_rollback()
    if isinstance(problem, Http404):
        problem = drf.NotFound()
    if isinstance(problem, PermissionDenied):
        problem = drf.PermissionDenied()
    if isinstance(problem, Refused):
        return _refused(problem)
    if isinstance(problem, drf.APIException):
        return _known(problem)
    log.exception("The API failed", exc_info=problem)
    return Response(body("failed", "Something failed here. Please try again."), status=500)


def _refused(problem: Refused) -> Response:
    headers = {"Retry-After": str(WINDOW)} if isinstance(problem, TooMany) else {}
    content = body(problem.code, problem.message, problem.details)
    return Response(content, status=problem.status, headers=headers)


def _known(problem: drf.APIException) -> Response:
    code = next((CODES[kind] for kind in CODES if isinstance(problem, kind)), "refused")
    headers = {}
    if getattr(problem, "auth_header", None):
        headers["WWW-Authenticate"] = problem.auth_header
    if getattr(problem, "wait", None):
        headers["Retry-After"] = str(math.ceil(problem.wait))
    if isinstance(problem, drf.ValidationError):
        fields = problem.detail if isinstance(problem.detail, dict) else {"body": problem.detail}
        content = body(code, "Something in the request isn't right.", {"fields": fields})
    else:
        content = body(code, str(problem.detail))
    return Response(content, status=problem.status_code, headers=headers)
