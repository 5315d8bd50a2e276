"""Who lost a right loses the open sockets with it."""

from omni.lib import live

from .events import DeviceRevoked
from .models import User


def close_sockets(event: DeviceRevoked) -> None:
    live.revoke(f"device:{event.device}")


def signed_out(user: User) -> None:
    """Her sockets close; those of her other browsers come back by themselves."""
    live.revoke(f"user:{user.public_id}")
