"""The hearts of a page of cards: filled where the piece is on this visitor's list."""

import uuid

from django.http import HttpRequest
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from customers.context import listed
from inventory.selectors.search import Found
from omni.lib.moulds import filled
from omni.lib.token import form_token

SKU, KEY = "stand-in-for-a-sku", "stand-in-for-a-key"


class Hearts:
    """The form is made once, and filled in for each piece with a key of its own."""

    def __init__(self, request: HttpRequest) -> None:
        self.listed = set(listed(request))
        self.token = form_token(request)
        self.made: dict[bool, str] = {}

    def of(self, found: Found) -> SafeString:
        on = found.item_id in self.listed
        if on not in self.made:
            words = {"sku": SKU, "key": KEY, "csrf_token": self.token}
            self.made[on] = filled("storefront/parts/card-heart.html", words, {"on": on})
        one = self.made[on].replace(SKU, escape(found.sku)).replace(KEY, str(uuid.uuid4()))
        return mark_safe(one)
