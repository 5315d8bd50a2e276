"""Pictures and certificates from outside: drawn anew, or known for what they say they are."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from .copies import PDF

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 40_000_000
LARGEST, SMALL = 2_000, 640  # pixels along the longer side of what is kept
PDF_STARTS, PDF_ENDS, END_WITHIN = b"%PDF-", b"%%EOF", 2048


class BadPicture(Exception):
    """It isn't what a picture or a certificate is; the message says why."""


def redrawn(body: bytes) -> bytes:
    """The picture as a JPEG of our own making: no metadata, nothing hidden, at most 2,000 pixels.

    Raises `BadPicture`.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(body), formats=FORMATS) as found:
                if found.width * found.height > MOST_PIXELS:
                    raise BadPicture("too many pixels")
                return _drawn(found)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise BadPicture("too many pixels") from error
    except UnidentifiedImageError as error:
        raise BadPicture("not a picture") from error
    except (OSError, SyntaxError, ValueError, MemoryError) as error:
        raise BadPicture("a damaged picture") from error


def _drawn(found: Image.Image) -> bytes:
    picture = ImageOps.exif_transpose(found)
    picture.thumbnail((LARGEST, LARGEST))
    picture = picture.convert("RGBA")
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return _written(ground)


def _written(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85, optimize=True, progressive=True)
    return out.getvalue()


def smaller(ours: bytes) -> bytes:
    """A picture of our own making again, for where it stands small."""
    with Image.open(io.BytesIO(ours), formats=("JPEG",)) as picture:
        picture.thumbnail((SMALL, SMALL))
        return _written(picture)


def checked_pdf(kind: str, body: bytes) -> bytes:
    """A PDF as it came, if it is said to be one and looks like one. Raises `BadPicture`."""
    if kind != PDF or not body.startswith(PDF_STARTS) or PDF_ENDS not in body[-END_WITHIN:]:
        raise BadPicture("not a PDF")
    return body
