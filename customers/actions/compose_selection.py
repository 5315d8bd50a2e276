"""Put a list of pieces together for somebody: begin one, add to it, write it anew."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from inventory.models import Item
from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.errors import Invalid
from staff.models import ApiClient, Store, User

from ..errors import SelectionFull
from ..models import Customer, Selection, SelectionPiece

MOST = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A piece in its place on the list, with what we say of it."""

    item: Item
    note: str = ""


@transaction.atomic
def begin_selection(
    *,
    title: str,
    store: Store,
    made_by: User | ApiClient,
    customer: Customer | None,
    item: Item,
    actor: Actor,
) -> Selection:
    """A list with its first piece. Raises `Invalid` for a piece that customers may not see."""
    moment = now()
    maker = "machine" if isinstance(made_by, ApiClient) else "made_by"
    selection = Selection.objects.create(
        title=_titled(title), store=store, customer=customer, created_at=moment,
        changed_at=moment, **{maker: made_by},
    )  # fmt: skip
    _write(selection, [Line(item)])
    return selection


@transaction.atomic
def add_to_selection(*, selection: Selection, item: Item, actor: Actor) -> bool:
    """True when it is new on the list. Raises `SelectionFull`, `Invalid`."""
    locked = _locked(selection)
    lines = [Line(piece.item, piece.note) for piece in locked.pieces.select_related("item")]
    if any(line.item.pk == item.pk for line in lines):
        return False
    _write(locked, [*lines, Line(item)])
    return True


@transaction.atomic
def edit_selection(
    *, selection: Selection, title: str, lines: Sequence[Line], actor: Actor
) -> Selection:
    """The title and the pieces in this order; those left out are taken off.

    Open pages of it show the change when they are loaded again. Raises `SelectionFull`, `Invalid`.
    """
    locked = _locked(selection)
    locked.title = _titled(title)
    _write(locked, lines)
    return locked


def _locked(selection: Selection) -> Selection:
    return Selection.objects.select_for_update(no_key=True).get(pk=selection.pk)


def _titled(title: str) -> str:
    title = " ".join(title.split())[:80]
    if not title:
        raise Invalid("Give the list a name, so that both of you know which one it is.")
    return title


def _write(selection: Selection, lines: Sequence[Line]) -> None:
    if len(lines) > MOST:
        raise SelectionFull
    if len({line.item.pk for line in lines}) < len(lines):
        raise Invalid("A piece is on a list once.")
    kept = set(selection.pieces.values_list("item_id", flat=True))
    hidden = [line.item.sku for line in lines if not line.item.is_listed]
    if any(line.item.pk not in kept and not line.item.is_listed for line in lines):
        raise Invalid(f"Customers may not see {', '.join(hidden)}.")
    selection.pieces.all().delete()
    SelectionPiece.objects.bulk_create(
        SelectionPiece(
            selection=selection,
            item=line.item,
            position=place,
            note=" ".join(line.note.split())[:300],
        )
        for place, line in enumerate(lines, 1)
    )
    selection.changed_at = now()
    selection.save(update_fields=["title", "changed_at"])
