"""Who lost a right loses the open sockets with it."""

from omni.lib import live

from .events import DeviceRevoked, RightsChanged
from .models import User


def close_sockets(event: DeviceRevoked) -> None:
    live.revoke(f"device:{event.device}")


def close_her_sockets(event: RightsChanged) -> None:
    live.revoke(f"user:{event.user}")


def signed_out(user: User) -> None:
    """Her sockets close; those of her other browsers come back by themselves."""
    live.revoke(f"user:{user.public_id}")
