"""Which machine asks."""

from omni.lib.ids import token_hash

from ..models import ApiClient


def client_by_token(token: str) -> ApiClient | None:
    """The client whose token this is, unless it was revoked; one query."""
    clients = ApiClient.objects.filter(revoked_at=None)
    return clients.filter(token_hash=token_hash(token)).first()
