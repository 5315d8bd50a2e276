"""A page of the shop from a mould, with what all of them have: the shell, and whose page it is."""

from collections.abc import Mapping

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render

from customers.context import listed
from omni.lib import moulds
from omni.lib.context import shell
from staff.context import chain


def page(
    request: HttpRequest, template: str, words: Mapping, shape: Mapping | None = None
) -> HttpResponse:
    """As `django.shortcuts.render`, from words and shape as `omni.lib.moulds` wants them."""
    if len(get_messages(request)):
        # What is said once and to her alone is no part of a mould.
        return render(request, template, {**(shape or {}), **words})
    brand, hers = chain(), listed(request)
    mine = {"csrf_token": get_token(request), "shortlist_count": str(len(hers) or "")}
    ours = {"brand": {"name": brand.name, "accent": brand.accent}, "known": bool(request.customer)}
    return HttpResponse(
        moulds.filled(template, mine | words, shell(request) | ours | (shape or {}))
    )
