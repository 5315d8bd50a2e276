"""The timeline: what happened between us and somebody, in every channel, append-only."""

import pgtrigger
from django.db import models


class Interaction(models.Model):
    """One fact. It names the visitor or customer it was written for and is never rewritten:

    ownership is resolved through visitor links and merges. `item` is an item's public id, `ref` a
    typed reference to the thing (`order:<uuid>`), `facts` small data for the sentence shown.
    Fit to be partitioned by month: no foreign key points here.
    """

    class Kind(models.TextChoices):
        VIEWED = "viewed", "Looked at"
        SEARCHED = "searched", "Searched"
        SHORTLISTED = "shortlisted", "Put on the shortlist"
        UNLISTED = "unlisted", "Taken off the shortlist"
        RESERVED = "reserved", "Reserved"
        CHATTED = "chatted", "Chat"
        MESSAGED = "messaged", "Message"
        SIGNED_IN = "signed_in", "Signed in"
        BOOKED = "booked", "Booked a visit"
        MOVED = "moved", "Moved a visit"
        CALLED_OFF = "called_off", "Called a visit off"
        PASS_SENT = "pass_sent", "Was sent a pass"
        ARRIVED = "arrived", "Arrived"
        GREETED = "greeted", "Was greeted"
        PURCHASED = "purchased", "Bought"
        REFUNDED = "refunded", "Was refunded"
        CONSENTED = "consented", "Gave or withdrew consent"
        LIST_SENT = "list_sent", "Was sent a list"
        OPENED = "opened", "Opened a list"
        CLICKED = "clicked", "Looked at a piece of a list"
        AWAITED = "awaited", "Asked to be told when it’s free"
        KEPT_SEARCH = "kept_search", "Saved a search"
        TOOK_HOME = "took_home", "Took home on approval"
        BROUGHT_BACK = "brought_back", "Brought back"
        NOTED = "noted", "Note"

    class Channel(models.TextChoices):
        WEB = "web", "Web shop"
        STORE = "store", "Store"
        CHAT = "chat", "Chat"
        SMS = "sms", "SMS"
        EMAIL = "email", "E-mail"
        PHONE = "phone", "Telephone"
        KIOSK = "kiosk", "VIP station"
        SYSTEM = "system", "System"

    at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    actor = models.CharField(max_length=80)
    visitor = models.UUIDField(null=True)
    customer = models.ForeignKey(
        "customers.Customer", on_delete=models.PROTECT, null=True, related_name="interactions"
    )
    store = models.ForeignKey("staff.Store", on_delete=models.PROTECT, null=True, related_name="+")
    item = models.UUIDField(null=True)
    ref = models.CharField(max_length=60, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["customer", "at"]),
            models.Index(fields=["visitor", "at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(visitor__isnull=False) | models.Q(customer__isnull=False),
                name="interaction_is_somebodys",
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="timeline_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%d %b %H:%M}"
