"""`request.device`: the enrolled iPad or kiosk that asks, looked up only when somebody looks."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from omni.lib.ids import token_hash

from .models import Device


def device_by_token(token: str) -> Device | None:
    """The live device whose secret this is, with its store."""
    if not token:
        return None
    devices = Device.objects.select_related("store")
    return devices.filter(token_hash=token_hash(token), revoked_at=None).first()


class DeviceMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request.COOKIES.get(settings.DEVICE_COOKIE, "")
        request.device = SimpleLazyObject(lambda: device_by_token(token)) if token else None
        return self.get_response(request)
