"""A product is the style; an item is the thing with a price that is sold."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from omni.lib.ids import public_id

from ..metals import METALS


class Product(models.Model):
    class Kind(models.TextChoices):
        STONE = "stone", "Diamond"
        SETTING = "setting", "Ring setting"
        JEWELLERY = "jewellery", "Jewellery"
        PARCEL = "parcel", "Parcel of melee"

    public_id = models.UUIDField(default=public_id, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=80)
    style = models.SlugField(blank=True, help_text="Which drawing it has: four-claw, halo, …")
    description = models.TextField(blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        indexes = [
            # A name with a wrong letter is found by the threes of letters that it shares.
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="product_by_name")
        ]

    def __str__(self) -> str:
        return self.name


class Item(models.Model):
    """One sellable thing. `price` is the shelf price with tax inside, in `currency`.

    A serial item is one of a kind: its stock is one piece or none. `cost` is what it cost us, for
    those with the right to know. `options` tell variants of one product apart by
    `{"metal": "platinum", "length_cm": "45"}`. `availability_version` grows in the same
    transaction as any change of its stock, claims or photographs.
    """

    public_id = models.UUIDField(default=public_id, unique=True, editable=False)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="items")
    sku = models.CharField(max_length=40, unique=True)
    gtin = models.CharField(max_length=14, blank=True)
    title = models.CharField(max_length=120)
    is_serial = models.BooleanField(default=False)
    price = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3, default="AUD")
    cost = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    options = models.JSONField(default=dict, blank=True)
    tax_rate = models.DecimalField(max_digits=5, decimal_places=4, default="0.1000")
    is_listed = models.BooleanField(default=True, help_text="Shown to customers.")
    is_demo = models.BooleanField(default=False)
    availability_version = models.BigIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], condition=Q(cost__gt=F("price") / (1 + F("tax_rate"))),
                name="item_below_cost",
            ),
            models.Index(fields=["gtin"], condition=~Q(gtin=""), name="item_by_bar_code"),
        ]  # fmt: skip
        constraints = [
            models.CheckConstraint(condition=Q(price__gte=0), name="price_not_negative"),
            models.CheckConstraint(
                condition=Q(cost__isnull=True) | Q(cost__gte=0), name="cost_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sku} {self.title}"


class RingSetting(models.Model):
    """What a ring setting item is made of and which stones it takes (carat in ct)."""

    item = models.OneToOneField(
        Item, on_delete=models.CASCADE, primary_key=True, related_name="setting"
    )
    metal = models.CharField(max_length=24)
    size = models.CharField(max_length=6, help_text="UK and Australian ring size, a letter.")
    accepted_shapes = ArrayField(models.CharField(max_length=12))
    carat_from = models.DecimalField(max_digits=6, decimal_places=2)
    carat_to = models.DecimalField(max_digits=6, decimal_places=2)
    resizable_steps = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.metal} {self.size}"

    @property
    def metal_name(self) -> str:
        """As people read it: 18 ct rose gold."""
        return METALS.get(self.metal, self.metal)
