"""Copies of pictures and certificates, kept as a worker keeps them, for tests."""

import hashlib
import io
from itertools import count

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw

from inventory.actions.fetch_media import fetch_media
from inventory.copies import JPEG, PDF, file_of, name_of, small
from inventory.models import Item, StoneMedia
from inventory.pictures import smaller
from omni.lib.clock import now
from tests.elsewhere import Elsewhere
from tests.stock import TEST

CERTIFICATE = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"
number = count(1)


def a_photo(red: int = 40, size: tuple[int, int] = (900, 700)) -> bytes:
    """A JPEG with something round in it."""
    picture = Image.new("RGB", size, (238, 240, 242))
    low = min(size)
    ImageDraw.Draw(picture).ellipse((low * 0.2, low * 0.1, low * 0.9, low * 0.8), (red, 90, 120))
    out = io.BytesIO()
    picture.save(out, "JPEG")
    return out.getvalue()


def drawn(kind: str = "PNG", size: tuple = (60, 40), **more) -> bytes:
    """A picture as a supplier has it, red; a PNG may be looked through."""
    out = io.BytesIO()
    Image.new("RGBA" if kind == "PNG" else "RGB", size, (200, 30, 30)).save(out, kind, **more)
    return out.getvalue()


def kept(item: Item, kind: str = "image", body: bytes = b"") -> str:
    """The piece has it from now on; answers its name in addresses."""
    body = body or (CERTIFICATE if kind == "certificate" else a_photo(next(number) % 200))
    ending = "pdf" if body.startswith(b"%PDF") else "jpg"
    digest = hashlib.sha256(body).hexdigest()
    file = file_of(digest, ending)
    written = {file: body} | ({small(file): smaller(body)} if ending == "jpg" else {})
    for name, content in written.items():
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(content))
    StoneMedia.objects.create(
        item=item, kind=kind, url=f"https://supplier.example/{next(number)}", state="kept",
        file=file, digests=[digest], content_type=PDF if ending == "pdf" else JPEG, due_at=now(),
        fetched_at=now(),
    )  # fmt: skip
    return name_of(file)


def follow(media: StoneMedia, server: Elsewhere) -> StoneMedia:
    """As a worker follows a link, which may lead to this server."""
    fetch_media(media_id=media.pk, actor=TEST, within=lambda: server.limits(bytes_=1_000_000))
    media.refresh_from_db()
    return media


def a_video(item: Item, url: str = "https://video.example/1") -> StoneMedia:
    return StoneMedia.objects.create(item=item, kind="video", url=url, state="link", due_at=now())
