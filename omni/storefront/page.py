"""A page of the shop from a mould, with what all of them have: the shell, and whose page it is."""

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from customers.context import listed
from omni.lib import moulds
from omni.lib.context import installation
from omni.lib.token import form_token
from staff.context import chain


def page(
    request: HttpRequest, template: str, words: dict, shape: dict | None = None, *,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    """As `django.shortcuts.render`, from words and shape as `omni.lib.moulds` wants them."""
    if len(get_messages(request)):
        # What is said once and to her alone is no part of a mould.
        return render(request, template, (shape or {}) | moulds.read(words), status=status)
    brand, hers = chain(), listed(request)
    mine = {"csrf_token": form_token(request), "shortlist_count": str(len(hers) or "")}
    ours = {"brand": {"name": brand.name, "accent": brand.accent}, "known": bool(request.customer)}
    sent = moulds.sent(template, mine | words, installation() | ours | (shape or {}))
    return HttpResponse(sent, status=status)
