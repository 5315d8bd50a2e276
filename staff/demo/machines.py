"""A machine that may use the API. Its token is public: demo mode only."""

from omni.lib.ids import token_hash
from staff.models import ApiClient, User

TOKEN = "tolland-demo-api-client"


def connect_machine(by: User) -> None:
    """Once; a revoked one stays revoked."""
    ApiClient.objects.get_or_create(
        token_hash=token_hash(TOKEN),
        defaults={"name": "Demo client", "scopes": ApiClient.Scope.values, "created_by": by},
    )
