"""Machines prove themselves by a bearer token; a cookie opens nothing here."""

import re

from django.contrib.auth.models import AnonymousUser
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from staff.models import ApiClient
from staff.selectors.machines import client_by_token

TOKEN = re.compile(r"Bearer ([A-Za-z0-9_-]{16,64})", re.ASCII)


class BearerToken(BaseAuthentication):
    """`Authorization: Bearer …`; the client is then `request.auth`."""

    def authenticate(self, request: Request) -> tuple[AnonymousUser, ApiClient] | None:
        given = request.headers.get("Authorization")
        if given is None:
            return None
        shape = TOKEN.fullmatch(given)
        client = client_by_token(shape[1]) if shape else None
        if client is None:
            raise AuthenticationFailed("That token opens nothing.")
        return AnonymousUser(), client

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class InScope(BasePermission):
    """The client holds the scope that the view names for this method."""

    message = "This token's scopes don't cover that."

    def has_permission(self, request: Request, view: object) -> bool:
        needed = getattr(view, "scopes", {}).get(request.method.replace("HEAD", "GET"))
        return request.auth is not None and (needed is None or request.auth.may(needed))


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = BearerToken
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A token that an administrator made for one machine in the admin.",
        }
