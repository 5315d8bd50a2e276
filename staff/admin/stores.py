"""Stores, with their hours and the days they stay closed."""

import zoneinfo

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from omni.lib.admin import Kept

from ..models import Closure, OpeningHours, Store
from .scope import OwnStores

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class HoursForm(forms.ModelForm):
    weekday = forms.TypedChoiceField(choices=list(enumerate(DAYS)), coerce=int)


class HoursRows(admin.TabularInline):
    model = OpeningHours
    form = HoursForm
    extra = 0


class ClosureRows(admin.TabularInline):
    model = Closure
    extra = 0


class StoreForm(forms.ModelForm):
    def clean_zone(self) -> str:
        zone = self.cleaned_data["zone"]
        if zone not in zoneinfo.available_timezones():
            raise forms.ValidationError("That is no time zone; one is Australia/Sydney.")
        return zone


@admin.register(Store)
class StoreAdmin(OwnStores, Kept):
    form = StoreForm
    store_field = "pk"
    list_display = ("name", "city", "zone", "phone", "duty_phone", "is_active")
    inlines = (HoursRows, ClosureRows)

    def get_readonly_fields(self, request: HttpRequest, obj: Store | None = None) -> tuple:
        """Addresses, order numbers and prices hang on these."""
        return ("slug", "code", "currency") if obj else ()
