"""Who looks at a page without being anybody: crawlers, previews, pages fetched ahead of a click."""

from django.http import HttpRequest

BOTS = ("bot", "crawl", "spider", "slurp", "preview", "lighthouse")


def is_nobody(request: HttpRequest) -> bool:
    """A crawler, a page fetched ahead of a click, or a browser that keeps no cookies."""
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    agent = request.headers.get("User-Agent", "").lower()
    return request.visitor_is_new or "prefetch" in purpose or any(bot in agent for bot in BOTS)
