"""A store is where people work and customers come; its hours are local."""

import datetime as dt
import zoneinfo

from django.db import models
from django.db.models import F, Q

from omni.lib.ids import public_id


class Brand(models.Model):
    """The chain itself: one row."""

    name = models.CharField(max_length=60)
    accent = models.CharField(max_length=7, default="#1b4f7f")
    currency = models.CharField(max_length=3, default="AUD")
    support_email = models.EmailField(blank=True)

    class Meta:
        verbose_name_plural = "brand"
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="brand_is_one_row")]

    def __str__(self) -> str:
        return self.name


class Store(models.Model):
    """A shop with an address; `zone` is an IANA name and every opening hour is local to it."""

    public_id = models.UUIDField(default=public_id, unique=True, editable=False)
    slug = models.SlugField(unique=True)
    code = models.CharField(max_length=4, unique=True, help_text="Starts its order numbers.")
    name = models.CharField(max_length=60, help_text="As customers read it: Sydney, George Street")
    city = models.CharField(max_length=40)
    street = models.CharField(max_length=120)
    postcode = models.CharField(max_length=12)
    region = models.CharField(max_length=40)
    country = models.CharField(max_length=2, default="AU")
    zone = models.CharField(max_length=40, default="Australia/Sydney")
    phone = models.CharField(max_length=16)
    duty_phone = models.CharField(
        max_length=16, blank=True, help_text="Gets a text when somebody asks out of hours."
    )
    currency = models.CharField(max_length=3, default="AUD")
    tax_rate = models.DecimalField(max_digits=5, decimal_places=4, default="0.1000")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def tz(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.zone)

    def local(self, moment: dt.datetime) -> dt.datetime:
        return moment.astimezone(self.tz)


class OpeningHours(models.Model):
    """One stretch of a weekday (0 is Monday) in the store's local time."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["weekday", "opens"]
        verbose_name_plural = "opening hours"
        constraints = [
            models.UniqueConstraint(fields=["store", "weekday", "opens"], name="hours_once"),
            models.CheckConstraint(condition=Q(opens__lt=F("closes")), name="hours_in_order"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="hours_weekday"),
        ]

    def __str__(self) -> str:
        return f"{self.store} {self.weekday} {self.opens}-{self.closes}"


class Closure(models.Model):
    """A day on which a store stays closed, such as a public holiday."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="closures")
    on = models.DateField()
    reason = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "on"], name="closure_once")]

    def __str__(self) -> str:
        return f"{self.store} {self.on} {self.reason}"
