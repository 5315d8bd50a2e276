"""A list on paper: a PDF whose QR codes open each piece as it is when somebody looks."""

import datetime as dt
import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import segno
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inventory import drawing
from omni.lib import money

from .rows import Row

LAYOUT, FONTS = (Path(__file__).with_name(name) for name in ("catalogue.typ", "fonts"))


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands above the pieces; `at` is in the store's time."""

    brand: str
    title: str
    by: str
    place: str
    at: dt.datetime


def as_catalogue(cover: Cover, rows: Sequence[Row]) -> bytes:
    """The PDF. Nothing is fetched, and words reach the page as data: they can't be markup."""
    import typst  # 7 MB, which every web worker would keep for the few that print

    files = {"main.typ": LAYOUT.read_bytes()}
    for number, row in enumerate(rows):
        if row.face:
            address = row.line if row.is_gone else row.face
            files[f"gem-{number}.svg"], _kind = drawing.get_or_make(settings.DRAWINGS_DIR, address)
        if row.page:
            files[f"qr-{number}.svg"] = _qr(row.page)
    files["list.json"] = _as_json(cover, rows)
    made_at = int(cover.at.timestamp())
    return typst.compile(
        files, format="pdf", timestamp=made_at, ignore_system_fonts=True, font_paths=[str(FONTS)]
    )


def digest_of(cover: Cover, rows: Sequence[Row]) -> str:
    """SHA-256 of all that a catalogue of these says and shows, its day included."""
    drawings = [[row.face, row.line] for row in rows]
    said = _as_json(cover, rows) + json.dumps(drawings).encode()
    return hashlib.sha256(said).hexdigest()


def _as_json(cover: Cover, rows: Sequence[Row]) -> bytes:
    pieces = [_told(row, number) for number, row in enumerate(rows)]
    return json.dumps({"cover": _cover(cover, rows), "pieces": pieces}).encode()


def _cover(cover: Cover, rows: Sequence[Row]) -> dict:
    count = ngettext("%(n)s piece", "%(n)s pieces", len(rows)) % {"n": len(rows)}
    day = date_format(cover.at, "j F Y")
    return {
        "brand": cover.brand, "title": cover.title,
        "by": f"{cover.by}, {cover.place}" if cover.by else cover.place,
        "count": f"{count} · {day}",
        "hint": _(
            "Point a phone at a code to see that piece as it is at that moment, or to ask about it."
        ),
        "foot": _("Prices include GST. A piece may be gone by the time you read this."),
    }  # fmt: skip


def _told(row: Row, number: int) -> dict:
    report = row.report
    return {
        "title": row.title,
        "grades": row.grades,
        "price": money.shown(row.item.price, row.item.currency),
        "where": row.state.word,
        "gone": row.is_gone,
        "note": row.note,
        "sku": row.item.sku,
        "report": str(report) if report else "",
        "gem": f"gem-{number}.svg" if row.face else "",
        "qr": f"qr-{number}.svg" if row.page else "",
        "page": row.page,
    }


def _qr(address: str) -> bytes:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=0, omitsize=True)
    return out.getvalue()
