"""Everything that the checkout says, as the words of a mould."""

from dataclasses import dataclass

from django import forms
from django.urls import reverse

from inventory.errors import Insufficient
from inventory.models import Item
from inventory.selectors.availability import Availability
from inventory.templatetags.drawing import item_drawing
from omni.lib import money
from omni.lib.errors import Refused
from sales.errors import PriceChanged

from .forms.checkout import CheckoutForm

WRITTEN, CHOSEN = ("name", "email", "street", "town", "shown", "client_key"), ("how", "card")


@dataclass(frozen=True, slots=True)
class Hers:
    """What she bought already, or is paying for; `url` tells what became of it."""

    is_bought: bool
    url: str


def checkout_words(
    item: Item, form: CheckoutForm, available: Availability, *, may_buy: bool,
    refusal: Refused | None, hers: Hers | None = None,
) -> dict:  # fmt: skip
    """No query. Whoever sent the form sees it again, unless the piece is gone for good."""
    is_gone = available.kind == "gone"
    return {
        "item": {
            "title": item.title, "sku": item.sku, "public_id": str(item.public_id),
            "is_demo": item.is_demo,
        },
        "drawing": item_drawing(item),
        "price": money.shown(item.price, item.currency),
        "piece_url": _page_of(item),
        "available": {
            "kind": available.kind, "word": available.word, "version": str(available.version),
        },
        "is_gone": is_gone,
        "may_buy": not hers and (may_buy or (form.is_bound and not is_gone)),
        "hers": hers and {"is_bought": hers.is_bought, "url": hers.url},
        "refusal": refusal and {
            "is_short": isinstance(refusal, Insufficient),
            "is_dearer": isinstance(refusal, PriceChanged),
            "message": str(refusal.message),
        },
        "fields": {name: _written(form[name]) for name in WRITTEN}
        | {name: _chosen(form[name]) for name in CHOSEN},
    }  # fmt: skip


def _page_of(item: Item) -> str:
    return reverse(f"storefront:{'stone' if hasattr(item, 'stone') else 'piece'}", args=[item.sku])


def _written(field: forms.BoundField) -> dict:
    value = field.value()
    return {"value": "" if value is None else str(value), "problems": _problems(field)}


def _chosen(field: forms.BoundField) -> dict:
    chosen = field.value()
    ways = [
        {"value": value, "label": str(label), "chosen": value == chosen}
        for value, label in field.field.choices
    ]
    return {"ways": ways, "problems": _problems(field)}


def _problems(field: forms.BoundField) -> list[str]:
    errors = field.form.errors.get(field.name, ()) if field.form.is_bound else ()
    return [str(error) for error in errors]
