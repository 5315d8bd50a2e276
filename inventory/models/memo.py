"""Pieces that left on trust: to a customer on approval, and a supplier's that we sold."""

from django.db import models

from omni.lib.ids import public_id

from .claim import Claim
from .item import Item
from .place import Location, Supplier


class Memo(models.Model):
    """Pieces out with `holder` (an opaque reference, as a claim's) until `due_on`.

    They lie at a location of the kind "with a customer", claimed firmly for the memo. Each line
    comes back or is bought; the memo is closed when no line is left.
    """

    public_id = models.UUIDField(default=public_id, unique=True, editable=False)
    number = models.CharField(max_length=20, unique=True)
    holder = models.CharField(max_length=60)
    origin = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="memos")
    due_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["due_on"], condition=models.Q(closed_at__isnull=True), name="memo_by_due"
            ),
            models.Index(fields=["holder"]),
        ]

    def __str__(self) -> str:
        return self.number


class MemoLine(models.Model):
    memo = models.ForeignKey(Memo, on_delete=models.CASCADE, related_name="lines")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="memo_line")
    quantity = models.PositiveIntegerField(default=1)
    returned_at = models.DateTimeField(null=True, blank=True)
    bought_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(returned_at__isnull=True) | models.Q(bought_at__isnull=True),
                name="memo_line_ends_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.item_id}"


class SaleReport(models.Model):
    """A supplier was told that we sold a piece of theirs, here on memo or consignment."""

    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="sale_report")
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="sale_reports")
    reference = models.CharField(max_length=60, blank=True)
    reported_at = models.DateTimeField()
    actor = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.supplier}: claim {self.claim_id}"
