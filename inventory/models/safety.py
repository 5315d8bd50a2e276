"""Pieces kept back from those who can't see the shelf."""

from django.db import models
from django.db.models import Q

from .item import Item
from .place import Location


class SafetyStock(models.Model):
    """The last `quantity` pieces of an item at a place aren't promised by the shop's web pages.

    Staff see through it: they sell the last one on the shelf.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="safety")
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="safety")
    quantity = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "safety stock"
        constraints = [
            models.UniqueConstraint(fields=["item", "location"], name="safety_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="safety_keeps_something"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.item_id} at {self.location_id}"
