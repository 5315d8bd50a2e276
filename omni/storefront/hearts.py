"""Hearts of a page of cards: the form is rendered once, and filled in for each piece."""

import re
import uuid

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from customers.context import listed
from inventory.selectors.search import Found

TEMPLATE = "storefront/parts/card-heart.html"
STAND_IN = "stand-in-for-a-sku"
KEY = re.compile(r'(name="client_key" value=")[^"]*')


class Hearts:
    """Filled where the piece is on this visitor's list; each form has a key of its own."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.listed = set(listed(request))
        self.rendered: dict[bool, str] = {}

    def of(self, found: Found) -> SafeString:
        on = found.item_id in self.listed
        if on not in self.rendered:
            context = {"sku": STAND_IN, "on": on}
            self.rendered[on] = render_to_string(TEMPLATE, context, self.request)
        filled = self.rendered[on].replace(STAND_IN, escape(found.sku))
        return mark_safe(KEY.sub(rf"\g<1>{uuid.uuid4()}", filled))
