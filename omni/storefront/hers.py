"""What is kept for her, in words: on a piece's page, on its card, in her chat and on her list."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from customers.addresses import shown
from customers.context import held
from customers.selectors.hers import Hold
from inventory.selectors.availability import Availability
from omni.lib.clock import now
from omni.lib.spoken import day, time_and_day
from staff.models import Store
from staff.selectors.opening import opening_lines


@dataclass(frozen=True, slots=True)
class Kept:
    """`word` until when, `where` she sees it, `when` it can be seen there; by the time of the store
    she comes to. Never for anybody else's page.
    """

    word: str
    where: str
    when: str
    may_go: bool
    key: str

    @property
    def said(self) -> dict:
        """For a mould."""
        return {
            "word": self.word, "where": self.where, "when": self.when, "may_go": self.may_go,
            "key": self.key,
        }  # fmt: skip


def kept_for_her(request: HttpRequest, item_id: int) -> Kept | None:
    """What this browser's own customer holds of it; no query but the one for her list."""
    hold = held(request).get(item_id)
    return in_words(hold) if hold else None


def her_badge_url(public_id: object) -> str:
    return reverse("storefront:hers", args=[public_id])


def as_she_sees(request: HttpRequest, state: Availability) -> Availability:
    """The badge of a piece on her own page: what is kept for her isn't "on hold"."""
    hold = held(request).get(state.item_id)
    if hold is None:
        return state
    kind, word = badge_words(hold)
    return replace(state, kind=kind, word=word)


def as_stores_tell_her(request: HttpRequest, state: Availability) -> Availability:
    """The same where each store has a line of its own, which needn't say it all again."""
    if state.item_id not in held(request):
        return state
    return replace(state, kind="hold", word=_("Reserved for you"))


def badge_words(hold: Hold) -> tuple[str, str]:
    """The kind and the word of its badge for her."""
    return "hold", _word(hold, _zone(hold))


def in_words(hold: Hold) -> Kept:
    """No query, but for the stores and their hours once a minute."""
    stores = {store.pk: (store, line) for store, line in opening_lines(now())}
    store, hours = stores.get(hold.store_id, (None, ""))
    where, when = _seen(hold, store, hours)
    return Kept(_word(hold, _zone(hold)), where, when, hold.is_reserved, str(uuid.uuid4()))


def _zone(hold: Hold) -> ZoneInfo:
    """Of the store she comes to, else of the place it lies at."""
    zones = {store.pk: store.zone for store, _line in opening_lines(now())}
    return ZoneInfo(zones.get(hold.store_id, hold.zone))


def _word(hold: Hold, zone: ZoneInfo) -> str:
    """`Reserved for you until noon Sunday`; without an end, that it is hers."""
    if hold.with_her:
        return _("With you on approval")
    if hold.until is None:
        return _("Reserved for you")
    until, at = hold.until.astimezone(zone), now().astimezone(zone)
    if until.time() == dt.time():
        # "Midnight Friday" is Thursday night, and would be read a day too late.
        last = day(until.date() - dt.timedelta(days=1), at.date())
        return _("Reserved for you until the end of %(day)s") % {"day": last}
    return _("Reserved for you until %(time)s") % {"time": time_and_day(until, at)}


def _seen(hold: Hold, store: Store | None, hours: str) -> tuple[str, str]:
    """Where she sees it, and from when or until when."""
    if hold.with_her:
        return _("You have it at home."), _("Tell us what you decide, or bring it back.")
    if store is None:
        return _("We keep it with your name on it."), _("Ask us where you can see it.")
    if hold.is_there:
        return _("It’s here for you in %(store)s.") % {"store": store.name}, f"{hours}."
    today = now().astimezone(store.tz).date()
    if hold.on is None or hold.on < today:
        # Nobody has said when, or that day is over: better a call than a way for nothing.
        return (
            _("It’s coming to %(store)s and isn’t there yet.") % {"store": store.name},
            _("Ring %(phone)s before you come.") % {"phone": shown(store.phone)},
        )
    by = _("later today") if hold.on == today else _("by %(day)s") % {"day": day(hold.on, today)}
    where = _("It will be in %(store)s %(by)s.") % {"store": store.name, "by": by}
    return where, _("We keep it with your name on it.")
