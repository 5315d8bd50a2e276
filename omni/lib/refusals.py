"""The last answer to a refusal that a face didn't word itself, and to what no database can hold."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render

from .errors import Invalid, NotThere, Refused

PAGES = {403: "403.html", 404: "404.html", 429: "429.html"}
NUL = "\x00"


class RefusalMiddleware:
    """Nothing has changed, so it is never a 500: the refusal's own status and a calm page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and _is_read(request):
            page = render(request, "405.html", status=405)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        """Text with a NUL in it is nobody's: PostgreSQL can't even be asked for it.

        A search's own words are its page's to read; machines' addresses, which need no Origin,
        answer for themselves. Without a body, nothing of it is unpacked.
        """
        if getattr(view, "origin_free", False):
            return None
        if NUL in request.path_info:
            return answer(request, NotThere())
        if request.method == "POST" and any(
            NUL in text for texts in request.POST.lists() for text in (texts[0], *texts[1])
        ):
            return answer(request, Invalid())
        return None

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        return answer(request, problem) if isinstance(problem, Refused) else None


def _is_read(request: HttpRequest) -> bool:
    """Whether somebody opens the address, where a browser would show a page of its own."""
    return request.method == "GET" and "text/html" in request.headers.get("Accept", "")


def answer(request: HttpRequest, refusal: Refused) -> HttpResponse:
    if "application/json" in request.headers.get("Accept", ""):
        body = {"error": refusal.code, "message": refusal.message}
        return JsonResponse(body, status=refusal.status)
    page = PAGES.get(refusal.status, "400.html")
    return render(request, page, {"refusal": refusal}, status=refusal.status)
