"""Tolland, the demo chain: its stores, its people, their shifts and devices."""
