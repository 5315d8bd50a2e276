"""What is set in a finished piece is there once, inside it."""

from collections.abc import Iterable

from .errors import AlreadyThere
from .models import AssemblyPart, Item


def check_not_set(items: Iterable[Item]) -> None:
    """Raise `AlreadyThere` for a thing that is one of a kind and set in a finished piece."""
    single = {item.pk: item for item in items if item.is_serial}
    if not single:
        return
    parts = AssemblyPart.objects.filter(item_id__in=single, assembly__taken_apart_at=None)
    for pk in parts.values_list("item_id", flat=True):
        raise AlreadyThere(f"{single[pk].sku} is set in a finished piece. Take that apart first.")
