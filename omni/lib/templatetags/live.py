"""`{% load live %}{% live_meta topics %}`: what `static/js/live.js` needs to know of a page."""

from collections.abc import Iterable

from django import template
from django.conf import settings
from django.utils.html import format_html

from ..live import signed_topics
from ..parties import holder
from ..topics import is_public

register = template.Library()


@register.simple_tag(takes_context=True)
def live_meta(context, *topics: str | Iterable[str]) -> str:
    """The socket's port, and the private topics that the view has authorised, signed.

    Give it single topics or lists of them. Public ones need no signature and are left out.
    """
    named = {each for some in topics for each in ([some] if isinstance(some, str) else some or ())}
    private = sorted(each for each in named if each and not is_public(each))
    port = format_html('<meta name="live-port" content="{}">', settings.SOCKET_PORT)
    if not private:
        return port
    request = context.get("request")
    token = signed_topics(private, holder(request.COOKIES) if request else "")
    return port + format_html('<meta name="live-topics" content="{}">', token)
