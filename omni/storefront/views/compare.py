"""A few stones beside each other, with what tells them apart."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from inventory import portrait
from inventory.models import Stone
from inventory.selectors.media import Shown, shown
from inventory.selectors.search import heads
from inventory.selectors.stone import listed_items, stones_by_id
from omni.lib import money
from omni.lib.translated import gettext as _

from ..cards import Card, cards
from ..stone_facts import measurements

MOST = 4


@dataclass(frozen=True, slots=True)
class Row:
    """`differs` when the stones don't all say the same; an empty value is what nobody said."""

    label: str
    values: list[str]

    @property
    def differs(self) -> bool:
        return len(set(self.values)) > 1


@dataclass(frozen=True, slots=True)
class Column:
    """`without` is this page with that stone taken off; empty for the last one."""

    card: Card
    name: str
    without: str
    media: Shown


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """`?sku=A&sku=B`: at most four, in the order named; others and unknown ones are left out."""
    skus = [sku for sku in dict.fromkeys(request.GET.getlist("sku")) if "\x00" not in sku][:MOST]
    known = listed_items(skus)
    named = [known[sku].pk for sku in skus if sku in known]
    stones = stones_by_id(named)
    made = cards(request, heads([stone.pk for stone in stones]), tag="div")
    kept = [card.sku for card in made]
    columns = [
        Column(
            card,
            portrait.short_title(stone),
            _address([s for s in kept if s != card.sku]),
            shown(stone.media_said),
        )
        for card, stone in zip(made, stones, strict=True)
    ]
    left_out = len(dict.fromkeys(request.GET.getlist("sku"))) - len(columns)
    context = {
        "section": "diamonds", "columns": columns, "rows": rows(stones), "left_out": left_out,
        "most": MOST, "with_media": any(c.media.own for c in columns),
    }  # fmt: skip
    return render(request, "storefront/compare.html", context)


def rows(stones: list[Stone]) -> list[Row]:
    """What they say, row by row; a row that none of them says anything in is left out."""
    said = {
        _("Price"): lambda one: money.shown(one.item.price, one.item.currency),
        _("Price per carat"): lambda one: money.shown(
            (one.item.price / one.carat).quantize(1), one.item.currency
        ),
        _("Carat"): lambda one: f"{one.carat:.2f}",
        _("Shape"): lambda one: one.get_shape_display(),
        _("Colour"): lambda one: one.get_colour_display(),
        _("Clarity"): lambda one: one.get_clarity_display(),
        _("Cut"): lambda one: one.get_cut_display() or "",
        _("Polish"): lambda one: one.get_polish_display() or "",
        _("Symmetry"): lambda one: one.get_symmetry_display() or "",
        _("Fluorescence"): lambda one: one.get_fluorescence_display() or "",
        _("Measurements"): measurements,
        _("Length to width"): lambda one: f"{_ratio(one):.2f}",
        _("Table"): lambda one: _percent(one.table_pct),
        _("Depth"): lambda one: _percent(one.depth_pct),
        _("Report"): _report,
    }
    found = [Row(label, [say(stone) for stone in stones]) for label, say in said.items()]
    return [row for row in found if any(row.values)]


def _ratio(stone: Stone):
    return max(stone.length, stone.width) / min(stone.length, stone.width)


def _percent(value) -> str:
    return "" if value is None else f"{value:f}%".replace(".0%", "%")


def _report(stone: Stone) -> str:
    report = getattr(stone, "report", None)
    if report is None:
        return ""
    return _("Demo, not a real report") if report.is_demo else str(report)


def _address(skus: list[str]) -> str:
    return f"{reverse('storefront:compare')}?{urlencode({'sku': skus}, doseq=True)}" if skus else ""
