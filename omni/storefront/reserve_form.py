"""Who comes, and where to: the little that a reservation needs."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.addresses import parsed_phone
from customers.errors import BadAddress
from customers.models import Customer
from inventory.selectors.stores import AtStore
from omni.lib.clock import now
from staff.selectors.opening import opening_line


class ReserveForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Tell us whom to expect.")},
    )
    mobile = forms.CharField(
        label=_("Mobile number"),
        max_length=40,
        help_text=_("Only for this piece. We don’t write to you about anything else."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"}),
        error_messages={"required": _("We need a number in case something changes.")},
    )
    store = forms.ChoiceField(
        label=_("Where would you like to see it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a store.")},
    )

    def __init__(self, data=None, *, stores: Iterable[AtStore], customer: Customer | None) -> None:
        """Who has proven where we reach her isn't asked for it again, nor for a name we know."""
        super().__init__(data)
        self.fields["store"].choices = [(line.store.slug, _when(line)) for line in stores]
        if customer and getattr(customer, "is_proven", False):
            del self.fields["mobile"]
            if customer.name:
                del self.fields["name"]

    def offer(self, stores: list[AtStore]) -> None:
        """Show those where it can be, the first of them chosen; any was good enough to ask for."""
        there = [line for line in stores if line.kind in ("go", "way")]
        self.fields["store"].choices = [(line.store.slug, _when(line)) for line in there]
        self.initial["store"] = there[0].store.slug if there else ""

    def clean_mobile(self) -> str:
        try:
            return parsed_phone(self.cleaned_data["mobile"])
        except BadAddress as error:
            raise forms.ValidationError(error.message) from error


def _when(line: AtStore) -> str:
    """`Sydney, George Street: can be here Tuesday, if you ask by 2 pm`

    For what is there now, until when or from when it can be collected: `here now. Open until 6 pm`
    """
    said = ", ".join(word for word in (line.word[:1].lower() + line.word[1:], line.note) if word)
    hours = f". {opening_line(line.store, now())}" if line.kind == "go" else ""
    return f"{line.store.name}: {said}{hours}"
