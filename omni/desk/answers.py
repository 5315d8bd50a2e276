"""How the desk says no: JSON for its script, a message on the page for a form."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from omni.lib.errors import Refused
from omni.lib.sent import wants_json


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
