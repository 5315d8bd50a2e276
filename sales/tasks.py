"""Background shells around payments."""

from omni.lib.background import shared_task

from .payments import resolve_due


@shared_task
def sweep_payments() -> int:
    return resolve_due()
