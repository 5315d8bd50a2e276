"""What this browser shall be, and where."""

from django import forms
from django.utils.translation import gettext_lazy as _

from staff.models import Device, Store


class DeviceForm(forms.Form):
    store = forms.ChoiceField(label=_("Store"))
    kind = forms.ChoiceField(
        label=_("What it is"), choices=Device.Kind.choices, widget=forms.RadioSelect,
        initial=Device.Kind.IPAD,
    )  # fmt: skip
    name = forms.CharField(
        label=_("Its name"), max_length=60, help_text=_("As staff call it: iPad 2, or Front door."),
        error_messages={"required": _("Give it a name, so that you know which one to withdraw.")},
    )  # fmt: skip

    def __init__(self, *args, stores: list[Store], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.stores = {store.slug: store for store in stores}
        self.fields["store"].choices = [(store.slug, store.name) for store in stores]
