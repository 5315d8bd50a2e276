"""Form inputs filled into moulds are what Django renders, whatever they hold."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from omni.lib.form_renderer import MouldRenderer
from omni.lib.moulds import MARK


class Asked(forms.Form):
    name = forms.CharField(
        max_length=80, help_text="As on the card.",
        widget=forms.TextInput({"autocomplete": "name", "placeholder": gettext_lazy("Your name")}),
    )  # fmt: skip
    email = forms.EmailField(required=False, disabled=True)
    one = forms.IntegerField(min_value=1, widget=forms.NumberInput({"size": 1, "data-on": True}))
    off = forms.CharField(widget=forms.TextInput({"size": True, "data-on": 1, "hidden": False}))
    key = forms.UUIDField(widget=forms.HiddenInput)
    how = forms.ChoiceField(choices=[("a", "A & b"), ("", "None")], widget=forms.RadioSelect)
    which = forms.ChoiceField(choices=[("x", "X")])
    told = forms.BooleanField(widget=forms.CheckboxInput({"title": mark_safe("<i>")}))
    safe = forms.CharField(widget=forms.TextInput({"title": mark_safe("a&amp;b")}))


VALUES = (
    "", "Priya", "7", '"><script>&', "%s %(a)s", " two  spaces ", "a", "x", "é\n", "'",
    pytest.param(MARK[:-1], id="mark"),
)  # fmt: skip


def shown(renderer: DjangoTemplates, **given) -> list[str]:
    form = Asked(renderer=renderer, **given)
    return [str(form[name]) for name in form.fields] + [
        choice.tag() for choice in form["how"]
    ]  # fmt: skip


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("way", ["data", "initial"])
def test_is_what_django_renders(value, way):
    given = {way: dict.fromkeys(Asked.base_fields, value)}
    renderer = MouldRenderer()

    plain = shown(DjangoTemplates(), **given)

    assert shown(renderer, **given) == plain
    assert shown(renderer, **given) == plain


def test_a_mould_keeps_no_value():
    renderer = MouldRenderer()
    shown(renderer, data={"name": "Priya"})

    assert not any("Priya" in line for line in shown(renderer, data={"name": "Tom"}))


def test_what_is_safe_stays_and_what_isnt_does_not():
    widget = forms.TextInput()
    renderer, plain = MouldRenderer(), DjangoTemplates()

    for value in (mark_safe("a&amp;b"), "a&amp;b"):
        html = widget.render("n", value, {"id": value}, renderer)
        assert html == widget.render("n", value, {"id": value}, plain)
        assert isinstance(html, SafeString)


def test_every_form_uses_it():
    assert isinstance(get_default_renderer(), MouldRenderer)
