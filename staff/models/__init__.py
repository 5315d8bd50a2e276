"""Stores, people, devices and shifts."""

from .device import Device
from .shift import Shift
from .store import Brand, Closure, OpeningHours, Store
from .user import Membership, Role, User

__all__ = [
    "Brand", "Closure", "Device", "Membership", "OpeningHours", "Role", "Shift", "Store", "User",
]  # fmt: skip
