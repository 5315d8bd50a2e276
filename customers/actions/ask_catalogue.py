"""Somebody wants a list on paper: a worker makes it."""

from django.db import transaction
from django.utils.translation import get_language

from omni.lib.actors import Actor
from omni.lib.clock import now

from ..lists_out import rows_of
from ..lists_out.kept import catalogue_of, is_current
from ..models import Catalogue, Selection
from ..selectors.selections import pieces_of
from ..wake import wake_catalogue

State = Catalogue.State


@transaction.atomic
def ask_catalogue(*, selection: Selection, actor: Actor) -> Catalogue:
    """In the language of now. One that is being made, or says what is true, stays as it is."""
    found = catalogue_of(selection)
    if found and _stays(found):
        return found
    wanted, _new = Catalogue.objects.update_or_create(
        selection=selection, language=get_language(),
        defaults={
            "state": State.WANTED, "asked_at": now(), "worker": None, "beat_at": None, "tries": 0,
        },
    )  # fmt: skip
    wake_catalogue(wanted.pk)
    return wanted


def _stays(found: Catalogue) -> bool:
    """The pieces are read only where a file says something of them."""
    if found.state != State.READY:
        return found.state == State.WANTED
    return is_current(found, rows_of(pieces_of(found.selection)))
