"""Where suppliers' lists are kept as they came: with the media, which web and workers share.

Nothing serves what is private there; the names are random all the same.
"""

from django.conf import settings
from django.core.files.storage import FileSystemStorage


def kept_lists() -> FileSystemStorage:
    return FileSystemStorage(location=settings.MEDIA_ROOT / "private" / "lists")
