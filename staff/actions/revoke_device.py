"""A lost or retired device: its cookie opens nothing any more."""

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.events import emit

from ..events import DeviceRevoked
from ..models import Device


@transaction.atomic
def revoke_device(*, device: Device, actor: Actor) -> Device:
    """Withdraw the device and close its sockets; withdrawn twice, the first time counts."""
    row = Device.objects.select_for_update().get(pk=device.pk)
    if row.revoked_at is None:
        row.revoked_at = now()
        row.save(update_fields=["revoked_at"])
        emit(DeviceRevoked(str(row.public_id)))
    return row
