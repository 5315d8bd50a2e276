"""For whoever supervises us: does this process run, and can it serve?"""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .. import health


@require_safe
@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """The process answers; nothing else is looked at."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """503 when no page can be served; 200 and `degraded` when something else ails."""
    found = health.report()
    return JsonResponse(found, status=503 if found["status"] == "down" else 200)
