"""What stock refuses, in words for people and codes for machines."""

from dataclasses import dataclass

from omni.lib.errors import Invalid, NotThere, Refused


@dataclass(frozen=True, slots=True)
class Short:
    """One line that can't be met: `wanted` pieces asked for, `free` there are."""

    item_id: int
    sku: str
    wanted: int
    free: int
    held_until: object = None
    is_gone: bool = False


class Insufficient(Refused):
    """Somebody was a moment before you."""

    code = "insufficient_stock"

    def __init__(self, short: list[Short]) -> None:
        self.short = short
        gone = all(line.is_gone for line in short)
        words = "has just been sold" if gone else "is on hold for somebody else"
        named = ", ".join(line.sku for line in short)
        super().__init__(
            f"{named} {words}.",
            lines=[{"sku": line.sku, "wanted": line.wanted, "free": line.free} for line in short],
        )


class ClaimOver(Refused):
    """This reservation has ended."""

    code = "claim_over"


class NotListed(Refused):
    """This piece isn't on sale online any more."""

    code = "not_listed"


class UnknownClaim(NotThere):
    """There's no such reservation."""

    code = "unknown_claim"


class NothingNamed(Invalid):
    """Say which pieces are meant."""

    code = "nothing_named"


class BadQuantity(Invalid):
    """A quantity is a whole number from 1 upwards."""

    code = "bad_quantity"


class AlreadyThere(Refused):
    """This piece is one of a kind and is in stock already."""

    code = "already_there"


class BadPrice(Invalid):
    """A price is nothing or more."""

    code = "bad_price"


class ReasonNeeded(Invalid):
    """Say why in a few words, so that the next one understands."""

    code = "reason_needed"


class NotShown(Refused):
    """This isn't shown any more. Please look again."""

    code = "not_shown"


class NotTakenDown(Refused):
    """Nobody has taken this down. Please look again."""

    code = "not_taken_down"


class NotRefused(Refused):
    """This isn't one that couldn't be fetched. Please look again."""

    code = "not_refused"


class PiecesClaimed(Refused):
    """Some of these pieces are held for somebody. End that hold first."""

    code = "pieces_claimed"


class NotSoMany(Refused):
    """There aren't so many pieces."""

    code = "not_so_many"


class NotSold(Refused):
    """So many pieces weren't sold in that sale, or have come back already."""

    code = "not_sold"


class OnTheWay(Invalid):
    """Pieces lie there only on their way, by a transfer, or on approval, by a memo."""

    code = "on_the_way"


class SamePlace(Invalid):
    """A transfer leads from one place to another."""

    code = "same_place"


class TransferMovedOn(Refused):
    """This transfer has moved on meanwhile. Have a look at where it stands."""

    code = "transfer_moved_on"


class NothingToShip(Refused):
    """Nothing of this transfer is packed and still there to be sent."""

    code = "nothing_to_ship"


class MoreThanShipped(Refused):
    """More pieces than were sent can't arrive. Count the rest as found in a stock count."""

    code = "more_than_shipped"


class MemoOver(Refused):
    """This memo, or this piece of it, is settled already."""

    code = "memo_over"


class LiesWithUs(Refused):
    """These pieces lie with us. Send them back to the supplier instead."""

    code = "lies_with_us"


class NotOnMemo(Refused):
    """This piece isn't with us on a supplier's terms."""

    code = "not_on_memo"


class DoesntFit(Refused):
    """These parts don't go together."""

    code = "doesnt_fit"


class NotAssembled(Refused):
    """This isn't a piece that was put together from parts here."""

    code = "not_assembled"


class NotAParcel(Invalid):
    """Only melee is split and joined."""

    code = "not_a_parcel"


class CountOver(Refused):
    """This count is closed."""

    code = "count_over"


class CountGoesOn(Refused):
    """This place is being counted already. Join that count, or close it."""

    code = "count_goes_on"


class CountNotClosed(Refused):
    """This count has no result to correct the book by, or has done so already."""

    code = "count_not_closed"


class ListsOff(Refused):
    """Lists of this supplier are switched off."""

    code = "lists_off"


class ListMovedOn(Refused):
    """This list has moved on meanwhile. Have a look at where it stands."""

    code = "list_moved_on"


class ListUnderWay(Refused):
    """Another list of this supplier is being taken in or undone. Wait until it has ended."""

    code = "list_under_way"


class ListStale(Refused):
    """The stock has changed by another list since this one was compared. Compare it again."""

    code = "list_stale"


class ListLosesMost(Refused):
    """Most of this supplier's pieces aren't in the list. Say that this is meant."""

    code = "list_loses_most"
