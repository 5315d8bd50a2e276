"""Buying one piece: what is it, where shall it go, pay; and what became of the payment."""

import datetime as dt
import uuid

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from customers.doors import customer_for_write, is_stranger
from customers.models import Identity
from customers.selectors.holders import holders_of
from customers.selectors.people import proven
from inventory.models import Item
from inventory.selectors.availability import Availability, availability
from inventory.selectors.lookup import piece_on_show
from inventory.selectors.stone import live_claim
from omni.lib.addresses import client_ip
from omni.lib.errors import KeyReused, Refused
from omni.lib.idempotency import once
from omni.lib.limits import check, count
from sales import payments
from sales.actions.start_payment import start_payment
from sales.basket import BasketLine
from sales.models import Order, Payment
from sales.selectors.early_no import early_no
from sales.selectors.hers import open_payment_for, order_with
from staff.models import Store
from staff.selectors.places import active_stores

from ..checkout_words import Hers, checkout_words
from ..forms.checkout import CheckoutForm
from ..page import page

HOUR, MOST_DECLINED = dt.timedelta(hours=1), 10
TOO_MANY_CARDS = gettext_lazy(
    "Several cards were declined from your connection. Nothing was charged. Please wait an hour, "
    "or ring us."
)


@never_cache
def buy(request: HttpRequest, sku: str) -> HttpResponse:
    if not settings.SELLS_ONLINE:
        raise Http404
    found = piece_on_show(sku)
    if found is None:
        raise Http404
    item, available = found
    stores = active_stores()
    if request.method != "POST":
        first = {"shown": item.price, "client_key": uuid.uuid4(), **_known(request)}
        return _page(request, item, CheckoutForm(stores=stores, initial=first), available)
    form = CheckoutForm(request.POST, stores=stores)
    if not form.is_valid():
        return _page(request, item, form, available, status=422)
    if is_stranger(request) and (refusal := early_no(item, available)):
        return _page(request, item, form, available, refusal=refusal, status=refusal.status)
    customer, actor, set_cookie = customer_for_write(request)
    line = BasketLine(item.public_id, 1, form.cleaned_data["shown"], form.fulfilment)

    declined = {"name": f"declined:{client_ip(request)}", "per": HOUR}

    def start() -> dict:
        check(**declined, most=MOST_DECLINED, message=TOO_MANY_CARDS)
        started = start_payment(customer=customer, lines=[line], buyer=form.buyer, actor=actor)
        return {"payment": str(started.public_id)}

    body = {name: str(value) for name, value in form.cleaned_data.items()} | {"sku": sku}
    try:
        result, fresh = once(
            actor=actor, action="buy", key=form.cleaned_data["client_key"], body=body, run=start
        )
    except Refused as refusal:
        available = availability([item.pk])[item.pk]
        response = _page(request, item, form, available, refusal=refusal, status=refusal.status)
        set_cookie(response)
        return response
    payment = payments.ask(
        payment=uuid.UUID(result["payment"]), token=form.cleaned_data["card"], actor=actor
    )
    if fresh and payment.state == Payment.State.DECLINED:
        count(**declined)
    response = redirect(_way_on(payment))
    set_cookie(response)
    return response


def _known(request: HttpRequest) -> dict[str, str]:
    """What she needn't type: her name, and once she has signed in the e-mail that she proved."""
    customer = request.customer
    if not customer:
        return {}
    email = proven(customer, Identity.Kind.EMAIL) if customer.is_proven else ""
    return {"name": customer.name, "email": email}


def _way_on(payment: Payment) -> str:
    if payment.order_id:
        return reverse("storefront:order", args=[payment.order.public_id])
    return reverse("storefront:payment", args=[payment.public_id])


def _page(
    request: HttpRequest, item: Item, form: CheckoutForm, available: Availability,
    *, refusal: Refused | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    if isinstance(refusal, KeyReused):
        form.data = form.data.copy()
        form.data["client_key"] = str(uuid.uuid4())
    may_buy = available.can_buy or _is_hers(request, available)
    hers = None if available.can_buy or form.is_bound else _hers(request, item, available)
    words = checkout_words(item, form, available, may_buy=may_buy, refusal=refusal, hers=hers)
    return page(request, "storefront/checkout.html", words, status=status)


def _hers(request: HttpRequest, item: Item, available: Availability) -> Hers | None:
    """Where she reads of the payment that she made for it before, or of her order."""
    if not request.customer:
        return None
    if available.kind == "gone":
        bought = order_with(request.customer, item) if item.is_serial else None
        return bought and Hers(True, reverse("storefront:order", args=[bought.public_id]))
    paying = open_payment_for(request.customer, item)
    return paying and Hers(False, reverse("storefront:payment", args=[paying.public_id]))


def _is_hers(request: HttpRequest, available: Availability) -> bool:
    """What is held for her she may buy, though nobody else can; only where it's sold online."""
    if not available.sells_online or not request.customer:
        return False
    return live_claim(available.item_id, holders_of(request.customer)) is not None


@require_safe
@never_cache
def payment(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """What became of a payment; the page looks again by itself while nobody knows."""
    if not request.customer:
        raise Http404
    rows = Payment.objects.select_related("order")
    row = get_object_or_404(rows, public_id=ref, customer=request.customer)
    if row.order_id:
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": _way_on(row)})
        return redirect(_way_on(row))
    item = Item.objects.filter(public_id=row.basket[0]["item"]).first()
    template = "storefront/payment.html"
    if request.headers.get("HX-Request"):
        template = "storefront/parts/payment.html"
    return render(request, template, {"payment": row, "item": item})


@require_safe
@never_cache
def order(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    if not request.customer:
        raise Http404
    rows = Order.objects.prefetch_related(
        "lines__item__stone", "lines__item__setting", "lines__item__product", "tenders"
    )
    row = get_object_or_404(rows, public_id=ref, customer=request.customer)
    collect = Store.objects.filter(slug=row.delivery.get("store", "")).first()
    return render(request, "storefront/order.html", {"order": row, "collect": collect})
