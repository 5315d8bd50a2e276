"""What selling refuses."""

from omni.lib.errors import Invalid, NotThere, Refused


class PriceChanged(Refused):
    """The price has changed since this page was opened. Nothing was charged."""

    code = "price_changed"


class TendersDontAddUp(Invalid):
    """What was paid doesn't come to the total."""

    code = "tenders_dont_add_up"


class ReferenceNeeded(Invalid):
    """A card terminal's payment needs the number on its slip."""

    code = "reference_needed"


class ReferenceUsed(Refused):
    """This terminal slip has paid for another order already."""

    code = "reference_used"


class UnknownPayment(NotThere):
    """There's no such payment."""

    code = "unknown_payment"


class NotSoldOnline(Refused):
    """This shop sells in its stores only: nobody takes payments for it online."""

    code = "not_sold_online"


class ReceiptsEnough(Refused):
    """This receipt was sent six times already. Print it, or show the order."""

    code = "receipts_enough"


class NothingToSell(Invalid):
    """There's nothing in this sale."""

    code = "nothing_to_sell"
