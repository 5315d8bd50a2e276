"""Which machine asks."""

from omni.lib.actors import Actor
from omni.lib.ids import token_hash
from omni.lib.prepared import ASKED, Prepared

from ..models import ApiClient


def client_by_token(token: str) -> ApiClient | None:
    """The client whose token this is, unless it was revoked; one query."""
    return OPEN.first(token_hash(token))


def machine_of(actor: Actor) -> ApiClient:
    """The client that acts; the actor is one."""
    return ApiClient.objects.get(public_id=actor.ref)


OPEN = Prepared(lambda: ApiClient.objects.filter(token_hash=ASKED, revoked_at=None))
