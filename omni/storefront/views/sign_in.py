"""Signing in with a code, and out again."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from customers.actions.session import end_session
from customers.actions.sign_in import finish_sign_in, start_sign_in
from customers.addresses import parsed_address
from customers.cookies import forget, remember, remember_visitor
from customers.doors import actor_of
from customers.selectors.codes import code_address
from omni.lib.addresses import client_ip
from omni.lib.errors import Refused

from ..forms.identity import AddressForm, CodeForm
from ..next import next_of


@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for an address; who is signed in may add another one with `?add=1`."""
    onward = next_of(request, reverse("storefront:account"))
    if _is_signed_in(request) and "add" not in request.GET:
        return redirect(onward)
    form = AddressForm(request.POST or None, initial={"client_key": uuid.uuid4()})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _send_code(request, form, onward)
            except Refused as refusal:
                form.add_error("address", refusal.message)
                status = refusal.status
    context = {"form": form, "next": onward, "adding": "add" in request.GET, "why": _why(onward)}
    return render(request, "storefront/sign-in.html", context, status=status)


def _why(onward: str) -> str:
    """What she asked for that needs an address; empty when she just signs in."""
    if onward.split("?", maxsplit=1)[0].endswith("/tell-me/"):
        return _("Then we know where to tell you when it’s free.")
    return ""


def _send_code(request: HttpRequest, form: AddressForm, onward: str) -> HttpResponse:
    kind, value = parsed_address(form.cleaned_data["address"])
    code = start_sign_in(
        kind=kind,
        value=value,
        visitor=request.visitor,
        actor=actor_of(request),
        network=client_ip(request),
        key=form.cleaned_data["client_key"],
    )
    address = reverse("storefront:sign-in-code", args=[code.public_id])
    again = {"again": 1} if request.POST.get("again") else {}
    return redirect(f"{address}?{urlencode({'next': onward} | again)}")


@never_cache
def sign_in_code(request: HttpRequest, code_id: uuid.UUID) -> HttpResponse:
    """Take the code. A used code is its own client key: it opens one session."""
    onward = next_of(request, reverse("storefront:account"))
    sent_to = code_address(code_id, request.visitor)
    if sent_to is None:
        if _is_signed_in(request):
            return redirect(onward)
        raise Http404
    form, status, refusal = CodeForm(request.POST or None), 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _let_in(request, code_id, form.cleaned_data["code"], onward)
            except Refused as caught:
                if _is_signed_in(request):
                    return redirect(onward)
                refusal, status = caught, caught.status
                form.add_error("code", caught.message)
    context = {
        "form": form, "next": onward, "sent_to": sent_to, "refusal": refusal,
        "again": "again" in request.GET, "adding": _is_signed_in(request),
    }  # fmt: skip
    return render(request, "storefront/sign-in-code.html", context, status=status)


def _let_in(request: HttpRequest, code_id: uuid.UUID, code: str, onward: str) -> HttpResponse:
    signed_in = finish_sign_in(
        code_id=code_id,
        code=code,
        visitor=request.visitor,
        session=request.customer_session or None,
        actor=actor_of(request),
    )
    rotate_token(request)
    response = redirect(onward)
    remember(response, signed_in.token)
    if signed_in.visitor != request.visitor:
        remember_visitor(response, signed_in.visitor)
    return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Signing out twice is signing out: it needs no key."""
    if request.customer_session:
        end_session(session=request.customer_session, actor=actor_of(request))
    rotate_token(request)
    response = redirect("/")
    forget(response)
    return response


def _is_signed_in(request: HttpRequest) -> bool:
    return bool(request.customer and request.customer.is_proven)
