"""Somebody wants to be told when a piece that is on hold is free again: once, where she said."""

from django.db import models
from django.db.models import Q

from inventory.models import Item
from omni.lib.ids import public_id

from .customer import Customer, Identity


class FreeWatch(models.Model):
    """It waits until the piece is free (told), gone (not told), or she changes her mind."""

    class Outcome(models.TextChoices):
        TOLD = "told", "Told"
        GONE = "gone", "The piece is gone"
        STOPPED = "stopped", "Changed her mind"

    public_id = models.UUIDField(default=public_id, unique=True, editable=False)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="free_watches")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Identity.Kind.choices)
    value = models.CharField(max_length=254)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)

    class Meta:
        verbose_name_plural = "free watches"
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "item"], condition=Q(ended_at=None), name="waits_for_it_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, outcome="") | Q(ended_at__isnull=False) & ~Q(outcome=""),
                name="watch_ends_with_an_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(ended_at=None), name="watch_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.customer} waits for {self.item_id}"
