"""What we ask somebody who buys: as little as it takes to send it and to write to her."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from sales.actions.place_order import Buyer
from staff.models import Store

DELIVER = "deliver"
CARDS = [
    ("ok", _("Test card that pays")),
    ("declined", _("Test card that is declined")),
    ("lost", _("Test card whose answer gets lost")),
]


class CheckoutForm(forms.Form):
    """What is sent; the page that asks for it is `templates/storefront/checkout.html`."""

    name = forms.CharField(
        max_length=80, error_messages={"required": _("We need a name to put on it.")}
    )
    email = forms.EmailField(
        error_messages={
            "required": _("We need an address for your receipt."),
            "invalid": _("That isn’t a whole e-mail address. Try name@example.com."),
        },
    )  # fmt: skip
    how = forms.ChoiceField(initial=DELIVER)
    street = forms.CharField(max_length=120, required=False)
    town = forms.CharField(max_length=80, required=False)
    card = forms.ChoiceField(choices=CARDS, initial="ok")
    shown = forms.DecimalField(max_digits=14, decimal_places=2, min_value=Decimal(0))
    client_key = forms.UUIDField()

    def __init__(self, *args, stores: list[Store], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how"].choices = [(DELIVER, _("Insured delivery to my door"))] + [
            (store.slug, _("Collect in %(store)s") % {"store": store.name}) for store in stores
        ]

    def clean(self) -> dict:
        data = super().clean()
        if data.get("how") == DELIVER:
            for field, fix in (
                ("street", _("We need a street to deliver to.")),
                ("town", _("We need a town and postcode to deliver to.")),
            ):
                if not data.get(field):
                    self.add_error(field, fix)
        return data

    @property
    def fulfilment(self) -> str:
        return "deliver" if self.cleaned_data["how"] == DELIVER else "collect"

    @property
    def buyer(self) -> Buyer:
        data = self.cleaned_data
        if data["how"] == DELIVER:
            where = {"street": data["street"], "town": data["town"]}
        else:
            where = {"store": data["how"]}
        return Buyer(name=data["name"], email=data["email"], delivery=where)
