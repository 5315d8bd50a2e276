"""A search that she keeps, and the new stones that it found for her."""

from django.db import models
from django.db.models import Q

from inventory.models import Item
from omni.lib.ids import public_id

from .customer import Customer, Identity


class SavedSearch(models.Model):
    """`query` is `Facets.query` without an order. With `value` she is told there of new stones.

    `seen_up_to` is the database's number of the change up to which stock was looked at for it.
    """

    public_id = models.UUIDField(default=public_id, unique=True, editable=False)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="searches")
    query = models.CharField(max_length=800)
    words = models.CharField(max_length=300)
    kind = models.CharField(max_length=8, choices=Identity.Kind.choices, blank=True)
    value = models.CharField(max_length=254, blank=True)
    seen_up_to = models.BigIntegerField()
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "saved searches"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "query"], condition=Q(removed_at=None), name="search_kept_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["seen_up_to"], condition=Q(removed_at=None) & ~Q(value=""),
                name="search_with_alert",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.words


class SearchMatch(models.Model):
    """A stone that is new for a search; once for ever, so that nobody hears of it twice."""

    class Outcome(models.TextChoices):
        TOLD = "told", "Told"
        GONE = "gone", "Gone before she was told"

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="matches")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    found_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=4, choices=Outcome.choices, blank=True)

    class Meta:
        verbose_name_plural = "search matches"
        constraints = [models.UniqueConstraint(fields=["search", "item"], name="matched_once")]
        indexes = [
            models.Index(fields=["search"], condition=Q(ended_at=None), name="match_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.search_id}: {self.item_id}"
