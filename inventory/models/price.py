"""What a thing cost, to a customer and to us, and since when."""

import pgtrigger
from django.db import models

from .item import Item


class PriceChange(models.Model):
    """One change of an item's shelf price or cost; append-only. `before` is empty for a first."""

    class Kind(models.TextChoices):
        PRICE = "price", "Shelf price"
        COST = "cost", "Cost"

    item = models.ForeignKey(
        Item,
        on_delete=models.PROTECT,
        related_name="price_changes",
        db_index=False,  # the index with `at` begins with it
    )
    kind = models.CharField(max_length=5, choices=Kind.choices, default=Kind.PRICE)
    before = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    cause = models.CharField(max_length=80, blank=True, help_text="import:…, or why")

    class Meta:
        indexes = [models.Index(fields=["item", "at"])]
        triggers = [
            pgtrigger.Protect(
                name="price_history_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.amount} {self.currency}"
