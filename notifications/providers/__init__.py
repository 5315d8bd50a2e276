"""Who carries a message away. To add one, copy a neighbour: `send` and `find`, nothing else."""

from importlib import import_module
from types import ModuleType

from django.conf import settings


def provider_for(channel: str) -> ModuleType:
    """The module that carries this channel, by `SMS_PROVIDER` and `EMAIL_PROVIDER`."""
    name = {"sms": settings.SMS_PROVIDER, "email": settings.EMAIL_PROVIDER}[channel]
    return import_module(f"{__name__}.{name}")
