"""A machine that has no business here any more: its token opens nothing."""

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.clock import now

from ..models import ApiClient


@transaction.atomic
def revoke_api_client(*, client: ApiClient, actor: Actor) -> ApiClient:
    """Withdraw the client; withdrawn twice, the first time counts. What it holds stays held."""
    row = ApiClient.objects.select_for_update().get(pk=client.pk)
    if row.revoked_at is None:
        row.revoked_at = now()
        row.save(update_fields=["revoked_at"])
    return row
