"""A catalogue that was made beside the requests, kept as long as it says what is true."""

from collections.abc import Sequence

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.translation import get_language

from ..models import Catalogue, Selection
from ..selectors.selections import pieces_of
from .catalogue import digest_of
from .files import cover_of
from .rows import Row, rows_of

FEW = 5  # their drawings are made within 0.3 s where none is kept yet


def kept_catalogues() -> FileSystemStorage:
    """With the media, which web and workers share; nothing serves what is private there."""
    return FileSystemStorage(location=settings.MEDIA_ROOT / "private" / "catalogues")


def is_short(pieces: Sequence[object]) -> bool:
    """Whether its catalogue may be made while somebody waits for the answer."""
    return len(pieces) <= FEW


def catalogue_of(selection: Selection) -> Catalogue | None:
    """In the language of now, true or not."""
    return selection.catalogues.filter(language=get_language()).first()


def standing(selection: Selection, rows: Sequence[Row]) -> tuple[str, Catalogue | None]:
    """How the catalogue in the language of now stands: a `Catalogue.State`, or `none`.

    One that no longer says what is true counts as none.
    """
    found = catalogue_of(selection)
    if found is None or (found.state == "ready" and not is_current(found, rows)):
        return "none", None
    return found.state, found


def is_current(catalogue: Catalogue, rows: Sequence[Row]) -> bool:
    return catalogue.of == digest_of(cover_of(catalogue.selection), rows)


def rows_of_each(selections: Sequence[Selection]) -> dict[int, list[Row]]:
    """By the list's id; as many queries as for one."""
    found: dict[int, list[Row]] = {selection.pk: [] for selection in selections}
    pieces = pieces_of(*selections)
    for piece, row in zip(pieces, rows_of(pieces), strict=True):
        found[piece.selection_id].append(row)
    return found


def size_of(catalogue: Catalogue) -> int | None:
    """Of its file in bytes; None where there is none."""
    try:
        return kept_catalogues().size(catalogue.file) if catalogue.file else None
    except FileNotFoundError:
        return None


def kept_file(selection: Selection, rows: Sequence[Row]) -> bytes | None:
    """The PDF, if there is one that says what is true."""
    state, found = standing(selection, rows)
    if state != Catalogue.State.READY:
        return None
    try:
        with kept_catalogues().open(found.file) as file:
            return file.read()
    except FileNotFoundError:  # swept this moment
        return None
