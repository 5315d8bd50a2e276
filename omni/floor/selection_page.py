"""The page of one list: its pieces in their order, whom it may go to, and what became of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from customers.addresses import shown
from customers.lists_out import rows_of
from customers.lists_out.kept import is_short
from customers.models import Customer, Selection, SelectionShare
from customers.selectors.find import addresses_of
from customers.selectors.selections import pieces_of, sent_of
from omni.lib.errors import Refused
from staff.models import Store


def selection_of(ref: object, store: Store) -> Selection:
    """Raises `Http404` for another store's list."""
    rows = Selection.objects.select_related("store", "made_by", "machine", "customer")
    return get_object_or_404(rows, public_id=ref, store=store)


def share_of(ref: object, store: Store) -> SelectionShare:
    """Raises `Http404` for a list that another store sent."""
    rows = SelectionShare.objects.select_related(
        "selection__store", "selection__made_by", "selection__customer", "customer"
    )
    return get_object_or_404(rows, public_id=ref, selection__store=store)


def selection_page(
    request: HttpRequest,
    store: Store,
    chosen: Selection,
    *,
    refusal: Refused | None = None,
    wrong: str = "",
    typed: dict[str, str] | None = None,
) -> HttpResponse:
    """`wrong` is the part that was refused (`list`, `send`, `sent`), `typed` what it keeps."""
    client, rows = chosen.customer, rows_of(pieces_of(chosen))
    context = {
        "section": "stock",
        "store": store,
        "selection": chosen,
        "rows": rows,
        "is_short": is_short(rows),
        "sent": [(one, shown(one.share.value)) for one in sent_of(chosen)],
        "client": client,
        "addresses": _addresses(client),
        "refusal": refusal,
        "wrong": wrong,
        "typed": typed or {},
    }
    status = 200
    if refusal:
        status = 422 if refusal.status == 400 else refusal.status
    return render(request, "floor/selection.html", context, status=status)


def _addresses(client: Customer | None) -> list[tuple[str, str]]:
    return [(one.value, shown(one.value)) for one in addresses_of(client)] if client else []
