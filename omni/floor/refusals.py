"""Why a sale didn't happen, in words that say what to do, and beside which field."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from inventory.errors import Insufficient
from inventory.selectors.availability import PlaceStock
from omni.lib.errors import KeyReused, Refused
from sales.errors import PriceChanged, ReferenceNeeded, ReferenceUsed, TendersDontAddUp

from .forms.sale import SaleForm


class NotHere(Refused):
    """This piece isn't in the store."""

    code = "not_here"

    def __init__(self, title: str, place: PlaceStock) -> None:
        where = place.city or place.name
        super().__init__(
            _("%(title)s is in %(where)s. Sell it to collect or to be delivered.")
            % {"title": title, "where": where}
        )


@dataclass(frozen=True, slots=True)
class Said:
    """`field` is `lines`, `reference`, `card_amount`, `given`, or empty for the sale itself."""

    field: str
    lead: str
    text: str = ""


def in_words(refusal: Refused | None, form: SaleForm) -> Said | None:
    """What the panel says; nothing when only its fields have something to say."""
    if refusal is None:
        return _unreadable(form)
    said = next((say for kind, say in SAYINGS if isinstance(refusal, kind)), None)
    return said(refusal) if said else Said("lines", refusal.message)


def _unreadable(form: SaleForm) -> Said | None:
    if "client_key" in form.errors:
        return Said("", _("This page was open too long."), _("Please take payment again."))
    if "customer" in form.errors:
        return Said("", _("We don’t know this client."))
    problems = form.non_field_errors()
    return Said("lines", str(problems[0])) if problems else None


def _price(refusal: Refused) -> Said:
    calm = _("Today’s is shown now. Nothing was sold; tell her before you go on.")
    return Said("lines", _("The price has changed."), calm)


def _reused(refusal: Refused) -> Said:
    calm = _("Look at Orders first. If it isn’t there, take payment again.")
    return Said("", _("This sale was sent before with other contents."), calm)


def _short(refusal: Insufficient) -> Said:
    named = ", ".join(line.sku for line in refusal.short)
    if all(line.is_gone for line in refusal.short):
        return Said(
            "lines", _("Just sold: %(named)s.") % {"named": named},
            _("Somebody was a moment before you. Nothing was charged here."),
        )  # fmt: skip
    return Said(
        "lines", _("On hold for somebody else: %(named)s.") % {"named": named},
        _("Look it up under Stock to see for whom. Nothing was sold."),
    )  # fmt: skip


SAYINGS = (
    (Insufficient, _short),
    (PriceChanged, _price),
    (KeyReused, _reused),
    ((ReferenceUsed, ReferenceNeeded), lambda refusal: Said("reference", refusal.message)),
    (TendersDontAddUp, lambda refusal: Said("given", refusal.message)),
)
