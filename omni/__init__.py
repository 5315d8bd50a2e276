"""The platform and its faces."""
