"""The hearts of a page of cards: filled where the piece is on this visitor's list."""

from collections.abc import Sequence
from html import escape

from django.http import HttpRequest
from django.utils.safestring import SafeString

from customers.context import listed
from inventory.selectors.search import Found
from omni.lib.ids import client_keys
from omni.lib.moulds import frame
from omni.lib.token import form_token


def hearts(request: HttpRequest, found: Sequence[Found]) -> list[SafeString]:
    """One for each, in their order, with a key of its own."""
    hers, token = set(listed(request)), form_token(request)
    made = {
        on: frame("storefront/parts/card-heart.html", "sku", "key", "csrf_token", on=on)
        for on in (False, True)
    }
    return [
        made[one.item_id in hers](escape(one.sku), key, token)
        for one, key in zip(found, client_keys(len(found)), strict=True)
    ]
