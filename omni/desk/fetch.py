"""Fetch what a desk page is about; the desk serves the whole chain."""

import uuid

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from chat.models import Conversation
from customers.selectors.called import call
from staff.models import Role

ANSWERS = (Role.DESK, Role.ASSOCIATE, Role.MANAGER)


def fetched(public_id: uuid.UUID) -> Conversation:
    """The conversation with its customer and pinned piece, or a 404."""
    conversations = Conversation.objects.select_related(
        "customer", "item__stone", "item__product", "share__selection__made_by",
        "share__selection__machine", "share__customer",
    )  # fmt: skip
    found = get_object_or_404(conversations, public_id=public_id)
    call([found.customer])
    return found


def after(request: HttpRequest) -> int:
    """The `after` of the address: a message's number, 0 when it is none."""
    given = request.GET.get("after", "0")
    return int(given) if given.isdecimal() and len(given) < 18 else 0
