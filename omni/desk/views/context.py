"""Who the customer is: what she looks at now, her shortlist, her story."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from chat.models import Conversation
from customers.selectors.looking import last_look, liked
from customers.selectors.selections import sent_to
from customers.selectors.timeline import timeline_of
from inventory.selectors.availability import availability
from staff.roles import staff_page

from ..fetch import ANSWERS, fetched
from ..visit import panel_of, pieces_for

STORY = 20
LISTS = ("list_sent", "opened", "clicked")


def customer_context(conversation: Conversation) -> dict:
    """What the right column shows."""
    customer = conversation.customer
    look = last_look(customer)
    item = look.item if look else conversation.item
    likes = liked(customer)
    pieces = pieces_for(conversation, likes)
    named = {piece.pk for piece in [*pieces, *([item] if item else [])]}
    stock = availability(named) if named else {}
    story = timeline_of(customer, STORY)
    was_sent = any(entry.kind in LISTS for entry in story)
    return {
        "customer": customer,
        "lists": sent_to(customer, 2) if was_sent else [],
        "looking": look.item if look else None,
        "looked_at": look.at if look else None,
        "stock": stock[item.pk] if item else None,
        "shortlist": likes,
        "panel": panel_of(conversation, pieces, stock),
        "timeline": story,
    }


@staff_page(*ANSWERS)
@require_safe
@never_cache
def context(request: HttpRequest, conversation: uuid.UUID) -> HttpResponse:
    """The right column alone, fetched again when she looks at something else."""
    one = fetched(conversation)
    return render(
        request, "desk/parts/context.html", {"conversation": one, **customer_context(one)}
    )
