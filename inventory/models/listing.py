"""A narrow row per stone that search reads: small numbers only, written with every stock change."""

import pgtrigger
from django.db import models
from django.db.models import Q

from .item import Item

MAIN = ("shape", "carat", "colour", "clarity", "cut", "price", "place")
RARE = (
    "polish",
    "symmetry",
    "fluorescence",
    "lab",
    "origin",
    "fancy",
    "intensity",
    "table_pct",
    "depth_pct",
    "ratio",
)


class Listing(models.Model):
    """`carat` and `ratio` (length to width) in hundredths, `price` in cents, `table_pct` and
    `depth_pct` in tenths, grades, lab and origin as their codes; 0 is what nobody said.

    `state` is what a list shows; `place` is where the piece lies. Kept by
    `inventory.listings.refresh` in the transaction that changed the stock, price or grades;
    `changed_in` is the number of the last one that changed what search counts.

    None is ever deleted: what is sold or withdrawn says so. Search hears of changes alone, so a row
    that vanished would be counted on.
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
    fancy = models.SmallIntegerField(default=0, db_default=0)
    intensity = models.SmallIntegerField(default=0, db_default=0)
    cut = models.SmallIntegerField(default=0)
    polish = models.SmallIntegerField(default=0)
    symmetry = models.SmallIntegerField(default=0)
    fluorescence = models.SmallIntegerField(default=0)
    lab = models.SmallIntegerField(default=0)
    origin = models.SmallIntegerField(default=0)
    table_pct = models.SmallIntegerField(default=0)
    depth_pct = models.SmallIntegerField(default=0)
    ratio = models.SmallIntegerField(default=0)
    price = models.BigIntegerField()
    state = models.SmallIntegerField(choices=State.choices)
    place = models.SmallIntegerField(default=0, help_text="Id of the location it lies at, 0: none")
    changed_in = models.BigIntegerField(default=0)
    # No index may read `state` itself: an update of it alone then stays within the page (HOT).
    is_unsold = models.GeneratedField(
        expression=Q(state__lt=4), output_field=models.BooleanField(), db_persist=True
    )

    class Meta:
        indexes = [
            models.Index(fields=["changed_in"], name="listing_by_change"),
        ]
        triggers = [pgtrigger.Protect(name="listing_is_never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"listing {self.item_id}"
