"""Lists sent out: what is on one, how a link to it stands, and who looked at what."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from inventory.models import Item
from omni.lib.clock import now
from omni.lib.ids import token_hash
from staff.models import Store, User

from ..models import Customer, Selection, SelectionLook, SelectionPiece, SelectionShare

DRAFT = dt.timedelta(hours=12)


def share_by_token(token: str) -> SelectionShare | None:
    """What this link opens; nothing when it is unknown, has run out or was withdrawn."""
    shares = SelectionShare.objects.select_related(
        "selection__store", "selection__made_by", "customer"
    )
    return shares.filter(
        token_hash=token_hash(token), revoked_at=None, expires_at__gt=now()
    ).first()


def pieces_of(*selections: Selection) -> list[SelectionPiece]:
    """A list's in their order, with all that a page says of them; one query.

    Of several lists they come one list after the other.
    """
    pieces = SelectionPiece.objects.filter(selection__in=selections)
    whole = pieces.select_related("item__stone__report", "item__setting", "item__product")
    return list(whole.order_by("selection_id", "position", "pk"))


def selections_of(store: Store, most: int = 40) -> list[Selection]:
    """The store's, the one changed last first, with their pieces and sendings; three queries."""
    rows = Selection.objects.filter(store=store).select_related("made_by", "machine", "customer")
    return list(rows.prefetch_related("pieces", "shares__customer")[:most])


def made_by_machine(client: object) -> QuerySet[Selection]:
    """What the API client of this public id put together."""
    return Selection.objects.filter(machine__public_id=client).select_related("store")


def sent_by_machine(client: object) -> QuerySet[SelectionShare]:
    """The sendings of what it put together."""
    shares = SelectionShare.objects.filter(selection__machine__public_id=client)
    return shares.select_related("selection__store", "customer")


def draft_of(user: User, store: Store, customer: Customer | None) -> Selection | None:
    """The list she is putting together for this client today and hasn't sent."""
    drafts = Selection.objects.filter(
        made_by=user, store=store, customer=customer, shares=None, changed_at__gt=now() - DRAFT
    )
    return drafts.order_by("-changed_at").first()


@dataclass(slots=True)
class Sent:
    """A sending with its looks: `opened` times, and per piece how often anything of it was."""

    share: SelectionShare
    opened: int = 0
    last_at: dt.datetime | None = None
    clicked: dict[Item, int] = field(default_factory=dict)
    asked: set[Item] = field(default_factory=set)

    @property
    def state(self) -> str:
        """`open`, `expired` or `revoked`."""
        if self.share.revoked_at:
            return "revoked"
        return "expired" if self.share.expires_at <= now() else "open"


def sent_of(selection: Selection) -> list[Sent]:
    """Every sending of it, newest first; two queries."""
    return with_looks(selection.shares.select_related("customer"))


def sent_to(customer: Customer, most: int = 5) -> list[Sent]:
    """What we sent her, newest first; two queries."""
    shares = SelectionShare.objects.filter(customer=customer)
    return with_looks(shares.select_related("selection__store", "customer")[:most])


def with_looks(shares: Iterable[SelectionShare]) -> list[Sent]:
    """In their order; one query for the looks of all."""
    found = {share.pk: Sent(share) for share in shares}
    looks = SelectionLook.objects.filter(share__in=found) if found else SelectionLook.objects.none()
    for look in looks.select_related("item__stone").order_by("last_at"):
        one = found[look.share_id]
        one.last_at = look.last_at
        if look.what == SelectionLook.What.OPENED:
            one.opened = look.times
        elif look.item:
            one.clicked[look.item] = one.clicked.get(look.item, 0) + look.times
            if look.what == SelectionLook.What.ASKED:
                one.asked.add(look.item)
    return list(found.values())
