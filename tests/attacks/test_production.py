"""Production's own cookies and doors: nothing of the demo opens, and no cookie leaves HTTPS."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.platform.production import production

ROOT = Path(__file__).resolve().parents[2]
LOOK = """
import json, uuid, django
django.setup()
from django.conf import settings
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from customers.cookies import forget, remember, remember_visitor
from omni.storefront.views.handset import handset
from omni.storefront.views.system import system

set_by_us, ended, request = HttpResponse(), HttpResponse(), RequestFactory().get("/")
remember(set_by_us, "token")
remember_visitor(set_by_us, uuid.uuid4())
forget(ended)

def is_absent(view):
    try:
        view(request)
    except Http404:
        return True

print(json.dumps({
    "cookies": [one.OutputString() for it in (set_by_us, ended) for one in it.cookies.values()],
    "names": [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.DEVICE_COOKIE],
    "secure": [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE,
               settings.SESSION_COOKIE_HTTPONLY, settings.SECURE_SSL_REDIRECT],
    "absent": [is_absent(handset), is_absent(system)],
    "origins": settings.ALLOWED_ORIGINS,
    "hosts": settings.ALLOWED_HOSTS,
    "debug": settings.DEBUG,
}))
"""


@pytest.fixture(scope="module")
def shop() -> dict:
    environ = production() | {"DJANGO_SETTINGS_MODULE": "omni.settings"}
    done = subprocess.run(
        [sys.executable, "-c", LOOK], cwd=ROOT, env=environ, capture_output=True, text=True,
        check=True, timeout=60,
    )  # fmt: skip
    return json.loads(done.stdout)


def test_every_cookie_is_bound_to_our_host_over_https(shop):
    assert len(shop["cookies"]) == 4
    for cookie in shop["cookies"]:
        assert cookie.startswith("__Host-")
        for mark in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
            assert mark in cookie
        assert "Domain" not in cookie
    assert all(name.startswith("__Host-") for name in shop["names"])
    assert all(shop["secure"])


def test_nothing_of_the_demo_opens(shop):
    assert shop["absent"] == [True, True]
    assert shop["debug"] is False


def test_only_our_own_name_may_write(shop):
    assert shop["origins"] == ["https://shop.example"]
    assert "*" not in shop["hosts"]
