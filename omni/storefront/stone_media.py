"""The ways to see a stone on its page: photographs, its drawing, a video, its grading report."""

from inventory.models import GradingReport, Stone
from inventory.selectors.media import shown
from omni.lib.moulds import address, filled
from omni.lib.translated import gettext as _


def media_words(stone: Stone, title: str) -> dict:
    """For the page's mould: whole parts of it, which are empty for a stone that is only drawn."""
    seen, report = shown(stone.media_said), getattr(stone, "report", None)
    own = _address(seen.certificate) if seen.certificate else ""
    name = report_name(report)
    pictures = [
        {"large": _address(large), "small": _address(little), "nth": str(nth), "first": nth == 1}
        for nth, (large, little) in enumerate(seen.sizes, start=1)
    ]
    part = {
        "title": title, "pictures": pictures, "several": len(pictures) > 1,
        "certificate": own, "report": name, "video": seen.video,
    }  # fmt: skip
    return {
        "photographs": filled("storefront/parts/stone-photos.html", part) if pictures else "",
        "ways": "" if seen.is_empty else filled("storefront/parts/stone-ways.html", part),
        "photograph": pictures[0]["large"] if pictures else "",
        "certificate": own,
        "report_name": name,
    }


def report_name(report: GradingReport | None) -> str:
    """`GIA report 2141438172`"""
    if report is None or report.is_demo:
        return _("Grading report")
    return _("%(lab)s report %(number)s") % {"lab": report.lab, "number": report.number}


def _address(name: str) -> str:
    return address("storefront:media", name)
