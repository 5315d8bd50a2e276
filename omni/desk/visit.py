"""The visit panel: what she is booked for, her pass, and the form to book."""

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chat.models import Conversation
from customers.models import Appointment, Identity, Pass
from customers.move_form import MoveForm
from customers.selectors.diary import next_booking, pieces_of
from customers.selectors.find import addresses_of
from customers.selectors.passes import current_pass
from inventory.models import Item
from inventory.selectors.availability import Availability
from inventory.selectors.coming import Coming
from inventory.selectors.held import claims_for
from omni.lib.clock import now
from omni.lib.errors import Refused
from omni.lib.spoken import clock_time, spelled
from staff.models import Store
from staff.selectors.places import active_stores


class BookingForm(forms.Form):
    """A slot in a store's own time, and the pieces to have ready."""

    store = forms.ChoiceField(label=gettext_lazy("Store"))
    on = forms.DateField(
        label=gettext_lazy("Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    at = forms.TimeField(
        label=gettext_lazy("Time"),
        widget=forms.TimeInput({"type": "time", "step": "900"}, format="%H:%M"),
    )
    companion = forms.CharField(
        label=gettext_lazy("Who comes along"), max_length=40, required=False
    )
    note = forms.CharField(
        label=gettext_lazy("For whoever greets her"), max_length=300, required=False,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    pieces = forms.MultipleChoiceField(label=gettext_lazy("Have ready"), required=False)
    client_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, stores: list[Store], items: list[Item], **kwargs) -> None:
        super().__init__(*args, auto_id="visit-%s", **kwargs)
        self.stores = {store.slug: store for store in stores}
        self.items = {str(item.public_id): item for item in items}
        self.fields["store"].choices = [(store.slug, store.name) for store in stores]
        self.fields["pieces"].choices = [(ref, item.title) for ref, item in self.items.items()]

    @property
    def where(self) -> Store:
        return self.stores[self.cleaned_data["store"]]

    @property
    def starts_at(self) -> dt.datetime:
        day, time = self.cleaned_data["on"], self.cleaned_data["at"]
        return dt.datetime.combine(day, time, self.where.tz)

    @property
    def ready(self) -> list[Item]:
        return [self.items[ref] for ref in self.cleaned_data["pieces"]]


@dataclass(frozen=True, slots=True)
class Offer:
    """A piece that she likes; `word` says why it can't be had ready."""

    item: Item
    is_free: bool
    is_chosen: bool
    word: str

    @property
    def price(self) -> Decimal:
        return self.item.price


@dataclass(slots=True)
class Panel:
    conversation: Conversation
    booked: Appointment | None
    ready: list[tuple[Item, Coming | None]]
    card: Pass | None
    addresses: list[Identity]
    offers: list[Offer]
    form: BookingForm
    refusal: Refused | None = None
    is_open: bool = False
    typed: str = ""
    move: MoveForm | None = None
    is_moving: bool = False

    @property
    def kept(self) -> str:
        """What calling it off would mean, before it is done."""
        count = len(self.ready)
        if not count:
            return _("Her pass for it opens nothing, and one message tells her.")
        freed = ngettext("Its piece is", "Its %(n)s pieces are", count) % {"n": spelled(count)}
        return _("%(freed)s free for others again, her pass for it opens nothing, and one "
                 "message tells her.") % {"freed": freed}  # fmt: skip

    @property
    def when(self) -> str:
        """`Sydney, Sat 2:15 pm`"""
        return _place_and_time(self.booked) if self.booked else ""

    @property
    def good_until(self) -> str:
        """In the store's time when it is for a visit, else the day."""
        at = self.card.expires_at
        if self.card.appointment:
            local = self.card.appointment.store.local(at)
            return f"{local:%a} {clock_time(local)}"
        return f"{at:%a} {at.day} {at:%b}"


def _place_and_time(booked: Appointment) -> str:
    local = booked.store.local(booked.starts_at)
    day = f"{local:%a} {local.day} {local:%b}"
    return _("%(city)s, %(day)s %(time)s") % {
        "city": booked.store.city, "day": day, "time": clock_time(local),
    }  # fmt: skip


def pieces_for(conversation: Conversation, likes: list[Item]) -> list[Item]:
    """What may be had ready: the pinned piece first, then her shortlist."""
    pinned = [conversation.item] if conversation.item else []
    return pinned + [item for item in likes if item not in pinned]


def panel_of(
    conversation: Conversation,
    items: list[Item],
    stock: dict[int, Availability],
    data: QueryDict | None = None,
) -> Panel:
    """Four queries, five more when she is booked; `items` are those of `pieces_for` and `stock`
    has them all.
    """
    customer, stores = conversation.customer, active_stores()
    first = {
        "client_key": uuid.uuid4(),
        "store": stores[0].slug if stores else "",
        "on": now().date() + dt.timedelta(days=1),
        "at": dt.time(11),
    }
    booked = next_booking(customer)
    holders = [f"customer:{customer.public_id}"]
    holders += [f"appointment:{booked.public_id}"] if booked else []
    hers = {claim.item_id for claim in claims_for(holders)} if items else set()
    chosen = data.getlist("pieces") if data is not None else None
    return Panel(
        conversation, booked, _ready(booked), current_pass(customer), addresses_of(customer),
        [_offer(item, stock[item.pk], hers, chosen) for item in items],
        BookingForm(data, stores=stores, items=items, initial=first),
        move=MoveForm(booking=booked, stores=stores) if booked else None,
    )  # fmt: skip


def _ready(booked: Appointment | None) -> list[tuple[Item, Coming | None]]:
    return pieces_of([booked], booked.store)[booked.pk] if booked else []


def _offer(item: Item, one: Availability, hers: set[int], chosen: list[str] | None) -> Offer:
    free = one.kind == "go" or item.pk in hers
    ticked = free if chosen is None else str(item.public_id) in chosen
    return Offer(item, free, ticked, _("Held for her") if item.pk in hers else one.word)
