"""Links of suppliers' lists that wait to be followed."""

from collections.abc import Iterable

from django.db.models.functions import Now

from ..models import StoneMedia


def due_media(most: int = 200) -> list[int]:
    """Those that are due, the oldest first."""
    due = StoneMedia.objects.filter(state=StoneMedia.State.WAITING, due_at__lte=Now())
    return list(due.order_by("due_at", "pk").values_list("pk", flat=True)[:most])


def videos_of(item_ids: Iterable[int]) -> dict[int, str]:
    """The newest video of each item that has one, by its web address; one query."""
    rows = StoneMedia.objects.filter(
        item_id__in=list(item_ids), kind=StoneMedia.Kind.VIDEO, state=StoneMedia.State.LINK,
        url__startswith="https://",
    )  # fmt: skip
    return dict(rows.order_by("pk").values_list("item_id", "url"))
