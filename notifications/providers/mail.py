"""E-mail through Django's configured backend; our key is in the Message-ID."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage

from .answers import Answer, Found, Outgoing
from .within import within


def send(outgoing: Outgoing) -> Answer:
    return within(lambda: _ask(outgoing))


def _ask(outgoing: Outgoing) -> Answer:
    message = EmailMessage(
        # Django refuses a line's end in a head, Python writes one for much else that parts lines.
        subject=" ".join(outgoing.subject.split()),
        body=outgoing.text,
        to=[outgoing.to_address],
        headers={"Message-ID": f"<{outgoing.key}@{settings.ALLOWED_HOSTS[0]}>"},
    )
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        return Answer("refused", problem=str(error))
    except (ConnectionRefusedError, smtplib.SMTPConnectError, smtplib.SMTPHeloError) as error:
        return Answer("busy", problem=str(error))
    except (smtplib.SMTPException, OSError) as error:
        return Answer("unknown", problem=str(error))
    return Answer("sent", ref=outgoing.key)


def find(outgoing: Outgoing) -> Found:
    """A mail server keeps no journal that we could ask."""
    return Found(taken=None)
