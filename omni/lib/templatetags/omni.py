"""Filters and tags that every template has."""

import uuid
from decimal import Decimal

from django import template
from django.utils.html import format_html

from .. import money

register = template.Library()


@register.filter
def price(amount: Decimal, currency: str = "AUD") -> str:
    """`{{ order.total|price:order.currency }}` gives `$21,480`."""
    return money.shown(amount, currency)


@register.simple_tag
def client_key(key: str = ""):
    """A hidden field with a fresh key, or this one, so that a form sent twice has one effect."""
    return format_html('<input type="hidden" name="client_key" value="{}">', key or uuid.uuid4())
