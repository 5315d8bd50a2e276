"""A booked slot in a store and the pieces to have ready."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from inventory.models import Item
from omni.lib.ids import public_id
from staff.models import Store

from .customer import Customer


class Appointment(models.Model):
    class State(models.TextChoices):
        BOOKED = "booked", "Booked"
        ARRIVED = "arrived", "Arrived"
        CANCELLED = "cancelled", "Called off"

    public_id = models.UUIDField(default=public_id, unique=True, editable=False)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="appointments")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="appointments")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.BOOKED)
    companion = models.CharField(max_length=40, blank=True, help_text="Who comes along: Tom")
    note = models.CharField(max_length=300, blank=True)
    booked_by = models.CharField(max_length=80)
    created_at = models.DateTimeField(auto_now_add=True)
    moves = models.PositiveSmallIntegerField(default=0, db_default=0, help_text="How often moved.")
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_by = models.CharField(max_length=80, blank=True, default="", db_default="")

    class Meta:
        indexes = [models.Index(fields=["store", "starts_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="appointment_in_order"
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled", called_off_at__isnull=False) & ~Q(called_off_by="")
                | ~Q(state="cancelled") & Q(called_off_at=None, called_off_by=""),
                name="called_off_by_somebody",
            ),
        ]
        # Whose it is may change by a merge, and nothing else of a booking that is over.
        triggers = [
            pgtrigger.Protect(
                name="over_stays_as_it_ended",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=["cancelled", "arrived"])
                & (
                    pgtrigger.Q(old__state__df=pgtrigger.F("new__state"))
                    | pgtrigger.Q(old__store__df=pgtrigger.F("new__store"))
                    | pgtrigger.Q(old__starts_at__df=pgtrigger.F("new__starts_at"))
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.customer} {self.starts_at:%d %b %H:%M}"


class AppointmentItem(models.Model):
    """A piece to have ready; its claim's public id when it is held for the visit."""

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="pieces")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    claim = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appointment", "item"], name="piece_ready_once")
        ]

    def __str__(self) -> str:
        return str(self.item_id)


class DiaryChange(models.Model):
    """How often the bookings of a store have changed, for the floor's pages that show them."""

    store = models.OneToOneField(Store, on_delete=models.CASCADE, primary_key=True)
    version = models.PositiveBigIntegerField()
