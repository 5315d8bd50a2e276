"""News of staff and their devices."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeviceRevoked:
    device: str


@dataclass(frozen=True, slots=True)
class RightsChanged:
    user: str
