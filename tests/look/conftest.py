"""A browser on pages rendered without a server: requests are answered from here, under our CSP."""

import mimetypes
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.template import engines

from tests.browsing import ready

ROOT = Path(__file__).resolve().parents[2]
ORIGIN = "https://look.test"


def policy(**more: str) -> str:
    """The CSP header of settings, as the middleware writes it, with sources added by directive."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    return "; ".join(
        " ".join([name, *map(str, sources), *more.get(name.replace("-", "_"), "").split()])
        for name, sources in directives.items()
    )


@pytest.fixture
def look(chromium):
    """`look.show(template)` renders it and opens it; `look.answers` says what each POST gets.

    Fails when the page broke our CSP, a script threw, or anything was asked of another host.
    """
    page = chromium.new_page(viewport={"width": 1180, "height": 820})
    wrong, asked, answers, html = [], [], {}, {}

    def answer(route):
        url = urlsplit(route.request.url)
        if f"{url.scheme}://{url.netloc}" != ORIGIN:
            wrong.append(f"asked {route.request.url}")
            route.abort()
        elif url.path.startswith("/static/"):
            file = ROOT / url.path.lstrip("/")
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            route.fulfill(path=file, content_type=kind)
        elif url.path in html:
            route.fulfill(
                body=html[url.path][0],
                content_type="text/html; charset=utf-8",
                headers={"Content-Security-Policy": html[url.path][1]},
            )
        else:
            asked.append(route.request)
            status, body, headers = answers.get(url.path, (204, "", {}))
            if status == 0:
                route.abort()
            else:
                route.fulfill(status=status, body=body, headers=headers, content_type="text/html")

    def show(source: str, policy_with: dict | None = None, **context):
        body = engines["django"].from_string(source).render(context)
        html["/"] = (body, policy(**(policy_with or {})))
        page.goto(f"{ORIGIN}/")
        return ready(page)

    page.route("**/*", answer)
    page.on("pageerror", lambda error: wrong.append(f"threw {error}"))
    page.on(
        "console",
        lambda said: wrong.append(said.text) if "Content Security" in said.text else None,
    )
    yield SimpleNamespace(show=show, page=page, answers=answers, asked=asked)
    page.close()

    assert wrong == []
