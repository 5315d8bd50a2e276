"""What is where now, whose it is, and how it came to be so."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from .item import Item
from .place import Location, Supplier


class Lot(models.Model):
    """Whose the pieces are; lot 1 is our own stock."""

    class Ownership(models.TextChoices):
        OWNED = "owned", "Owned"
        MEMO_IN = "memo_in", "On memo from a supplier"
        CONSIGNMENT = "consignment", "Consignment"
        VIRTUAL = "virtual", "At the supplier"

    ownership = models.CharField(max_length=12, choices=Ownership.choices)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, null=True, blank=True)
    memo_number = models.CharField(max_length=40, blank=True)
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ownership", "supplier", "memo_number"],
                name="lot_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(ownership="owned") | Q(supplier__isnull=False),
                name="foreign_lot_has_supplier",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_ownership_display()} {self.memo_number}".strip()


class StockRecord(models.Model):
    """Pieces of one item of one lot at one place. The quantities change only through actions.

    `carats` is a parcel's weight in ct beside its pieces, empty for what is counted only.
    """

    item = models.ForeignKey(
        Item,
        on_delete=models.PROTECT,
        related_name="records",
        db_index=False,  # `record_once` begins with it
    )
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="records")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="records")
    on_hand = models.IntegerField(default=0)
    claimed = models.IntegerField(default=0)
    carats = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "location", "lot"], name="record_once"),
            models.CheckConstraint(
                condition=Q(claimed__gte=0, claimed__lte=F("on_hand")), name="claimed_within"
            ),
            models.CheckConstraint(
                condition=Q(carats__isnull=True) | Q(carats__gte=0), name="carats_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}@{self.location_id}: {self.on_hand} ({self.claimed} claimed)"


class StockMovement(models.Model):
    """The ledger: every change of a record's pieces, append-only; fit to be partitioned.

    `carats` is the change in ct of a parcel's weight, empty for what is counted only.
    """

    class Reason(models.TextChoices):
        RECEIVED = "received", "Received"
        SOLD = "sold", "Sold"
        RETURNED = "returned", "Returned"
        MOVED_OUT = "moved_out", "Moved out"
        MOVED_IN = "moved_in", "Moved in"
        ADJUSTED = "adjusted", "Adjusted"
        COUNTED = "counted", "Counted"
        WITHDRAWN = "withdrawn", "Withdrawn"
        SENT_BACK = "sent_back", "Sent back to the supplier"
        BOUGHT = "bought", "Bought from the supplier"
        ASSEMBLED = "assembled", "Assembled"
        TAKEN_APART = "taken_apart", "Taken apart"
        SPLIT = "split", "Split"
        JOINED = "joined", "Joined"

    at = models.DateTimeField()
    record = models.ForeignKey(StockRecord, on_delete=models.PROTECT, related_name="movements")
    item = models.ForeignKey(
        Item,
        on_delete=models.PROTECT,
        related_name="movements",
        db_index=False,  # the index with `at` begins with it
    )
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="+")
    delta = models.IntegerField()
    carats = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    reason = models.CharField(max_length=12, choices=Reason.choices)
    actor = models.CharField(max_length=80)
    cause = models.CharField(max_length=80, blank=True, help_text="order:…, import:…, claim:…")

    class Meta:
        indexes = [models.Index(fields=["item", "at"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(delta=0) | (Q(carats__isnull=False) & ~Q(carats=0)),
                name="movement_moves",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="ledger_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.delta:+d} {self.reason}"
