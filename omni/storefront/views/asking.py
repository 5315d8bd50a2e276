"""What a customer does in the chat: ask, and read what was answered."""

import datetime as dt

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from chat.actions.ask import ask
from chat.actions.read import read
from chat.limits import fitting
from chat.live import shown, topic_of
from chat.models import Message
from chat.selectors.messages import conversation_of, messages_after
from customers.doors import actor_of, customer_for_write
from omni.lib.addresses import client_ip
from omni.lib.errors import Invalid, NotThere, Refused
from omni.lib.idempotency import parsed_key
from omni.lib.limits import limit
from omni.lib.sent import fields, wants_json

from .chat import asked_about, asked_from

MINUTE = dt.timedelta(minutes=1)


@require_POST
def say(request: HttpRequest) -> HttpResponse:
    """Keep what she writes and acknowledge it, once it is committed, by its number."""
    try:
        sent = fields(request)
        limit(name=f"chat:{actor_of(request)}", most=30, per=MINUTE)
        if not request.customer:
            limit(name=f"chat-from:{client_ip(request)}", most=60, per=MINUTE)
        item = asked_about(sent.get("about", ""))
        body = fitting(sent.get("body", ""))
        client_id = parsed_key(sent.get("client_id") or sent.get("client_key"))
        with transaction.atomic():
            customer, actor, set_cookie = customer_for_write(request)
            message = ask(
                customer=customer, item=item, body=body, client_id=client_id, actor=actor,
                share=asked_from(sent.get("list", "")),
            )  # fmt: skip
    except Refused as refused:
        return _no(request, refused)
    response = _acknowledged(request, sent, message)
    set_cookie(response)
    return response


@require_POST
def mark_read(request: HttpRequest) -> HttpResponse:
    """How far she has read; sent again it is the same."""
    try:
        seq = fields(request).get("seq", "")
        conversation = conversation_of(request.customer or None)
        if conversation is None:
            raise NotThere
        if not seq.isdecimal() or len(seq) > 17:
            raise Invalid
        mark = read(conversation=conversation, seq=int(seq), actor=actor_of(request))
    except Refused as refused:
        return _no(request, refused)
    return JsonResponse({"seq": mark.seq})


def _acknowledged(request: HttpRequest, sent: dict[str, str], message: Message) -> HttpResponse:
    """For the script the message and all she hasn't seen yet; a form goes back to the page."""
    conversation = message.conversation
    if not wants_json(request):
        about = sent.get("about", "")
        return redirect(reverse("storefront:ask") + (f"?about={about}" if about else ""))
    after = sent.get("after", "0")
    after = int(after) if after.isdecimal() and len(after) < 18 else 0
    return JsonResponse(
        {
            "version": message.seq,
            "message": shown(message),
            "messages": [shown(one) for one in messages_after(conversation, after)],
            "topic": topic_of(conversation),
        }
    )


def _no(request: HttpRequest, refused: Refused) -> HttpResponse:
    """The refusal in words; on a page of its own without JavaScript."""
    if wants_json(request):
        body = {"error": refused.code, "message": refused.message}
        return JsonResponse(body, status=refused.status)
    context = {"problem": refused.message}
    return render(request, "chat/refused.html", context, status=refused.status)
