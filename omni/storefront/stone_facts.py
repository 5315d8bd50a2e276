"""A stone's figures as rows of a table: what the report says, and what is only usual."""

from collections.abc import Iterator
from typing import NamedTuple

from inventory import drawing, portrait
from inventory.models import GradingReport, Stone
from inventory.models.stone import Shape
from omni.lib.translated import gettext as _


class Fact(NamedTuple):
    """`note` says what the value is not: from the report, or real."""

    label: str
    value: str
    note: str = ""


def facts(stone: Stone, shape: drawing.Proportions | None = None) -> list[Fact]:
    """`shape` is its proportions, when they are known already."""
    shape = shape or portrait.proportions(stone)
    return [*_report(getattr(stone, "report", None)), *_made(stone), *_measured(stone, shape)]


def _report(report: GradingReport | None) -> Iterator[Fact]:
    if report is None:
        return
    if report.is_demo:
        yield Fact(_("Report"), report.number, _("demo, not a real report"))
    else:
        yield Fact(_("Report"), f"{report.lab} {report.number}")


def _made(stone: Stone) -> Iterator[Fact]:
    if stone.source_cut:
        yield Fact(_("Cut, in the source’s words"), stone.source_cut)
    finish = [word for word in (stone.get_polish_display(), stone.get_symmetry_display()) if word]
    if finish:
        yield Fact(_("Polish, symmetry"), ", ".join(finish))
    if stone.fluorescence:
        yield Fact(_("Fluorescence"), stone.get_fluorescence_display())
    if stone.is_lab_grown is not None:
        yield Fact(_("Origin"), _("Laboratory-grown") if stone.is_lab_grown else _("Natural"))


def _measured(stone: Stone, shape: drawing.Proportions) -> Iterator[Fact]:
    yield Fact(_("Measurements"), measurements(stone))
    full = shape.as_drawn
    for label, unit, said in (
        (_("Table"), "%", ((shape.table_pct, full.table),)),
        (
            _("Crown, pavilion"), "°",
            ((shape.crown_angle, full.crown), (shape.pavilion_angle, full.pavilion)),
        ),
        (
            _("Star, lower half"), "%",
            ((shape.star_pct, full.star), (shape.lower_half_pct, full.lower)),
        ),
        (_("Girdle"), "%", ((shape.girdle_pct, full.girdle),)),
    ):  # fmt: skip
        is_usual = any([measured is None for measured, _drawn in said])
        values = [f"{drawn:.1f}".removesuffix(".0") for _measured, drawn in said]
        note = _("typical, not from the report") if is_usual else ""
        yield Fact(label, ", ".join([f"{value}{unit}" for value in values]), note)
    if stone.depth_pct is not None and "depth_pct" not in stone.typical:
        yield Fact(_("Depth"), f"{stone.depth_pct:f}%".replace(".0%", "%"))


def measurements(stone: Stone) -> str:
    """`7.38 – 7.41 × 4.54 mm` for a round, `9.10 × 6.50 × 4.02 mm` for the others."""
    low, high = sorted((stone.length, stone.width))
    if stone.shape == Shape.ROUND:
        across = f"{low:.2f}" if low == high else f"{low:.2f} – {high:.2f}"
        return f"{across} × {stone.depth:.2f} mm"
    return f"{high:.2f} × {low:.2f} × {stone.depth:.2f} mm"


def width_caption(stone: Stone) -> str:
    """`7.38 mm across, drawn from its measurements`"""
    return _("%(width)s mm across, drawn from its measurements") % {
        "width": f"{min(stone.length, stone.width):.2f}"
    }
