"""Money as it is typed at a counter."""

import re
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

# With its sign and commas, as the till (`static/js/till.js`) counts it while it is typed.
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII).fullmatch
UNREADABLE = ("invalid", "max_digits", "max_decimal_places", "max_whole_digits")


class Amount(forms.DecimalField):
    """Two decimals at most; None where nothing was typed, and nothing needn't be."""

    def __init__(self, **rules: object) -> None:
        said = dict.fromkeys(UNREADABLE, _("Type an amount, like 21,480 or 150.50."))
        said["min_value"] = _("That’s less than can be paid.")
        rules = {"max_digits": 12, "decimal_places": 2, "required": False} | rules
        super().__init__(error_messages=said, **rules)

    def to_python(self, value: object) -> Decimal | None:
        text = str(value or "").strip().removeprefix("$").strip()
        return super().to_python(text.replace(",", "") if GROUPED(text) else text)
