"""A browser on pages rendered without a server: requests are answered from here, under our CSP."""

import mimetypes
import os
import shutil
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.template import engines
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
ORIGIN = "https://look.test"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def policy(**more: str) -> str:
    """The CSP header of settings, as the middleware writes it, with sources added by directive."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    return "; ".join(
        " ".join([name, *map(str, sources), *more.get(name.replace("-", "_"), "").split()])
        for name, sources in directives.items()
    )


@pytest.fixture(scope="module")
def browser():
    path = os.environ.get("OMNI_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def look(browser):
    """`look.show(template)` renders it and opens it; `look.answers` says what each POST gets.

    Fails when the page broke our CSP, a script threw, or anything was asked of another host.
    """
    page = browser.new_page(viewport={"width": 1180, "height": 820})
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
        return page

    page.route("**/*", answer)
    page.on("pageerror", lambda error: wrong.append(f"threw {error}"))
    page.on(
        "console",
        lambda said: wrong.append(said.text) if "Content Security" in said.text else None,
    )
    yield SimpleNamespace(show=show, page=page, answers=answers, asked=asked)
    page.close()

    assert wrong == []
