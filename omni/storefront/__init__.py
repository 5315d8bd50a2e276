"""Customers on the web."""
