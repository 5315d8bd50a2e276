"""One conversation per customer; its messages are numbered without a gap."""

from django.db import models
from django.db.models import Q

from customers.models import Customer, SelectionShare
from inventory.models import Item
from omni.lib.ids import public_id
from staff.models import User


class Conversation(models.Model):
    """`last_seq` grows under the row's lock, so that numbers have no gap and no twin.

    `waiting_since` is set while the customer waits for a person; `started_at` is when the present
    stretch began, for a finished conversation opens again with the next question. An open one
    has somebody who answers, or waits in the queue; never neither.
    """

    class State(models.TextChoices):
        OPEN = "open", "Open"
        FINISHED = "finished", "Finished"

    public_id = models.UUIDField(default=public_id, unique=True, editable=False)
    customer = models.OneToOneField(Customer, on_delete=models.PROTECT, related_name="conversation")
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    item = models.ForeignKey(
        Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    share = models.ForeignKey(
        SelectionShare, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        help_text="The list she asked from last.",
    )  # fmt: skip
    last_seq = models.BigIntegerField(default=0)
    waiting_since = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["waiting_since"], condition=Q(state="open"), name="chat_waiting")
        ]

    def __str__(self) -> str:
        return f"conversation with {self.customer}"


class Message(models.Model):
    """`seq` counts from 1 in its conversation; `client_id` is the sender's own, once per author.

    One that turned out to be another's is withdrawn: its number stays, its words are gone.
    """

    class Kind(models.TextChoices):
        TEXT = "text", "Text"
        AUTOMATIC = "automatic", "Automatic answer"
        JOINED = "joined", "Somebody joined"
        ITEM = "item", "A piece was pinned"
        NOTICE = "notice", "Notice"
        WITHDRAWN = "withdrawn", "Withdrawn"

    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, related_name="messages"
    )
    seq = models.BigIntegerField()
    client_id = models.UUIDField()
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.TEXT)
    author = models.CharField(max_length=80)
    author_name = models.CharField(max_length=80, blank=True)
    from_customer = models.BooleanField()
    body = models.TextField()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "seq"], name="seq_once"),
            models.UniqueConstraint(
                fields=["conversation", "author", "client_id"], name="client_message_once"
            ),
            models.CheckConstraint(condition=Q(seq__gt=0), name="seq_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.seq}: {self.body[:40]}"


class Assignment(models.Model):
    """Who answers; one at a time. `asked_at` to `replied_at` is how long she waited."""

    class Outcome(models.TextChoices):
        FINISHED = "finished", "Finished"
        PASSED = "passed", "Passed on"

    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, related_name="assignments"
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    asked_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField()
    replied_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)

    class Meta:
        indexes = [models.Index(fields=["ended_at"], name="chat_assignment_ended")]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"], condition=Q(ended_at__isnull=True), name="one_answers"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} on {self.conversation_id}"


class ReadMark(models.Model):
    """How far one side has read."""

    class Party(models.TextChoices):
        CUSTOMER = "customer", "Customer"
        STAFF = "staff", "Staff"

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="marks")
    party = models.CharField(max_length=8, choices=Party.choices)
    seq = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "party"], name="mark_once")]

    def __str__(self) -> str:
        return f"{self.party} read to {self.seq}"
