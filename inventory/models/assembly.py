"""A finished ring: a setting and a stone that became one thing, and may become two again."""

from django.db import models
from django.db.models import Q

from omni.lib.ids import public_id

from .item import Item
from .place import Location
from .stock import Lot


class Assembly(models.Model):
    """`item` is the finished piece, one of a kind; its parts left stock when it was made."""

    public_id = models.UUIDField(default=public_id, unique=True, editable=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="assemblies")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    taken_apart_at = models.DateTimeField(null=True, blank=True)
    taken_apart_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "assemblies"
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(taken_apart_at__isnull=True), name="assembled_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item}"


class AssemblyPart(models.Model):
    """What is in it, and from which lot it came: it goes back there when taken apart."""

    assembly = models.ForeignKey(Assembly, on_delete=models.CASCADE, related_name="parts")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="set_in")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(default=1)
    carats = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["assembly", "item", "lot"], name="assembly_part_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="assembly_part_has_pieces"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.item_id}"
