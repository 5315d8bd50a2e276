"""Pieces on their way from one place to another, and how long that takes."""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from omni.lib.ids import public_id

from .claim import Claim
from .item import Item
from .place import Location
from .stock import Lot


def every_working_day() -> list[int]:
    return [0, 1, 2, 3, 4]


class TransferRoute(models.Model):
    """The transfer calendar: what leaves `source` on `leaves_on` arrives `days` working days later.

    Weekdays are numbered from 0, Monday, and `cutoff` is local to the source: what is asked for
    later leaves on the next day. A pair of places without a route takes the source's own days.
    """

    source = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="routes_from")
    destination = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="routes_to")
    days = models.PositiveSmallIntegerField(default=1)
    leaves_on = ArrayField(
        models.PositiveSmallIntegerField(validators=[MaxValueValidator(6)]),
        default=every_working_day,
    )
    cutoff = models.TimeField(default=dt.time(14))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "destination"], name="route_once"),
            models.CheckConstraint(condition=~Q(source=F("destination")), name="route_leads_away"),
            models.CheckConstraint(condition=~Q(leaves_on=[]), name="route_leaves_some_day"),
            models.CheckConstraint(
                condition=Q(leaves_on__contained_by=[0, 1, 2, 3, 4, 5, 6]), name="route_weekdays"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} to {self.destination}"


class Transfer(models.Model):
    """Pieces that one place sends another; `due_on` is the day they should be there.

    Shipped pieces lie at the location in transit. A short one has arrived with fewer pieces than
    were shipped: the rest is still in transit until it is found or written off.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", "Requested"
        PICKED = "picked", "Packed"
        SHIPPED = "shipped", "On its way"
        SHORT = "short", "Arrived short"
        RECEIVED = "received", "Arrived"
        CANCELLED = "cancelled", "Cancelled"

    OPEN = (State.REQUESTED, State.PICKED, State.SHIPPED, State.SHORT)

    public_id = models.UUIDField(default=public_id, unique=True, editable=False)
    source = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="transfers_out")
    destination = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="transfers_in")
    state = models.CharField(max_length=10, choices=State.choices, default=State.REQUESTED)
    note = models.CharField(max_length=200, blank=True)
    carrier = models.CharField(
        max_length=80, blank=True, help_text="Who carries it, and its number"
    )
    due_on = models.DateField(null=True, blank=True)
    requested_at = models.DateTimeField()
    requested_by = models.CharField(max_length=80)
    picked_at = models.DateTimeField(null=True, blank=True)
    shipped_at = models.DateTimeField(null=True, blank=True)
    shipped_by = models.CharField(max_length=80, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = models.CharField(max_length=80, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_why = models.CharField(max_length=120, blank=True)
    changed_at = models.DateTimeField(db_default=Now(), db_index=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["source", "state"]),
            models.Index(fields=["destination", "state"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(source=F("destination")), name="transfer_leads_away"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} to {self.destination}, {self.get_state_display().lower()}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class TransferLine(models.Model):
    """`quantity` asked for, of which so many were picked, shipped, received or lost.

    `claim` holds the pieces until they arrive: somebody's own, which travels with them, or the
    transfer's (purpose transfer), which ends on arrival.
    """

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="lines")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="+")
    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="transfer_lines"
    )
    quantity = models.PositiveIntegerField()
    picked = models.PositiveIntegerField(default=0)
    shipped = models.PositiveIntegerField(default=0)
    received = models.PositiveIntegerField(default=0)
    lost = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(picked__lte=F("quantity"))
                & Q(shipped__lte=F("picked"))
                & Q(shipped__gte=F("received") + F("lost")),
                name="transfer_line_in_order",
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="transfer_line_has_pieces"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.item_id}"

    @property
    def on_the_way(self) -> int:
        return self.shipped - self.received - self.lost

    @property
    def whose(self) -> str:
        """`held` for somebody, `sold` to her, or `over` when her hold has ended; else empty."""
        claim = self.claim
        if claim is None or claim.purpose == Claim.Purpose.TRANSFER:
            return ""
        return "sold" if claim.consumed_at else "over" if claim.released_at else "held"
