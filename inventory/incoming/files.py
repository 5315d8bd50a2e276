"""Where suppliers' lists are kept as they came: shared by web and workers, never served."""

from django.conf import settings
from django.core.files.storage import FileSystemStorage


def kept_lists() -> FileSystemStorage:
    return FileSystemStorage(location=settings.VAR_DIR / "lists")
