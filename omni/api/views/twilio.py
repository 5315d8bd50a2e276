"""Twilio's webhooks: a receipt for a message of ours, and a text from somebody."""

import uuid
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from twilio.request_validator import RequestValidator

from notifications.actions.receipt import record_receipt
from notifications.actions.receive import receive_message
from omni.lib.actors import Actor
from omni.lib.origin import origin_free

TWILIO = Actor("client", "twilio", "Twilio")
NOTHING_TO_SAY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


def from_twilio(view):
    """403 unless Twilio signed exactly this address and these fields; 404 where it isn't set up."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not settings.TWILIO_AUTH_TOKEN:
            raise Http404
        address = settings.PUBLIC_URL + request.get_full_path()
        signature = request.headers.get("X-Twilio-Signature", "")
        validator = RequestValidator(settings.TWILIO_AUTH_TOKEN)
        if not validator.validate(address, request.POST, signature):
            return HttpResponse("Not signed by Twilio.", status=403, content_type="text/plain")
        return view(request)

    return csrf_exempt(origin_free(require_POST(guarded)))


@from_twilio
def status(request: HttpRequest) -> HttpResponse:
    try:
        message = uuid.UUID(request.GET.get("message", ""))
    except ValueError:
        return HttpResponse(status=204)
    record_receipt(
        message=message,
        status=request.POST.get("MessageStatus", ""),
        ref=request.POST.get("MessageSid", ""),
        problem=f"Twilio {request.POST.get('ErrorCode', '')}".strip(),
        actor=TWILIO,
    )
    return HttpResponse(status=204)


@from_twilio
def sms(request: HttpRequest) -> HttpResponse:
    receive_message(
        provider="twilio",
        ref=request.POST.get("MessageSid", ""),
        from_address=request.POST.get("From", ""),
        to_address=request.POST.get("To", ""),
        body=request.POST.get("Body", ""),
        actor=TWILIO,
    )
    return HttpResponse(NOTHING_TO_SAY, content_type="text/xml")
