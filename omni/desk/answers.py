"""How the desk says no: JSON for its script, a message on the page for a form."""

import json
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from omni.lib.errors import Invalid, Refused


def answered(view: Callable) -> Callable:
    """A refusal keeps its status and its words; nothing has changed."""

    @wraps(view)
    def told(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            if wants_json(request):
                body = {"error": refused.code, "message": refused.message}
                return JsonResponse(body, status=refused.status)
            messages.error(request, refused.message)
            return redirect("desk:conversation", kwargs["conversation"])

    return told


def wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def fields(request: HttpRequest) -> dict[str, str]:
    """What was sent, as a form or as a JSON object; anything else is `Invalid`."""
    if request.content_type != "application/json":
        return request.POST.dict()
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Invalid from error
    if not isinstance(sent, dict):
        raise Invalid
    return {name: value if isinstance(value, str) else str(value) for name, value in sent.items()}
