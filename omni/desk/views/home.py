"""The desk with nobody open, its queue by itself, and what was finished."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chat.live import queue_version
from chat.selectors.queue import desk_queue, finished_lately
from omni.lib.clock import now
from staff.models import Store
from staff.roles import staff_page

from ..fetch import ANSWERS
from ..rota import strip, when


def shell(request: HttpRequest) -> dict:
    """What every desk page carries: the strip, the queue and its version."""
    store = Store.objects.filter(is_active=True).first()
    return {
        "when": when(now(), store),
        "strip": strip(request.user, now(), store),
        "queue_version": queue_version(),
        "queue": desk_queue(request.user),
        "zone": store.zone if store else "UTC",
    }


@staff_page(*ANSWERS)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/home.html", shell(request))


@staff_page(*ANSWERS)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The queue alone, fetched again when it changed; `open` is the conversation shown."""
    context = {
        "when": when(now(), Store.objects.filter(is_active=True).first()),
        "queue_version": queue_version(),
        "queue": desk_queue(request.user),
        "open_id": request.GET.get("open", ""),
    }
    return render(request, "desk/parts/queue.html", context)


@staff_page(*ANSWERS)
@require_safe
def finished(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/finished.html", shell(request) | {"lines": finished_lately()})
