"""SMS by Twilio's SDK. The status callback's address carries our id: a receipt proves a send."""

import datetime as dt

import requests
from django.conf import settings
from django.utils.http import urlencode
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from omni.lib.clock import now

from .answers import Answer, Found, Outgoing
from .within import within

API = "https://api.twilio.com"
STATUS_PATH = "/hooks/twilio/status/"
TIMEOUT = 6.0  # seconds without a byte; `within` bounds the whole
NEVER_SENT = (requests.ConnectTimeout, requests.exceptions.SSLError)


class _Http(TwilioHttpClient):
    """With timeouts, without retries of its own, and at `TWILIO_API` when that is set."""

    def request(self, method, url, **kwargs):
        kwargs["timeout"] = TIMEOUT
        return super().request(method, url.replace(API, settings.TWILIO_API, 1), **kwargs)


def _client() -> Client:
    return Client(
        settings.TWILIO_ACCOUNT_SID,
        settings.TWILIO_AUTH_TOKEN,
        http_client=_Http(pool_connections=False),
    )


def send(outgoing: Outgoing) -> Answer:
    return within(lambda: _ask(outgoing))


def _ask(outgoing: Outgoing) -> Answer:
    try:
        message = _client().messages.create(
            to=outgoing.to_address,
            from_=settings.TWILIO_FROM,
            body=outgoing.text,
            status_callback=callback_url(outgoing.key),
        )
    except TwilioRestException as error:
        return _refusal(error)
    except NEVER_SENT as error:
        return Answer("busy", problem=type(error).__name__)
    except (requests.RequestException, TwilioException, ValueError) as error:
        return Answer("unknown", problem=f"{type(error).__name__}: no answer from Twilio")
    return Answer("sent", ref=message.sid)


def _refusal(error: TwilioRestException) -> Answer:
    """429: later. Other 4xx: never (21610 is a STOP that Twilio knows). 5xx: nobody can tell."""
    problem = f"Twilio {error.code or error.status}: {error.msg}"[:200]
    if error.status == 429:
        return Answer("busy", problem=problem)
    if error.status < 500:
        return Answer("refused", problem=problem)
    return Answer("unknown", problem=problem)


def find(outgoing: Outgoing) -> Found:
    """Twilio keeps no key of ours, but lists what it took: the same words to the same number.

    That it lists nothing proves nothing yet: it may still be on its way into the list.
    """
    since = min(outgoing.asked_at, now()) - dt.timedelta(days=1)
    try:
        listed = _client().messages.list(
            to=outgoing.to_address,
            from_=settings.TWILIO_FROM,
            date_sent_after=since,
            limit=50,
        )
    except (requests.RequestException, TwilioException, ValueError):
        return Found(taken=None)
    asked_at = outgoing.asked_at
    for message in listed:
        if message.body == outgoing.text and message.date_created >= asked_at.replace(
            microsecond=0
        ):
            return Found(taken=True, ref=message.sid)
    return Found(taken=None)


def callback_url(key: str) -> str:
    return f"{settings.PUBLIC_URL}{STATUS_PATH}?{urlencode({'message': key})}"
