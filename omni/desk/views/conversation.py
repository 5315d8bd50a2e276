"""One conversation at the desk, and its messages after a number."""

import uuid

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from chat.live import shown, topic_of
from chat.selectors.answers import canned
from chat.selectors.messages import assigned, latest_messages, marks, messages_after
from staff.roles import staff_page
from staff.selectors.colleagues import colleagues

from ..fetch import ANSWERS, after, fetched
from .context import customer_context
from .home import shell


@staff_page(*ANSWERS)
@require_safe
@never_cache
def conversation(request: HttpRequest, conversation: uuid.UUID) -> HttpResponse:
    one = fetched(conversation)
    owner = assigned(one)
    context = shell(request) | customer_context(one)
    context |= {
        "conversation": one,
        "topic": topic_of(one),
        "topics": [topic_of(one)],
        "messages_shown": [shown(message) for message in latest_messages(one)],
        "seen": marks(one).get("customer", 0),
        "owner": owner.user if owner else None,
        "is_yours": bool(owner and owner.user_id == request.user.pk),
        "canned": canned(),
        "colleagues": colleagues(*ANSWERS, besides=owner.user if owner else None),
        "open_id": str(one.public_id),
    }
    return render(request, "desk/conversation.html", context)


@staff_page(*ANSWERS)
@require_safe
@never_cache
def messages(request: HttpRequest, conversation: uuid.UUID) -> JsonResponse:
    """The messages after `after`, as they are pushed."""
    one = fetched(conversation)
    found = [shown(message) for message in messages_after(one, after(request))]
    return JsonResponse({"version": one.last_seq, "messages": found, "read": marks(one)})
