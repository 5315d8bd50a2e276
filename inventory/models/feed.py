"""What was agreed with a supplier about the lists they send, and their names for our items."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from .item import Item
from .place import Location, Supplier
from .stock import Lot


class SupplierFeed(models.Model):
    """How a supplier's lists are taken in; switched off, none is.

    `rate` is what one unit of the list's `currency` costs in ours, `agreed_off` per cent off the
    supplier's own prices, `margin` per cent that we add; the shelf price is rounded to a multiple
    of `step`. `answers` are those once given to the questions that their lists raise.
    """

    supplier = models.OneToOneField(Supplier, on_delete=models.PROTECT, related_name="feed")
    is_on = models.BooleanField("takes lists in", default=True)
    ownership = models.CharField(
        max_length=12,
        choices=[
            choice for choice in Lot.Ownership.choices if choice[0] != Lot.Ownership.OWNED.value
        ],
        default=Lot.Ownership.VIRTUAL,
    )
    memo_number = models.CharField(max_length=40, blank=True)
    due_on = models.DateField(null=True, blank=True)
    location = models.ForeignKey(
        Location,
        on_delete=models.PROTECT,
        related_name="feeds",
        help_text="Where their pieces lie.",
    )
    withdraws_missing = models.BooleanField(
        default=True,
        help_text="Pieces at the supplier that a list no longer has become unavailable.",
    )
    currency = models.CharField("currency of their prices", max_length=3, default="USD")
    rate = models.DecimalField(
        max_digits=12, decimal_places=6, default=Decimal(1), validators=[MinValueValidator(0)]
    )
    agreed_off = models.DecimalField(
        "agreed discount, %", max_digits=5, decimal_places=2, default=0
    )
    margin = models.DecimalField(
        "our margin, %", max_digits=6, decimal_places=2, default=Decimal(0)
    )
    tax_rate = models.DecimalField(max_digits=5, decimal_places=4, default=Decimal("0.1"))
    step = models.DecimalField(
        "shelf prices rounded to", max_digits=8, decimal_places=2, default=Decimal(1)
    )
    answers = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rate__gt=0, step__gt=0, tax_rate__gte=0, margin__gt=-100),
                name="feed_has_prices",
            ),
            models.CheckConstraint(
                condition=Q(agreed_off__gte=0, agreed_off__lt=100), name="feed_discount_is_a_part"
            ),
        ]

    def __str__(self) -> str:
        return f"Lists of {self.supplier}"


class SupplierNumber(models.Model):
    """The stock number by which a supplier knows an item of ours."""

    supplier = models.ForeignKey(
        Supplier, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    number = models.CharField(max_length=30)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="supplier_numbers")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supplier", "number"], name="supplier_number_once")
        ]

    def __str__(self) -> str:
        return self.number
