"""The VIP station at the door."""
