"""The pass that identifies at the door, its scans, and being in the store."""

from django.db import models
from django.db.models import Q

from omni.lib.ids import public_id
from staff.models import Device, Store, User

from .appointment import Appointment
from .customer import Customer


class Pass(models.Model):
    """An opaque token kept as its hash; `code_hash` is the short code typed at the kiosk, keyed.

    It identifies; it never pays and never signs in. Showing it again rotates it.
    """

    public_id = models.UUIDField(default=public_id, unique=True, editable=False)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="passes")
    appointment = models.ForeignKey(
        Appointment, on_delete=models.CASCADE, null=True, blank=True, related_name="passes"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, db_index=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "passes"

    def __str__(self) -> str:
        return f"pass of {self.customer}"


class Visit(models.Model):
    """Somebody is in the store; one open visit each."""

    public_id = models.UUIDField(default=public_id, unique=True, editable=False)
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, null=True, related_name="visits"
    )
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="visits")
    appointment = models.ForeignKey(
        Appointment, on_delete=models.SET_NULL, null=True, blank=True, related_name="visits"
    )
    arrived_at = models.DateTimeField()
    via = models.CharField(max_length=12, default="pass", help_text="pass, walk_in or looking")
    guests = models.PositiveSmallIntegerField(default=1, help_text="How many came, when unknown.")
    taken_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="visits"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer"], condition=Q(closed_at__isnull=True), name="one_open_visit"
            )
        ]
        indexes = [
            models.Index(fields=["store"], condition=Q(closed_at__isnull=True), name="visit_open"),
            models.Index(fields=["store", "arrived_at"], name="visit_by_arrival"),
        ]

    def __str__(self) -> str:
        return f"{self.customer} at {self.store}"


class PassScan(models.Model):
    """One scan by its own id: the same scan sent again gets the same answer."""

    class Outcome(models.TextChoices):
        WELCOME = "welcome", "Welcome"
        AGAIN = "again", "Already in"
        UNKNOWN = "unknown", "Not a pass of ours"
        EXPIRED = "expired", "Expired"
        REVOKED = "revoked", "Withdrawn"

    scan = models.UUIDField(unique=True)
    card = models.ForeignKey(Pass, on_delete=models.CASCADE, null=True, related_name="scans")
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, null=True, related_name="scans")
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="scans_of_passes")
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.outcome
