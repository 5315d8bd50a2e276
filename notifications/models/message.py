"""A message is a row first: the row is the outbox, a worker sends it, a sweep finds the missed."""

from django.db import models
from django.db.models import Q

from omni.lib.ids import public_id


class Channel(models.TextChoices):
    SMS = "sms", "SMS"
    EMAIL = "email", "E-mail"


class Message(models.Model):
    """One message out.

    `recipient` is an opaque reference (`customer:<uuid>`, `user:<uuid>`, `store:<uuid>`, or empty).
    `body` may contain `{secret}` marks; `secrets` holds their values encrypted and is blanked once
    the outcome is final. `dedupe_key` makes one cause send once.
    """

    class Purpose(models.TextChoices):
        CODE = "code", "One-time code"
        SERVICE = "service", "About a visit, an order, a question"
        STAFF = "staff", "To our own people"
        NEWS = "news", "News and offers"
        REPLY = "reply", "The answer to their STOP, START or HELP"

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting to be sent"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        DELIVERED = "delivered", "Delivered"
        FAILED = "failed", "Failed"
        UNKNOWN = "unknown", "No answer from the provider"
        SUPPRESSED = "suppressed", "Not sent, they said stop"

    public_id = models.UUIDField(default=public_id, unique=True, editable=False)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    to_address = models.CharField(max_length=254)
    recipient = models.CharField(max_length=60, blank=True)
    subject = models.CharField(max_length=120, blank=True)
    body = models.TextField()
    secrets = models.BinaryField(blank=True, default=bytes, editable=False)
    dedupe_key = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.QUEUED)
    actor = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField(
        null=True, blank=True, help_text="Not worth sending later than this, such as a code."
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    final_at = models.DateTimeField(null=True, blank=True)
    provider = models.CharField(max_length=20, blank=True)
    provider_ref = models.CharField(max_length=80, blank=True)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Q(final_at=None), name="message_due"),
            models.Index(fields=["recipient", "created_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.channel} to {self.to_address}, {self.state}"

    @property
    def is_asked_for(self) -> bool:
        """A code or a reply that somebody waits for: it leaves even after a STOP."""
        return self.purpose in {self.Purpose.CODE, self.Purpose.REPLY}


class Attempt(models.Model):
    """One asking of a provider; without `finished_at` nobody knows how it ended."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="tries")
    number = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, blank=True)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "number"], name="attempt_once")]

    def __str__(self) -> str:
        return f"attempt {self.number}, {self.outcome or 'open'}"


class Receipt(models.Model):
    """What a provider said later about a message."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="receipts")
    status = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "status"], name="receipt_once")]

    def __str__(self) -> str:
        return self.status


class InboundMessage(models.Model):
    """A message that came in, kept before anything is done with it."""

    provider = models.CharField(max_length=20)
    provider_ref = models.CharField(max_length=80)
    from_address = models.CharField(max_length=254)
    to_address = models.CharField(max_length=254)
    body = models.TextField()
    received_at = models.DateTimeField(auto_now_add=True)
    processed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "provider_ref"], name="inbound_once")
        ]

    def __str__(self) -> str:
        return f"from {self.from_address}"
