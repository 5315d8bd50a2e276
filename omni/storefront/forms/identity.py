"""What somebody types to sign in and to be called by her name."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AddressForm(forms.Form):
    address = forms.CharField(
        label=_("Mobile number or e-mail"),
        max_length=254,
        error_messages={"required": _("Type your mobile number or your e-mail.")},
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none"}),
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Six digits"),
        max_length=12,
        error_messages={"required": _("Type the six digits that we sent.")},
        widget=forms.TextInput(
            {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        ),
    )


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("What shall we call you?"),
        max_length=80,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput)
