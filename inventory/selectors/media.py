"""Links of suppliers' lists that wait to be followed."""

from django.db.models.functions import Now

from ..models import StoneMedia


def due_media(most: int = 200) -> list[int]:
    """Those that are due, the oldest first."""
    due = StoneMedia.objects.filter(state=StoneMedia.State.WAITING, due_at__lte=Now())
    return list(due.order_by("due_at", "pk").values_list("pk", flat=True)[:most])
