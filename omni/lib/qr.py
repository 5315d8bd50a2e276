"""A QR code for a page: inline, in the colour of its text, without a style attribute."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_svg(text: str) -> SafeString:
    """Medium error correction: it survives a scratch, and stays small on a tag."""
    code = segno.make(text, error="m", micro=False)
    return mark_safe(code.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None))
