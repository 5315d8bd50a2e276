import datetime as dt
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from twilio.request_validator import RequestValidator

from notifications.actions.deliver import deliver_message
from notifications.models import InboundMessage, Message, Suppression
from notifications.providers import twilio
from notifications.selectors import unprocessed
from notifications.tasks import sweep_messages
from omni.lib.clock import now
from tests.handset import WORKER
from tests.notifications.fake_twilio import fake_twilio
from tests.notifications.test_write import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def fake(settings, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with fake_twilio() as (server, address):
        settings.SMS_PROVIDER = "twilio"
        settings.TWILIO_API = address
        settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = "AC1", "secret"
        settings.TWILIO_FROM = "+61480000000"
        yield server


def deliver(message: Message, again: bool = False) -> Message:
    if again:
        Message.objects.filter(pk=message.pk).update(due_at=message.created_at)
    deliver_message(message_id=message.pk, actor=WORKER)
    message.refresh_from_db()
    return message


def test_a_text_is_taken_with_our_id_in_its_callback(fake):
    message = deliver(write(body="Your code is {code}", secrets={"code": "123456"}))

    [taken] = fake.taken
    assert (taken["to"], taken["body"]) == ("+61491570006", "Your code is 123456")
    assert taken["callback"].endswith(f"/hooks/twilio/status/?message={message.public_id}")
    assert (message.state, message.provider_ref) == ("sent", taken["sid"])


def test_its_callback_address_is_one_of_ours():
    assert reverse("hooks:twilio-status") == twilio.STATUS_PATH


@pytest.mark.parametrize(
    ("mood", "state"), [("429", "queued"), ("400", "failed"), ("500", "queued")]
)
def test_its_refusals_are_told_apart(fake, mood, state):
    fake.mood = mood

    message = deliver(write())

    assert message.state == state
    assert f"Twilio 20{mood}" in message.problem


@pytest.mark.parametrize("mood", ["silent", "hang-up"])
def test_no_answer_is_unknown_and_not_sent_again_blindly(fake, mood, monkeypatch):
    monkeypatch.setattr(twilio, "TIMEOUT", 0.3)
    fake.mood = mood

    message = deliver(write(purpose="news"))
    assert message.tries.get().outcome == "unknown"
    deliver(message, again=True)

    assert message.state == "unknown"
    assert message.tries.count() == 2


def test_what_was_taken_before_a_500_is_found_in_its_list(fake):
    fake.mood = "500-after-taking"
    message = deliver(write())
    fake.mood = "ok"

    deliver(message, again=True)

    assert message.state == "sent"
    assert len(fake.taken) == 1


def test_a_total_timeout_ends_a_call_that_drips(fake, monkeypatch):
    monkeypatch.setattr("notifications.providers.twilio.within", _quick)
    fake.mood = "silent"

    message = deliver(write())

    assert message.tries.get().outcome == "unknown"


def _quick(call):
    from notifications.providers.within import within

    return within(call, 0.2)


def hook(settings, path: str, fields: dict, token: str = "secret", changed: dict | None = None):
    """A POST as Twilio signs it; `changed` fields are altered after signing."""
    settings.TWILIO_AUTH_TOKEN = "secret"
    signature = RequestValidator(token).compute_signature(settings.PUBLIC_URL + path, fields)
    return Client(enforce_csrf_checks=True).post(
        path, fields | (changed or {}), headers={"x-twilio-signature": signature}
    )


def receipt(settings, message, status: str):
    path = f"/hooks/twilio/status/?message={message.public_id}"
    answer = hook(settings, path, {"MessageStatus": status, "MessageSid": "SM9", "ErrorCode": "3"})
    message.refresh_from_db()
    return answer


def test_a_receipt_settles_an_unknown_outcome(settings):
    message = write(secrets={"code": "1"})
    Message.objects.update(state="unknown", final_at=message.created_at)

    assert receipt(settings, message, "sent").status_code == 204

    assert (message.state, message.provider_ref, bytes(message.secrets)) == ("sent", "SM9", b"")


def test_receipts_out_of_order_and_twice_end_in_delivered(settings):
    message = write()

    for status in ("delivered", "sent", "delivered", "queued", "undelivered"):
        assert receipt(settings, message, status).status_code == 204

    assert message.state == "delivered"
    assert message.receipts.count() == 4


def test_what_did_not_arrive_has_failed(settings):
    message = write()

    receipt(settings, message, "sent")
    receipt(settings, message, "undelivered")

    assert (message.state, message.problem) == ("failed", "Twilio 3")


def test_a_receipt_for_nobodys_message_is_taken_quietly(settings):
    path = f"/hooks/twilio/status/?message={uuid.uuid4()}"

    assert hook(settings, path, {"MessageStatus": "sent"}).status_code == 204


def text(settings, body: str, ref: str = "SM1", **kwargs):
    fields = {"MessageSid": ref, "From": "+61491570006", "To": "+61480000000", "Body": body}
    return hook(settings, "/hooks/twilio/sms/", fields, **kwargs)


@pytest.mark.parametrize("body", ["STOP", "stop.", " Unsubscribe ", "Stop all", "OPT-OUT"])
def test_stop_is_honoured_at_once(settings, body):
    assert text(settings, body).status_code == 200

    assert Suppression.objects.get().address == "+61491570006"
    assert InboundMessage.objects.get().processed_at
    assert not Message.objects.exists()


def test_start_takes_the_stop_back(settings):
    text(settings, "STOP")
    text(settings, "Start", ref="SM2")

    assert not Suppression.objects.exists()


def test_help_is_answered_by_us_where_twilio_does_not(settings):
    settings.TWILIO_ANSWERS = False

    text(settings, "help")
    text(settings, "help")

    assert Message.objects.get().purpose == "reply"


def test_a_sentence_with_stop_in_it_is_no_stop(settings):
    text(settings, "Can I stop by on Saturday?")

    assert not Suppression.objects.exists()


@pytest.mark.parametrize(
    "forged", [{"token": "wrong"}, {"token": ""}, {"changed": {"From": "+61491570157"}}]
)
def test_what_twilio_did_not_sign_leaves_no_row(settings, forged):
    answer = text(settings, "STOP", **forged)

    assert answer.status_code == 403
    assert not InboundMessage.objects.exists()
    assert not Suppression.objects.exists()


def test_without_a_token_there_is_no_hook(settings):
    settings.TWILIO_AUTH_TOKEN = ""

    answer = Client().post("/hooks/twilio/sms/", {"Body": "STOP"})

    assert answer.status_code == 404


def test_what_was_left_undone_is_found_by_the_sweep(settings, time_machine):
    InboundMessage.objects.create(
        provider="twilio", provider_ref="SM5", from_address="+61491570006", to_address="+61",
        body="STOP",
    )  # fmt: skip
    time_machine.move_to(now() + dt.timedelta(days=30))

    sweep_messages()

    assert Suppression.objects.exists()
    assert unprocessed() == []
