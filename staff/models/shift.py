"""When somebody is on, at a store's floor or at the desk."""

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localtime

from .store import Store
from .user import User


class Shift(models.Model):
    class Kind(models.TextChoices):
        FLOOR = "floor", "On the floor"
        DESK = "desk", "Answering chats and calls"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="shifts")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    store = models.ForeignKey(
        Store, on_delete=models.CASCADE, null=True, blank=True, related_name="shifts"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["kind", "starts_at", "ends_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="shift_in_order"),
            models.CheckConstraint(
                condition=~Q(kind="floor") | Q(store__isnull=False), name="floor_shift_has_store"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {localtime(self.starts_at):%d %b %H:%M}"
