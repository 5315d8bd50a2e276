"""When something breaks: a page that asks nothing of anything, for that may be what is broken."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def broken(request: HttpRequest, *, back: dict[str, tuple[str, str]]) -> HttpResponse:
    """`back` is for each face of staff, by its path, the words of the way back and its theme."""
    home = next((face for face in back if request.path_info.startswith(face)), "")
    word, theme = back.get(home, ("", ""))
    said = {"home": home, "back": word, "theme": theme}
    return HttpResponse(render_to_string("500.html", said), status=500)
