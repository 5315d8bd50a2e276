"""Reads for pages."""
