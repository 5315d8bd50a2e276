"""What we ask somebody who buys: as little as it takes to send it and to write to her."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from sales.actions.place_order import Buyer
from staff.models import Store

CARDS = [
    ("ok", _("Test card that pays")),
    ("declined", _("Test card that is declined")),
    ("lost", _("Test card whose answer gets lost")),
]


class CheckoutForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"), max_length=80, widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("We need a name to put on it.")},
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("For your receipt."),
        error_messages={
            "required": _("We need an address for your receipt."),
            "invalid": _("That isn’t a whole e-mail address. Try name@example.com."),
        },
    )  # fmt: skip
    how = forms.ChoiceField(label=_("How would you like it?"), widget=forms.RadioSelect)
    street = forms.CharField(
        label=_("Street and number"), max_length=120, required=False,
        widget=forms.TextInput({"autocomplete": "street-address"}),
    )  # fmt: skip
    town = forms.CharField(
        label=_("Town and postcode"), max_length=80, required=False,
        widget=forms.TextInput({"autocomplete": "address-level2"}),
    )  # fmt: skip
    card = forms.ChoiceField(
        label=_("Payment"), choices=CARDS, initial="ok", widget=forms.RadioSelect
    )
    shown = forms.DecimalField(
        widget=forms.HiddenInput, max_digits=14, decimal_places=2, min_value=Decimal(0)
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, stores: list[Store], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how"].choices = [("deliver", _("Insured delivery to my door"))] + [
            (store.slug, _("Collect in %(store)s") % {"store": store.name}) for store in stores
        ]
        self.fields["how"].initial = "deliver"

    def clean(self) -> dict:
        data = super().clean()
        if data.get("how") == "deliver":
            for field, fix in (
                ("street", _("We need a street to deliver to.")),
                ("town", _("We need a town and postcode to deliver to.")),
            ):
                if not data.get(field):
                    self.add_error(field, fix)
        return data

    @property
    def fulfilment(self) -> str:
        return "deliver" if self.cleaned_data["how"] == "deliver" else "collect"

    @property
    def buyer(self) -> Buyer:
        data = self.cleaned_data
        if data["how"] == "deliver":
            where = {"street": data["street"], "town": data["town"]}
        else:
            where = {"store": data["how"]}
        return Buyer(name=data["name"], email=data["email"], delivery=where)
