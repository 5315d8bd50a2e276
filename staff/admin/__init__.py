"""Stores, people, devices, machines and shifts in the admin."""

from . import brand, devices, machines, people, shifts, stores

__all__ = ["brand", "devices", "machines", "people", "shifts", "stores"]
