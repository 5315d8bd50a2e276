"""A machine gets its name, its scopes and a token."""

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.errors import Invalid
from omni.lib.ids import secret_token, token_hash

from ..models import ApiClient, User


@transaction.atomic
def create_api_client(
    *, name: str, scopes: list[str], user: User | None, actor: Actor
) -> tuple[ApiClient, str]:
    """A new client and its token, which is given away once and kept only as its hash.

    Raises `Invalid` for a scope that there isn't.
    """
    unknown = set(scopes) - set(ApiClient.Scope.values)
    if unknown or not scopes:
        raise Invalid("Choose what it may do.", scopes=sorted(unknown))
    token = secret_token()
    client = ApiClient.objects.create(
        name=name[:60], scopes=sorted(set(scopes)), created_by=user, token_hash=token_hash(token)
    )
    return client, token
