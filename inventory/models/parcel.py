"""Melee: many small stones that are counted and weighed together."""

from django.db import models
from django.db.models import F, Q

from .item import Item


class Parcel(models.Model):
    """What the stones of a parcel have in common: sizes in mm, grades as the codes of a stone.

    Its records carry carats (ct, two decimals) beside pieces; the price is per carat.
    """

    item = models.OneToOneField(
        Item, on_delete=models.CASCADE, primary_key=True, related_name="parcel"
    )
    shape = models.PositiveSmallIntegerField()
    mm_from = models.DecimalField(max_digits=4, decimal_places=2)
    mm_to = models.DecimalField(max_digits=4, decimal_places=2)
    colour_from = models.PositiveSmallIntegerField()
    colour_to = models.PositiveSmallIntegerField()
    clarity_from = models.PositiveSmallIntegerField()
    clarity_to = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(mm_from__gt=0, mm_from__lte=F("mm_to"))
                & Q(colour_from__lte=F("colour_to"), clarity_from__lte=F("clarity_to")),
                name="parcel_ranges_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.mm_from} to {self.mm_to} mm"
