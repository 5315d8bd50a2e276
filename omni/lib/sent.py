"""What a request sent, and in which form it wants its answer."""

import json

from django.http import HttpRequest

from .errors import Invalid


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
