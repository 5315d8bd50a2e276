"""What comes from outside is drawn anew, or is a PDF that says so and looks like one."""

import io
import struct
import zlib

import pytest
from PIL import Image

from inventory.pictures import BadPicture, checked_pdf, redrawn
from tests.kept import CERTIFICATE as PDF
from tests.kept import drawn


def test_a_picture_is_drawn_anew_without_what_was_hidden_in_it():
    exif = Image.Exif()
    exif[0x010E] = "secret words"
    exif[0x0112] = 6  # lies on its side
    body = drawn("JPEG", exif=exif) + b"<?php echo 1 ?>"
    assert b"secret" in body

    kept = redrawn(body)

    found = Image.open(io.BytesIO(kept))
    assert (found.format, found.size) == ("JPEG", (40, 60))
    assert not found.getexif()
    assert b"secret" not in kept
    assert b"php" not in kept


def test_a_large_picture_is_made_smaller_and_glass_becomes_white():
    found = Image.open(io.BytesIO(redrawn(drawn(size=(4000, 1000)))))
    clear = io.BytesIO()
    Image.new("RGBA", (9, 9), (0, 0, 0, 0)).save(clear, "PNG")

    assert found.size == (2000, 500)
    assert Image.open(io.BytesIO(redrawn(clear.getvalue()))).getpixel((4, 4)) == (255, 255, 255)


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is huge, and is a few bytes."""

    def part(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = part(b"IDAT", zlib.compress(b"\0" * 99))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + pixels + part(b"IEND", b"")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (bomb(50_000, 50_000), "too many pixels"), (bomb(7_000, 7_000), "too many pixels"),
        (bomb(9_000, 10_000), "too many pixels"), (bomb(100, 100), "damaged"),
        (drawn()[:60], "damaged"), (b"", "not a picture"), (b"<svg onload='x'/>", "not a picture"),
        (b"GIF89a" + b"\0" * 50, "not a picture"), (PDF, "not a picture"),
        (b"<html>hello</html>", "not a picture"),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_refused(body, why):
    with pytest.raises(BadPicture, match=why):
        redrawn(body)


@pytest.mark.parametrize(
    ("kind", "body"),
    [("text/html", PDF), ("application/pdf", b"<html>" + PDF), ("application/pdf", PDF[:-8]),
     ("", PDF)],
)  # fmt: skip
def test_what_only_says_it_is_a_pdf_is_refused(kind, body):
    with pytest.raises(BadPicture, match="not a PDF"):
        checked_pdf(kind, body)
