"""The chain's own name and colour: one row."""

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from omni.lib.admin import Kept

from ..contrast import COLOUR, READABLE, contrast
from ..models import Brand


class BrandForm(forms.ModelForm):
    def clean_accent(self) -> str:
        accent = self.cleaned_data["accent"]
        if not COLOUR.fullmatch(accent):
            raise forms.ValidationError("Write the colour as #1b4f7f.")
        found = contrast(accent)
        if found < READABLE:
            raise forms.ValidationError(
                f"Text in this colour can't be read on our paper: {found:.1f} to 1, where "
                f"{READABLE} to 1 is needed. Choose a darker one."
            )
        return accent.lower()


@admin.register(Brand)
class BrandAdmin(Kept):
    form = BrandForm
    list_display = ("name", "accent", "currency", "support_email")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Brand.objects.exists()
