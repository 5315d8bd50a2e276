"""`request.device`, the enrolled iPad or kiosk that asks; and by whose clock the admin speaks."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from omni.lib.ids import token_hash

from .models import Device, Role, Store, User
from .roles import may
from .selectors.places import active_stores


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


class ClockMiddleware:
    """In the admin every time is read and typed by the clock of her first store, and it says so.

    The database keeps UTC: a rota typed by it would have the night desk come in the morning.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/admin/"):
            return self.get_response(request)
        store = clock_of(request.user)
        request.clock = store
        with timezone.override(store.tz if store else None):
            return self.get_response(request)


def clock_of(user: User) -> Store | None:
    stores = active_stores()
    hers = (store for store in stores if may(user, *Role.values, store=store))
    return next(hers, None) or next(iter(stores), None)
