"""A pass by its secret, and how it stands."""

from omni.lib.clock import now
from omni.lib.ids import token_hash

from ..models import Customer, Pass


def pass_by_token(token: str) -> Pass | None:
    cards = Pass.objects.select_related("customer", "appointment__store")
    return cards.filter(token_hash=token_hash(token)).first()


def standing(card: Pass | None) -> str:
    """`good`, `unknown`, `revoked` or `expired`."""
    if card is None:
        return "unknown"
    if card.revoked_at:
        return "revoked"
    return "expired" if card.expires_at <= now() else "good"


def current_pass(customer: Customer) -> Pass | None:
    """Her newest pass in force; its link was sent and can't be shown again."""
    cards = Pass.objects.filter(customer=customer, revoked_at=None, expires_at__gt=now())
    return cards.select_related("appointment__store").order_by("-pk").first()
