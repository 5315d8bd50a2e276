"""One client, as the middle column tells her: what to know before hello, and her story."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.models import Appointment, Customer, Identity, Visit
from customers.selectors.diary import next_booking, not_ready, pieces_of
from customers.selectors.find import addresses_of
from customers.selectors.holders import holders_of
from customers.selectors.looking import liked
from customers.selectors.selections import Sent, sent_to
from customers.selectors.timeline import Entry, timeline_of
from inventory.models import Claim, Item
from inventory.selectors.coming import Coming
from inventory.selectors.held import claims_for
from omni.lib.clock import now
from staff.models import Store

READ = 150
Missing = dict[int, list[tuple[Item, Coming]]]
LISTS = ("list_sent", "opened", "clicked")
TABS = {
    "": (gettext_lazy("Everything"), ()),
    "views": (gettext_lazy("Views"), ("viewed", "searched", "kept_search", "opened", "clicked")),
    "chats": (gettext_lazy("Chats"), ("chatted", "messaged", "list_sent")),
    "shortlist": (gettext_lazy("Shortlist"), ("shortlisted", "unlisted", "reserved", "awaited")),
    "visits": (
        gettext_lazy("Visits"),
        ("booked", "moved", "called_off", "pass_sent", "arrived", "greeted"),
    ),
    "purchases": (
        gettext_lazy("Purchases"),
        ("purchased", "refunded", "took_home", "brought_back"),
    ),
}


@dataclass(slots=True)
class Client:
    """`know` are (icon, words in bold, the rest); `held` what is kept for her now."""

    customer: Customer
    since: str
    story: list[Entry]
    tab: str
    held: list[Claim]
    shortlist: list[Item]
    visit: Visit | None = None
    phone: Identity | None = None
    email: Identity | None = None
    know: list[tuple[str, str, str]] = field(default_factory=list)
    lists: list[Sent] = field(default_factory=list)

    @property
    def name(self) -> str:
        return str(self.customer)

    @property
    def likes(self) -> Item | None:
        """The stone she holds, else the last she put on her list, else the last she looked at."""
        looked = [item for entry in self.story for item in entry.items]
        pieces = [claim.item for claim in self.held] + self.shortlist + looked
        return next((item for item in pieces if hasattr(item, "stone")), None)


def client_of(
    customer: Customer, store: Store, visit: Visit | None, tab: str, missing: Missing
) -> Client:
    """Her profile in nine queries, two more when she was sent a list, five when she is booked with
    pieces.

    `visit` is the one she is here for; `missing` says of bookings what isn't there.
    """
    story = timeline_of(customer, READ)
    tab = tab if tab in TABS else ""
    addresses = addresses_of(customer)
    one = Client(
        customer, _since(customer, story), [e for e in story if not tab or e.kind in TABS[tab][1]],
        tab, claims_for(holders_of(customer)), liked(customer, 3), visit,
        next((known for known in addresses if known.kind == Identity.Kind.PHONE), None),
        next((known for known in addresses if known.kind == Identity.Kind.EMAIL), None),
    )  # fmt: skip
    if any(entry.kind in LISTS for entry in story):
        one.lists = sent_to(customer, 2)
    booked = (visit and visit.appointment) or next_booking(customer)
    if booked and booked.pk not in missing:
        missing = {booked.pk: not_ready(pieces_of([booked], booked.store)[booked.pk])}
    one.know = _know(customer, booked, missing)
    return one


def _since(customer: Customer, story: list[Entry]) -> str:
    """`Customer since March, mostly online`; the year when it wasn't this one."""
    began = customer.created_at
    month = date_format(began, "F" if began.year == now().year else "F Y")
    where = Counter("store" if e.channel in ("store", "kiosk") else "online" for e in story)
    words = _("Customer since %(month)s") % {"month": month}
    if where["online"] > where["store"]:
        return _("%(words)s, mostly online") % {"words": words}
    return words


def _know(
    customer: Customer, booked: Appointment | None, missing: Missing
) -> list[tuple[str, str, str]]:
    lines = []
    if customer.note:
        lines.append(("note", *_split(customer.note)))
    if booked and booked.note:
        lines.append(("calendar", *_split(booked.note)))
    if booked and booked.companion:
        lines.append(("users", _("Comes with %(who)s.") % {"who": booked.companion}, ""))
    for item, one in missing[booked.pk] if booked else []:
        lines.append(("clock", _late(one) % {"what": item.title}, one.word))
    return lines


def _late(one: Coming) -> str:
    return _("Late: %(what)s.") if one.is_late else _("Not here: %(what)s.")


def _split(note: str) -> tuple[str, str]:
    """The first sentence in bold, the rest after it."""
    first, dot, rest = note.partition(". ")
    return (first + dot.strip(), rest) if dot else (note, "")
