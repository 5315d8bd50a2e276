"""The actor behind a request: a person, with the iPad in her hand if there is one; a machine."""

from django.http import HttpRequest

from omni.lib.actors import Actor
from omni.lib.errors import NotAllowed

from .models import ApiClient, Device, User


def user_actor(user: User, device: Device | None = None) -> Actor:
    return Actor("user", str(user.public_id), user.name, str(device.public_id) if device else "")


def client_actor(client: ApiClient) -> Actor:
    return Actor("client", str(client.public_id), client.name)


def actor_for(request: HttpRequest) -> Actor:
    """Who acts in this request: the signed-in user, else the enrolled device itself.

    Raises `NotAllowed` when it is neither.
    """
    device = request.device or None
    if request.user.is_authenticated:
        return user_actor(request.user, device)
    if device:
        return Actor("device", str(device.public_id), device.name)
    raise NotAllowed
