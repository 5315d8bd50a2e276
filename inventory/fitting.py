"""Which stones a setting takes."""

from .errors import DoesntFit
from .models import Item, RingSetting, Stone


def check_fit(items: list[Item]) -> None:
    """Raise `DoesntFit` when a setting among these doesn't take a stone among them.

    Parts that are neither (a chain, melee) go with everything.
    """
    ids = [item.pk for item in items]
    stones = list(Stone.objects.filter(pk__in=ids))
    for setting in RingSetting.objects.filter(pk__in=ids).select_related("item"):
        for stone in stones:
            if stone.drawn_as not in setting.accepted_shapes:
                shape = stone.get_shape_display().lower()
                raise DoesntFit(f"{setting.item.title} doesn’t take a {shape}.")
            if not setting.carat_from <= stone.carat <= setting.carat_to:
                raise DoesntFit(
                    f"{setting.item.title} takes {setting.carat_from} to {setting.carat_to} ct."
                )
