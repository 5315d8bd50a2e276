"""Only an enrolled station may open the station's pages."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from staff.models import Device


def station(view: Callable) -> Callable:
    """The view of a live kiosk; every other browser is told what this page is, with a 403."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.device or request.device.kind != Device.Kind.KIOSK:
            return render(request, "kiosk/not-a-station.html", status=403)
        return view(request, *args, **kwargs)

    guarded.for_device = Device.Kind.KIOSK
    return guarded
