"""Make this browser an iPad of the floor or the station at the door; withdraw a lost one."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from omni.lib.errors import Refused
from omni.lib.idempotency import once
from staff.actions.enrol_device import enrol_device
from staff.actions.revoke_device import revoke_device
from staff.actors import user_actor
from staff.models import Device, Role
from staff.roles import require_store, staff_page, stores_for
from staff.selectors.devices import devices_of

from ..forms.device import DeviceForm

MANAGES = (Role.MANAGER, Role.ADMINISTRATOR)
YEAR = 365 * 24 * 3600


@staff_page(*MANAGES)
@require_safe
@never_cache
def devices(request: HttpRequest) -> HttpResponse:
    return _page(request)


@staff_page(*MANAGES)
@require_POST
def enrol(request: HttpRequest) -> HttpResponse:
    """The secret goes into this browser's cookie and nowhere else."""
    form = DeviceForm(request.POST, stores=list(stores_for(request.user, *MANAGES)))
    if not form.is_valid():
        return _page(request, form, status=422)
    chosen, secret = form.cleaned_data, []

    def run() -> dict:
        device, token = enrol_device(
            kind=chosen["kind"], name=chosen["name"], store=form.stores[chosen["store"]],
            user=request.user, actor=user_actor(request.user),
        )  # fmt: skip
        secret.append(token)
        return {"device": str(device.public_id)}

    try:
        once(
            actor=user_actor(request.user), action="floor.enrol", body=chosen,
            key=request.POST.get("client_key"), run=run,
        )  # fmt: skip
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return _page(request, form, status=422 if refusal.status == 400 else refusal.status)
    response = redirect("floor:devices")
    if secret:
        response.set_cookie(
            settings.DEVICE_COOKIE, secret[0], max_age=YEAR, path="/", httponly=True,
            secure=settings.SECURE_COOKIES, samesite="Lax",
        )  # fmt: skip
    return response


@staff_page(*MANAGES)
@require_POST
def revoke(request: HttpRequest, device: uuid.UUID) -> HttpResponse:
    row = get_object_or_404(Device.objects.select_related("store"), public_id=device)
    require_store(request.user, row.store, *MANAGES)
    actor = user_actor(request.user)

    def run() -> dict:
        return {"device": str(revoke_device(device=row, actor=actor).public_id)}

    try:
        once(
            actor=actor, action="floor.revoke", key=request.POST.get("client_key"),
            body={"device": str(row.public_id)}, run=run,
        )  # fmt: skip
    except Refused as refusal:
        return _page(request, status=422 if refusal.status == 400 else refusal.status)
    messages.success(request, _("%(name)s opens nothing any more.") % {"name": row.name})
    return redirect("floor:devices")


def _page(request: HttpRequest, form: DeviceForm | None = None, status: int = 200) -> HttpResponse:
    stores = list(stores_for(request.user, *MANAGES))
    context = {
        "section": "devices",
        "form": form or DeviceForm(stores=stores),
        "devices": devices_of(stores),
        "this": request.device or None,
    }
    return render(request, "floor/devices.html", context, status=status)
