"""What needs somebody: each alarm with the one act that ends it."""

import uuid
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from inventory.actions.report_sale import report_sale
from inventory.actions.return_memo import return_memo
from inventory.actions.send_back import Foreign, send_back
from inventory.actions.set_price import set_price
from inventory.errors import BadPrice
from inventory.models import Claim, Item, Lot, Memo, StockRecord
from inventory.selectors.counts import countable
from omni.lib.errors import Invalid, Refused
from omni.lib.idempotency import once
from staff.actors import actor_for
from staff.models import Role, Store
from staff.roles import may, staff_page

from ..alarms import shown, whose
from ..stores import FLOOR

HIGHEST = Decimal(10) ** 12


@staff_page(*FLOOR)
@require_safe
@never_cache
def alarms_page(request: HttpRequest, store: Store) -> HttpResponse:
    return _page(request, store)


def _page(request: HttpRequest, store: Store, *, refusal=None, status: int = 200) -> HttpResponse:
    context = {
        "section": "stock", "store": store, "shown": shown(store, request.user),
        "today": whose(store, request.user).today, "refusal": refusal,
        "manages": may(request.user, Role.MANAGER, store=store),
    }  # fmt: skip
    return render(request, "floor/alarms.html", context, status=status)


@staff_page(*FLOOR)
@require_POST
def memo_back(request: HttpRequest, store: Store) -> HttpResponse:
    """All that is still out of a memo came back."""
    places = countable(store.pk)
    memos = Memo.objects.filter(origin__in=places)
    memo = get_object_or_404(memos, public_id=_ref(request.POST.get("memo", "")))
    return _once(
        request, store, name="memo-back", body={"memo": memo.number},
        act=lambda actor: return_memo(memo=memo, actor=actor),
    )  # fmt: skip


@staff_page(Role.MANAGER)
@require_POST
def to_supplier(request: HttpRequest, store: Store) -> HttpResponse:
    """All pieces of a supplier's memo that lie here go back."""
    lot = get_object_or_404(Lot, pk=_number(request.POST.get("lot", "")))

    def act(actor) -> None:
        lying = StockRecord.objects.filter(lot=lot, on_hand__gt=0)
        records = lying.filter(location__in=countable(store.pk)).select_related("item", "location")
        lines = [
            Foreign(record.item, record.location, lot, record.on_hand)
            for record in records.order_by("pk")
        ]
        if not lines:
            raise Http404
        send_back(lines=lines, actor=actor)

    return _once(request, store, name="to-supplier", body={"lot": lot.pk}, act=act)


@staff_page(Role.MANAGER)
@require_POST
def reported(request: HttpRequest, store: Store) -> HttpResponse:
    """The supplier was told that the piece is sold, and this is their word for it."""
    claims = Claim.objects.select_related("record__location")
    claim = get_object_or_404(claims, public_id=_ref(request.POST.get("claim", "")))
    if claim.record.location.store_id not in (None, store.pk):
        raise Http404
    reference = request.POST.get("reference", "").strip()[:60]

    def act(actor) -> None:
        if not reference:
            raise Invalid("Type the supplier’s invoice or message, so that it can be found again.")
        report_sale(claims=[claim.public_id], reference=reference, actor=actor)

    body = {"claim": str(claim.public_id), "reference": reference}
    return _once(request, store, name="reported", body=body, act=act)


@staff_page(Role.MANAGER)
@require_POST
def price(request: HttpRequest, store: Store) -> HttpResponse:
    item = get_object_or_404(Item, sku=request.POST.get("sku", ""))
    text = request.POST.get("price", "").strip()
    return _once(
        request, store, name="price", body={"sku": item.sku, "price": text},
        act=lambda actor: set_price(item=item, price=_amount(text), actor=actor),
    )  # fmt: skip


def _amount(text: str) -> Decimal:
    """Raises `BadPrice` for what is no amount with cents at most."""
    try:
        value = Decimal(text[:40])
        if value.is_finite() and 0 <= value < HIGHEST and value == value.quantize(Decimal("0.01")):
            return value
    except InvalidOperation:
        pass
    raise BadPrice


def _once(
    request: HttpRequest, store: Store, *, name: str, body: dict, act: Callable
) -> HttpResponse:
    actor = actor_for(request)

    def run() -> dict:
        act(actor)
        return body

    try:
        once(
            actor=actor, action=f"floor.alarm.{name}", key=request.POST.get("client_key"),
            body=body, run=run,
        )  # fmt: skip
    except Refused as refusal:
        status = 422 if isinstance(refusal, Invalid) else refusal.status
        return _page(request, store, refusal=refusal, status=status)
    return redirect("floor:alarms", store.slug)


def _ref(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise Http404 from error


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Http404
    return int(text)
