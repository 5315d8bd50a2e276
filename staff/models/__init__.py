"""Stores, people, devices, machines and shifts."""

from .client import ApiClient
from .device import Device
from .shift import Shift
from .store import Brand, Closure, OpeningHours, Store
from .user import Membership, Role, User

__all__ = [
    "ApiClient", "Brand", "Closure", "Device", "Membership", "OpeningHours", "Role", "Shift",
    "Store", "User",
]  # fmt: skip
