"""What people saw when they counted a place, and what it meant."""

from django.db import models
from django.db.models import Q

from omni.lib.ids import public_id

from .item import Item
from .place import Location


class StockCount(models.Model):
    """One session of counting a place: scans while it is open, lines once it is closed.

    `scope` narrows what is expected: a product kind, or all when empty. `corrected_at` is when
    what it found was posted to the ledger, and `corrected_why` what the one who did so says of it.
    """

    class State(models.TextChoices):
        OPEN = "open", "Counting"
        CLOSED = "closed", "Closed"
        ABANDONED = "abandoned", "Abandoned"

    public_id = models.UUIDField(default=public_id, unique=True, editable=False)
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="counts")
    scope = models.CharField(max_length=10, blank=True)
    note = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=80, blank=True)
    corrected_at = models.DateTimeField(null=True, blank=True)
    corrected_by = models.CharField(max_length=80, blank=True)
    corrected_why = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["location", "scope"], condition=Q(state="open"), name="one_open_count"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.location} {self.opened_at:%d %b %Y}"


class CountScan(models.Model):
    """One look at a tag: `item` is empty where nothing of ours has that code."""

    count = models.ForeignKey(StockCount, on_delete=models.CASCADE, related_name="scans")
    item = models.ForeignKey(
        Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    code = models.CharField(max_length=120)
    quantity = models.IntegerField(default=1, help_text="Below nought takes a scan back.")
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["count", "item"])]
        constraints = [models.CheckConstraint(condition=~Q(quantity=0), name="scan_counts")]

    def __str__(self) -> str:
        return self.code


class CountLine(models.Model):
    """What a closed count found of one item: `expected` by the ledger, `counted` by people.

    `adjusted` is what was posted to the ledger for it; `outcome` and `note` say what a person has
    to know about the rest.
    """

    class Outcome(models.TextChoices):
        FOUND = "found", "Found"
        MISSING = "missing", "Missing"
        UNEXPECTED = "unexpected", "Unexpected"

    count = models.ForeignKey(StockCount, on_delete=models.CASCADE, related_name="lines")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    expected = models.IntegerField()
    counted = models.IntegerField()
    adjusted = models.IntegerField(default=0)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    note = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["count", "item"], name="count_line_once")]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.counted} of {self.expected}"
