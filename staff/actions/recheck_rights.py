"""Somebody's rights changed: what is open to her is looked at anew."""

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.events import emit

from ..events import RightsChanged
from ..models import User


@transaction.atomic
def recheck_rights(*, user: User, actor: Actor) -> None:
    """Close her sockets; her pages open them again with the rights she has now."""
    emit(RightsChanged(str(user.public_id)))
