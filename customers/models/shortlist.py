"""Pieces she likes; an entry taken off stays as history."""

from django.db import models
from django.db.models import Q

from inventory.models import Item
from omni.lib.ids import public_id

from .customer import Customer


class Shortlist(models.Model):
    public_id = models.UUIDField(default=public_id, unique=True, editable=False)
    customer = models.OneToOneField(Customer, on_delete=models.CASCADE, related_name="shortlist")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"shortlist of {self.customer}"


class ShortlistEntry(models.Model):
    shortlist = models.ForeignKey(Shortlist, on_delete=models.CASCADE, related_name="entries")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-added_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["shortlist", "item"],
                condition=Q(removed_at__isnull=True),
                name="on_the_list_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.item_id)
