"""A narrow row per stone that search reads: small numbers only, written with every stock change."""

from django.db import models

from .item import Item


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

    def __str__(self) -> str:
        return f"listing {self.item_id}"
