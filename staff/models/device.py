"""An enrolled iPad or kiosk: it belongs to a store and is recognised by a secret cookie."""

from django.db import models

from omni.lib.ids import public_id

from .store import Store
from .user import User


class Device(models.Model):
    class Kind(models.TextChoices):
        IPAD = "ipad", "iPad on the floor"
        KIOSK = "kiosk", "VIP station"

    public_id = models.UUIDField(default=public_id, unique=True, editable=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    name = models.CharField(max_length=60)
    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="devices")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    enrolled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    enrolled_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name}, {self.store}"
