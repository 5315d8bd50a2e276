"""Machines: the REST API and webhooks in."""
