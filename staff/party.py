"""Who works here, read from a handshake's or a request's cookies."""

from importlib import import_module
from types import SimpleNamespace

from django.conf import settings
from django.contrib.auth import get_user

from omni.lib import parties

from .middleware import device_by_token
from .models import Device, User


def user_of(cookies: parties.Cookies) -> User | None:
    """The active user who is signed in with this session."""
    key = cookies.get(settings.SESSION_COOKIE_NAME)
    if not key:
        return None
    session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    user = get_user(SimpleNamespace(session=session))
    return user if user.is_authenticated else None


def device_of(cookies: parties.Cookies) -> Device | None:
    """The enrolled device that still may be used."""
    return device_by_token(cookies.get(settings.DEVICE_COOKIE, ""))


def register() -> None:
    parties.register("user", user_of)
    parties.register("device", device_of)
