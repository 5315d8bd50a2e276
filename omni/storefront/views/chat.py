"""Asking about a stone: the chat as a page and as the dock, and who is there."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from chat.live import shown, topic_of
from chat.models import Conversation, Message
from chat.selectors.messages import (
    assigned,
    conversation_of,
    latest_messages,
    marks,
    messages_after,
)
from customers.addresses import shown as shown_address
from customers.models import Identity, SelectionShare
from customers.selectors.people import proven
from customers.selectors.selections import share_by_token
from inventory.models import Item
from inventory.selectors.availability import availability
from omni.lib.clock import now
from staff.selectors.hours import answering
from staff.selectors.presence import presence

from ..hers import as_she_sees, her_badge_url


def asked_about(sku: str) -> Item | None:
    """The piece named in the address; none when none is named, a 404 when there is no such one."""
    if not sku:
        return None
    if not sku.isprintable():
        raise Http404
    item = Item.objects.select_related("stone", "product").filter(sku=sku, is_listed=True).first()
    if item is None:
        raise Http404
    return item


def asked_from(token: str) -> SelectionShare | None:
    """The sent list named in the address; a link that has ended just isn't mentioned."""
    return share_by_token(token) if token.isprintable() and token else None


@require_safe
@never_cache
def chat_page(request: HttpRequest) -> HttpResponse:
    """The whole chat; with `X-Dock` only what the dock holds."""
    item = asked_about(request.GET.get("about", ""))
    context = _conversation(conversation_of(request.customer or None), item)
    if context["pinned"]:
        public, pinned = context["stock"], context["pinned"]
        context["stock"] = as_she_sees(request, public)
        if context["stock"] is not public:
            context["hers_url"] = her_badge_url(pinned.public_id)
    # Whoever wrote back out of hours is there: she needn't leave her number.
    context["offers_text"] = not (context["presence"].is_on or _is_spoken_with(context))
    context["her_phone"] = _phone(request) if context["offers_text"] else ""
    listed_in = request.GET.get("list", "")
    context |= {"share": asked_from(listed_in), "list_token": listed_in}
    template = "chat/dock.html" if request.headers.get("X-Dock") else "chat/page.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["X-Dock"])
    return response


def _is_spoken_with(context: dict) -> bool:
    """Whether the last word is that of a person of ours who has joined."""
    last = context["messages_shown"][-1:]
    by_us = (Message.Kind.JOINED, Message.Kind.TEXT)
    return any(one["kind"] in by_us and not one["from_customer"] for one in last)


def _phone(request: HttpRequest) -> str:
    """Hers as it is written here, once she has signed in: she needn't say it again."""
    if not (request.customer and request.customer.is_proven):
        return ""
    phone = proven(request.customer, Identity.Kind.PHONE)
    return shown_address(phone) if phone else ""


def _conversation(one: Conversation | None, item: Item | None) -> dict:
    pinned = item or (one.item if one else None)
    context = {
        "conversation": one,
        "about": item,
        "pinned": pinned,
        "stock": availability([pinned.pk])[pinned.pk] if pinned else None,
        "presence": presence(now()),
        "messages_shown": [],
        "seq": 0,
    }
    if one is not None:
        owner = assigned(one)
        with_whom = owner.user if owner else None
        on = [each.ends_at for each in answering(now()) if each.user == with_whom]
        context |= {
            "topics": [topic_of(one)],
            "topic": topic_of(one),
            "seq": one.last_seq,
            "messages_shown": [shown(message) for message in latest_messages(one)],
            "seen": marks(one).get("staff", 0),
            "with_whom": with_whom,
            "until": max(on, default=None),
        }
    return context


@require_safe
@never_cache
def chat_messages(request: HttpRequest) -> JsonResponse:
    """Her own messages after `after`; a browser without a conversation has none."""
    one = conversation_of(request.customer or None)
    if one is None:
        return JsonResponse({"version": 0, "messages": [], "read": {}})
    given = request.GET.get("after", "0")
    after = int(given) if given.isdecimal() and len(given) < 18 else 0
    found = [shown(message) for message in messages_after(one, after)]
    return JsonResponse({"version": one.last_seq, "messages": found, "read": marks(one)})


@require_safe
@cache_control(private=True, max_age=60)
def who_is_there(request: HttpRequest) -> HttpResponse:
    """One line for the header."""
    return render(request, "chat/presence.html", {"presence": presence(now())})
