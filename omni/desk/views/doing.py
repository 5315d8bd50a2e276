"""What the desk does to a conversation: reply, join, pass on, finish, mark as read."""

import uuid

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from chat.actions.finish import finish
from chat.actions.join import join
from chat.actions.pass_on import pass_on
from chat.actions.read import read
from chat.actions.reply import reply
from chat.live import shown
from omni.lib.errors import Invalid
from omni.lib.idempotency import once
from omni.lib.sent import fields, wants_json
from staff.actors import actor_for
from staff.models import User
from staff.roles import staff_page

from ..answers import answered
from ..fetch import ANSWERS, fetched


@staff_page(*ANSWERS)
@require_POST
@answered
def reply_to(request: HttpRequest, conversation: uuid.UUID) -> HttpResponse:
    """The reply as it was kept; a form is sent back to the page."""
    one, sent = fetched(conversation), fields(request)
    message = reply(
        conversation=one, body=sent.get("body", ""),
        client_id=sent.get("client_id") or sent.get("client_key"), actor=actor_for(request),
    )  # fmt: skip
    if not wants_json(request):
        return redirect("desk:conversation", one.public_id)
    return JsonResponse({"version": message.seq, "message": shown(message)})


@staff_page(*ANSWERS)
@require_POST
@answered
def join_chat(request: HttpRequest, conversation: uuid.UUID) -> HttpResponse:
    one, actor = fetched(conversation), actor_for(request)
    _once(request, "chat.join", one.public_id, {}, lambda: join(
        conversation=one, user=request.user, actor=actor
    ))  # fmt: skip
    return redirect("desk:conversation", one.public_id)


@staff_page(*ANSWERS)
@require_POST
@answered
def pass_chat(request: HttpRequest, conversation: uuid.UUID) -> HttpResponse:
    """To a colleague by her public id; `queue` puts it back among the waiting."""
    one, actor, to = fetched(conversation), actor_for(request), request.POST.get("to", "")
    colleague = None if to == "queue" else get_object_or_404(User, public_id=_uuid(to))
    _once(request, "chat.pass_on", one.public_id, {"to": to}, lambda: pass_on(
        conversation=one, to=colleague, actor=actor
    ))  # fmt: skip
    return redirect("desk:home")


@staff_page(*ANSWERS)
@require_POST
@answered
def finish_chat(request: HttpRequest, conversation: uuid.UUID) -> HttpResponse:
    one, actor = fetched(conversation), actor_for(request)
    _once(request, "chat.finish", one.public_id, {}, lambda: finish(
        conversation=one, actor=actor
    ))  # fmt: skip
    return redirect("desk:home")


@staff_page(*ANSWERS)
@require_POST
@answered
def read_chat(request: HttpRequest, conversation: uuid.UUID) -> HttpResponse:
    """How far the desk has read: an ephemeral mark, the same however often it is sent."""
    seq = str(fields(request).get("seq", ""))
    if not seq.isdecimal() or len(seq) > 17:
        raise Invalid
    mark = read(conversation=fetched(conversation), seq=int(seq), actor=actor_for(request))
    return JsonResponse({"seq": mark.seq})


def _once(request: HttpRequest, action: str, ref: uuid.UUID, body: dict, run) -> None:
    key = request.POST.get("client_key")
    body = {"conversation": str(ref), **body}

    def running() -> dict:
        run()
        return {"conversation": str(ref)}

    once(actor=actor_for(request), action=action, key=key, body=body, run=running)


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise Invalid("Choose somebody to pass it to.") from error
