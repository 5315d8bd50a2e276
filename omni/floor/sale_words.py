"""The panel of a sale, from a mould: everything that it says, as words."""

from urllib.parse import quote

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from customers.models import Customer
from omni.lib import money, moulds
from omni.lib.ids import public_id
from omni.lib.token import form_token
from staff.models import Store

from .forms.sale import SaleForm
from .refusals import Said
from .sale import Line, Sale

BESIDE_A_FIELD = ("reference", "given", "card_amount")


def sale_html(
    request: HttpRequest, store: Store, sale: Sale, *, base: str, customer: Customer | None,
    form: SaleForm | None = None, said: Said | None = None, sale_key: str = "",
) -> SafeString:  # fmt: skip
    """`base` is the address of the page that it stands on; `form` is what was sent and not sold."""
    client, total = customer and str(customer.public_id), money.shown(sale.total, sale.currency)
    words = {
        "sell_url": reverse("floor:sell", args=[store.slug]), "csrf_token": form_token(request),
        "sale_key": str(sale_key or public_id()), "client": client or "",
        "held_for": _first_name(customer) if customer and sale.is_held else "",
        "lines": [_line(request, line, base) for line in sale.lines],
        "total": total, "amount": str(sale.total), "currency": sale.currency,
        "said": said and _said(said), "more_url": _more(store, sale, client),
        "is_open": form is not None, "pay": _pay(form),
        **{name: _written(form, name) for name in BESIDE_A_FIELD},
    }  # fmt: skip
    return moulds.filled("floor/parts/sale.html", words)


def _first_name(customer: Customer) -> str:
    return customer.given_name or str(customer)


def _line(request: HttpRequest, line: Line, base: str) -> dict:
    return {
        "item": str(line.item.public_id), "shown": str(line.item.price), "title": line.item.title,
        "price": money.shown(line.item.price, line.item.currency), "problem": line.problem,
        "ways": [
            {"way": way, "word": str(word), "chosen": way == line.how} for way, word in line.ways
        ],
        "without_url": f"{base}?{_without(request, line)}",
    }  # fmt: skip


def _without(request: HttpRequest, line: Line) -> str:
    asked = request.GET.copy()
    asked["sale"] = line.without
    return asked.urlencode()


def _more(store: Store, sale: Sale, client: str | None) -> str:
    about = f"client={client}&" if client else ""
    return f"{reverse('floor:stock', args=[store.slug])}?{about}sale={quote(sale.skus)}"


def _said(said: Said) -> dict:
    return {
        "lead": str(said.lead), "text": str(said.text),
        "of_all": said.field not in BESIDE_A_FIELD,
        **{name: said.field == name for name in BESIDE_A_FIELD},
    }  # fmt: skip


def _pay(form: SaleForm | None) -> dict:
    """How she pays, a card unless something else was chosen."""
    chosen = (form and form["pay"].value()) or "card"
    ways = {way: way == chosen for way, _ in SaleForm.PAY}
    return ways | {"problems": _problems(form, "pay")}


def _written(form: SaleForm | None, name: str) -> dict:
    value = form and form[name].value()
    return {"value": str(value or ""), "problems": _problems(form, name)}


def _problems(form: SaleForm | None, name: str) -> list[str]:
    return [str(error) for error in form.errors.get(name, ())] if form else []
