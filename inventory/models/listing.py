"""A narrow row per stone that search reads: small numbers only, written with every stock change."""

from django.db import models
from django.db.models import Q

from .item import Item

FACETS = ["shape", "carat", "colour", "clarity", "cut", "price", "place"]


def in_order(*columns: str, name: str) -> models.Index:
    """A b-tree in one order of a list, carrying every facet, so that the table isn't visited."""
    carried = [facet for facet in [*FACETS, "item"] if facet not in columns]
    unsold = Q(state__lt=4)  # State.GONE, which is named below
    return models.Index(fields=columns, include=carried, condition=unsold, name=name)


class Listing(models.Model):
    """`carat` in hundredths of a ct, `price` in cents, grades as their codes (cut 0: not graded).

    `state` is what a list shows; `place` is where the piece lies. Kept by
    `inventory.listings.refresh` in the transaction that changed the stock, price or grades.
    """

    class State(models.IntegerChoices):
        AVAILABLE = 1, "Available"
        HELD = 2, "On hold"
        MOVING = 3, "On its way"
        GONE = 4, "Sold"

    item = models.OneToOneField(
        Item, on_delete=models.CASCADE, primary_key=True, related_name="listing"
    )
    shape = models.SmallIntegerField()
    carat = models.SmallIntegerField()
    colour = models.SmallIntegerField()
    clarity = models.SmallIntegerField()
    cut = models.SmallIntegerField(default=0)
    price = models.BigIntegerField()
    state = models.SmallIntegerField(choices=State.choices)
    place = models.SmallIntegerField(default=0, help_text="Id of the location it lies at, 0: none")
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [
            in_order("item", name="listing_by_age"),
            in_order("price", "item", name="listing_by_price"),
            in_order("carat", "item", name="listing_by_carat"),
            in_order("shape", "colour", "clarity", "carat", name="listing_by_grades"),
            in_order("place", "price", name="listing_by_place"),
        ]

    def __str__(self) -> str:
        return f"listing {self.item_id}"
