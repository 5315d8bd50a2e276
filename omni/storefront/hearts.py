"""The hearts of a page of cards: filled where the piece is on this visitor's list."""

import uuid

from django.http import HttpRequest
from django.utils.safestring import SafeString

from customers.context import listed
from inventory.selectors.search import Found
from omni.lib.moulds import filled
from omni.lib.token import form_token


class Hearts:
    """Each form has a key of its own."""

    def __init__(self, request: HttpRequest) -> None:
        self.listed = set(listed(request))
        self.token = form_token(request)

    def of(self, found: Found) -> SafeString:
        words = {"sku": found.sku, "key": str(uuid.uuid4()), "csrf_token": self.token}
        return filled(
            "storefront/parts/card-heart.html", words, {"on": found.item_id in self.listed}
        )
