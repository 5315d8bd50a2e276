"""Our own copies of what suppliers' links led to: their names in the storage and in addresses."""

import re
from typing import NamedTuple

from django.core.files.storage import default_storage
from django.db import connection

JPEG, PDF = "image/jpeg", "application/pdf"
NAME = re.compile(r"([0-9a-f]{64})(-small)?\.(jpg|pdf)", re.ASCII)
KINDS = {"jpg": JPEG, "pdf": PDF}


class Copy(NamedTuple):
    """`file` is what `StoneMedia` calls it; `better` the file to open, a smaller one at times."""

    file: str
    better: str
    content_type: str


def file_of(digest: str, ending: str) -> str:
    """`stones/0f/0f3a….jpg`, in the media storage."""
    return f"stones/{digest[:2]}/{digest}.{ending}"


def name_of(file: str) -> str:
    """`0f3a….jpg`, as it stands in an address; `copy_named` is the way back."""
    return file.rpartition("/")[2]


def small(name: str) -> str:
    """The smaller one of a picture, by its name or its file."""
    return name.replace(".jpg", "-small.jpg")


def copy_named(name: str) -> Copy | None:
    """None for a name that we never give."""
    parts = NAME.fullmatch(name)
    if parts is None or (parts[2] and parts[3] != "jpg"):
        return None
    file = file_of(parts[1], parts[3])
    return Copy(file, small(file) if parts[2] else file, KINDS[parts[3]])


def forget_copy(file: str) -> None:
    """Delete it, and its smaller one."""
    for name in {file, small(file)}:
        default_storage.delete(name)


def lock_copy(file: str) -> None:
    """Until the transaction ends nobody else keeps or forgets this file, which pieces may share."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"copy:{file}"])
