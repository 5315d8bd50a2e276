"""Who lost a right loses the open sockets with it."""

from omni.lib import live

from .events import DeviceRevoked


def close_sockets(event: DeviceRevoked) -> None:
    live.revoke(f"device:{event.device}")
