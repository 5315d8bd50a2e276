"""A place is counted from now on."""

from django.db import IntegrityError, transaction

from omni.lib.actors import Actor
from omni.lib.clock import database_now

from ..errors import CountGoesOn
from ..models import Location, Product, StockCount


@transaction.atomic
def open_count(*, location: Location, scope: str = "", note: str = "", actor: Actor) -> StockCount:
    """Open a count of all pieces there, or of one kind of product.

    One at a time: raises `CountGoesOn` while another of the same scope is open.
    """
    if scope and scope not in Product.Kind.values:
        scope = ""
    try:
        with transaction.atomic():
            return StockCount.objects.create(
                location=location, scope=scope, note=note[:120], opened_at=database_now(),
                opened_by=str(actor),
            )  # fmt: skip
    except IntegrityError as error:
        raise CountGoesOn from error
