"""Background shells around stock's actions."""

from celery import shared_task

from .actions.expire import expire_claims


@shared_task
def sweep_claims() -> int:
    return expire_claims()
