"""Where pieces lie, and from whom they come."""

from django.db import models

from staff.models import Store


class Location(models.Model):
    class Kind(models.TextChoices):
        STORE = "store", "Store"
        VAULT = "vault", "Vault"
        WAREHOUSE = "warehouse", "Warehouse"
        TRANSIT = "transit", "In transit"
        SUPPLIER = "supplier", "At the supplier"
        CUSTOMER = "customer", "With a customer"
        WORKSHOP = "workshop", "Workshop"
        QUARANTINE = "quarantine", "Quarantine"

    # Where a free piece may be promised from; elsewhere it is on its way, out, or being worked on.
    SELLING = frozenset({Kind.STORE, Kind.VAULT, Kind.WAREHOUSE, Kind.SUPPLIER})

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    store = models.ForeignKey(
        Store, on_delete=models.PROTECT, null=True, blank=True, related_name="locations"
    )
    street = models.CharField(max_length=120, blank=True)
    city = models.CharField(max_length=40, blank=True)
    zone = models.CharField(max_length=40, default="Australia/Sydney")
    sends_in_days = models.PositiveSmallIntegerField(
        default=3, help_text="Working days until a piece from here is in another store."
    )
    sells_online = models.BooleanField(default=True, help_text="Its pieces may be bought online.")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Supplier(models.Model):
    code = models.SlugField(unique=True)
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
