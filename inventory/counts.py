"""What the steps of a count have in common."""

from .errors import CountOver
from .models import StockCount


def locked_count(count: StockCount) -> StockCount:
    """The count, locked and open; raises `CountOver`."""
    found = StockCount.objects.select_for_update(no_key=True).select_related("location")
    one = found.get(pk=count.pk)
    if one.state != StockCount.State.OPEN:
        raise CountOver
    return one
