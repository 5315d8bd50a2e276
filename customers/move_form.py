"""To where and when a visit is moved: a slot in a store's own time, the same in every face."""

import datetime as dt
import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from staff.models import Store

from .models import Appointment


class MoveForm(forms.Form):
    store = forms.ChoiceField(label=_("Store"))
    on = forms.DateField(
        label=_("Day"),
        error_messages={
            "required": _("Choose a day."), "invalid": _("Write the day like 2026-11-28."),
        },
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    at = forms.TimeField(
        label=_("Time"),
        error_messages={
            "required": _("Choose a time."), "invalid": _("Write the time like 14:15."),
        },
        widget=forms.TimeInput({"type": "time", "step": "900"}, format="%H:%M"),
    )  # fmt: skip
    client_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, booking: Appointment, stores: list[Store]) -> None:
        local = booking.store.local(booking.starts_at)
        first = {
            "store": booking.store.slug, "on": local.date(), "at": local.time(),
            "client_key": uuid.uuid4(),
        }  # fmt: skip
        super().__init__(data, initial=first, auto_id="move-%s")
        self.stores = {store.slug: store for store in stores}
        self.fields["store"].choices = [(store.slug, store.name) for store in stores]

    @property
    def where(self) -> Store:
        return self.stores[self.cleaned_data["store"]]

    @property
    def starts_at(self) -> dt.datetime:
        day, time = self.cleaned_data["on"], self.cleaned_data["at"]
        return dt.datetime.combine(day, time.replace(second=0, microsecond=0), self.where.tz)
