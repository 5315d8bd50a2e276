"""A sale as it was sent: its lines, and how it was paid."""

import uuid
from decimal import Decimal, InvalidOperation

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from omni.lib import money
from sales.actions.place_order import Paid
from sales.basket import BasketLine
from sales.models import OrderLine, Tender

from .amount import Amount

MOST_LINES, HIGHEST = 20, Decimal(10) ** 12


class SaleForm(forms.Form):
    """`lines` and `total` come from the repeated fields `item`, `shown` and `how`, one per line.

    A problem with a line is a problem of the form, for its fields were rendered by us.
    """

    # What the other ways were told is hidden and no matter, right or wrong.
    ASKS = {
        "card": {"reference"}, "cash": {"given"}, "split": {"card_amount", "reference", "given"},
    }  # fmt: skip
    PAY = [("card", _("Card")), ("cash", _("Cash")), ("split", _("Both"))]

    customer = forms.UUIDField(required=False)
    client_key = forms.UUIDField()
    pay = forms.ChoiceField(choices=PAY)
    reference = forms.CharField(
        max_length=40, required=False, strip=True,
        error_messages={"max_length": _("That’s longer than the number on a slip.")},
    )  # fmt: skip
    card_amount = Amount(min_value=Decimal("0.01"))
    given = Amount(min_value=Decimal(0))

    def __init__(self, data: QueryDict, *, currency: str) -> None:
        super().__init__(data)
        self.currency = currency

    def clean(self) -> dict:
        data = super().clean()
        self.lines = self._lines()
        self.total = sum((line.shown * line.quantity for line in self.lines), Decimal(0))
        pay = data.get("pay")
        asked = self.ASKS.get(pay, self.ASKS["split"])
        for name in self.ASKS["split"] - asked:
            self.errors.pop(name, None)
            data[name] = self.fields[name].clean("")
        if "reference" in asked - self.errors.keys() and not data.get("reference"):
            self.add_error("reference", _("Type the number on the terminal’s slip."))
        if pay == "split" and "card_amount" not in self.errors:
            card = data.get("card_amount")
            if card is None or card >= self.total:
                self.add_error("card_amount", _("Type how much of it went on the card."))
        if pay in ("cash", "split") and not self.errors:
            given, due = data.get("given"), self.cash_due
            if given is not None and given < due:
                short = money.shown(due - given, self.currency)
                self.add_error("given", _("That’s %(short)s short.") % {"short": short})
        return data

    def _lines(self) -> list[BasketLine]:
        fields = [self.data.getlist(name) for name in ("item", "shown", "how")]
        if len({len(values) for values in fields}) != 1 or not 0 < len(fields[0]) <= MOST_LINES:
            raise forms.ValidationError(_("There’s nothing in this sale."))
        try:
            lines = [
                BasketLine(uuid.UUID(item), 1, Decimal(shown), how)
                for item, shown, how in zip(*fields, strict=True)
            ]
        except (ValueError, InvalidOperation) as error:
            raise forms.ValidationError(_("A line of this sale can’t be read.")) from error
        ways = set(OrderLine.Fulfilment.values)
        if any(line.fulfilment not in ways or not _is_price(line.shown) for line in lines):
            raise forms.ValidationError(_("A line of this sale can’t be read."))
        if len({line.item for line in lines}) != len(lines):
            raise forms.ValidationError(_("The same piece is in this sale twice."))
        return lines

    @property
    def cash_due(self) -> Decimal:
        """What has to be handed over in coins that exist; zero when all goes on the card."""
        pay = self.cleaned_data.get("pay")
        if pay == "card":
            return Decimal(0)
        card = self.cleaned_data.get("card_amount") if pay == "split" else None
        return money.cash_rounded(self.total - (card or Decimal(0)), self.currency)

    @property
    def change(self) -> Decimal:
        given = self.cleaned_data.get("given")
        return Decimal(0) if given is None else max(given - self.cash_due, Decimal(0))

    @property
    def paid(self) -> list[Paid]:
        data, cash = self.cleaned_data, self.cash_due
        if data["pay"] == "card":
            return [Paid(Tender.Kind.TERMINAL, self.total, data["reference"])]
        if data["pay"] == "cash":
            return [Paid(Tender.Kind.CASH, cash)]
        card = Paid(Tender.Kind.TERMINAL, data["card_amount"], data["reference"])
        return [card, Paid(Tender.Kind.CASH, cash)]

    @property
    def body(self) -> dict:
        """Everything that the client key stands for."""
        lines = [[str(li.item), str(li.shown), li.fulfilment] for li in self.lines]
        names = ("customer", "pay", "reference", "card_amount", "given")
        return {"lines": lines} | {name: str(self.cleaned_data[name]) for name in names}


def _is_price(shown: Decimal) -> bool:
    """An amount that can be added up and rounded: NaN can't be, nor 1E+999."""
    return shown.is_finite() and abs(shown) < HIGHEST
