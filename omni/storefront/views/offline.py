"""What a link leads to without a connection, and the worker that keeps it ready in the browser."""

import hashlib
import json
import re
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from omni.lib.kept import kept
from omni.lib.translated import language
from staff.context import chain

from ..context import ELSEWHERE

PAGE = "storefront/offline.html"
SOURCE = Path(settings.BASE_DIR) / "static/js/worker.js"
OURS = re.compile(r'(?:href|src)="(/(?:static|accent)/[^"#]+)')


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The same for everybody: it is kept in browsers, so nothing of anybody is in it."""
    return HttpResponse(_page())


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Another text as soon as the page or a file of it is another: so browsers learn of it."""
    return HttpResponse(_worker(language()), content_type="text/javascript; charset=utf-8")


def _page() -> str:
    return render_to_string(PAGE, {"brand": chain()})


@kept(seconds=60)
def _worker(language: str) -> str:
    """The source, after what it is told: the page, what that needs, and where it has no say."""
    page, source = _page(), SOURCE.read_text()
    told = {
        "release": hashlib.sha256((page + source).encode()).hexdigest()[:16],
        "page": reverse("storefront:offline"),
        "parts": list(dict.fromkeys(OURS.findall(page))),
        "elsewhere": ELSEWHERE,
    }
    return f"const TOLD = {json.dumps(told)};\n{source}"
