"""This browser becomes an iPad of the floor or the station at the door."""

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.errors import NotAllowed
from omni.lib.ids import secret_token, token_hash

from ..models import Device, Role, Store, User
from ..roles import may


@transaction.atomic
def enrol_device(
    *, kind: str, name: str, store: Store, user: User, actor: Actor
) -> tuple[Device, str]:
    """A new device of this store and the secret for its cookie, which is given away once.

    Raises `NotAllowed` unless `user` manages the store.
    """
    if not may(user, Role.MANAGER, Role.ADMINISTRATOR, store=store):
        raise NotAllowed
    token = secret_token()
    device = Device.objects.create(
        kind=kind, name=name[:60], store=store, enrolled_by=user, token_hash=token_hash(token)
    )
    return device, token
