"""What a web worker doesn't need for the shop's pages is loaded with the first that needs it."""

import json
import subprocess
import sys
from importlib import import_module

import pytest
from django.core import checks
from django.urls import include, path, resolve, reverse
from django.utils import translation

from omni.lib.late import Late, late
from omni.urls import urlpatterns

LATE = [one for one in urlpatterns if isinstance(one, Late)]
HEAVY = {
    "celery", "rest_framework", "drf_spectacular.plumbing", "channels_redis", "typst", "xlsxwriter",
    "PIL", "twilio", "requests", "cryptography.fernet", "omni.desk.urls", "omni.floor.urls",
    "omni.kiosk.urls", "inventory.admin",
}  # fmt: skip
SHOP = """
import django
django.setup()
import omni.wsgi
from django.template import engines
from django.urls import reverse
engines["django"]
reverse("storefront:home")
"""


def told_by_a_fresh_process(code: str):
    program = f"import json, sys\n{code}"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program], capture_output=True, text=True, check=False
    )
    assert not done.returncode, done.stderr
    return json.loads(done.stdout)


def test_the_shop_loads_nothing_that_its_pages_do_without():
    loaded = set(told_by_a_fresh_process(f"{SHOP}print(json.dumps(sorted(sys.modules)))"))

    assert "omni.storefront.views.stone" in loaded
    assert loaded & HEAVY == set()


def test_an_address_of_the_others_brings_them():
    code = f"""{SHOP}
names = ["admin:inventory_item_changelist", "api:stones", "staff:sign_in"]
print(json.dumps([[reverse(name) for name in names], sorted(sys.modules)]))
"""
    addresses, loaded = told_by_a_fresh_process(code)

    assert addresses == ["/admin/inventory/item/", "/api/v1/stones/", "/staff/sign-in/"]
    assert {"inventory.admin", "omni.api.urls", "omni.desk.staff_urls"} <= set(loaded)


def test_many_who_ask_first_at_once_are_all_led_there():
    code = f"""{SHOP}
import threading
from django.urls import resolve
gate, told = threading.Barrier(16), []
def ask(n):
    gate.wait(30)
    try:
        if n % 2:
            told.append(reverse("admin:inventory_item_changelist"))
        else:
            told.append(resolve("/admin/inventory/item/").view_name)
    except Exception as error:
        told.append(repr(error))
threads = [threading.Thread(target=ask, args=(n,)) for n in range(16)]
for thread in threads: thread.start()
for thread in threads: thread.join(60)
print(json.dumps(sorted(told)))
"""

    told = told_by_a_fresh_process(code)

    assert told == ["/admin/inventory/item/"] * 8 + ["admin:inventory_item_changelist"] * 8


def test_a_task_brings_the_shops_own_celery():
    code = f"""{SHOP}
from notifications.tasks import deliver
from django.conf import settings
assert deliver.app.conf.broker_url == settings.REDIS_URL
print(json.dumps([deliver.app.main, deliver.name, deliver.app.conf.task_routes]))
"""
    app, task, routes = told_by_a_fresh_process(code)

    assert (app, task) == ("omni", "notifications.tasks.deliver")
    assert routes["notifications.tasks.deliver_urgent"] == {"queue": "urgent"}


def test_the_admins_pages_are_checked_though_nobody_asked_for_one():
    code = """
import django
django.setup()
from django.contrib import admin
from django.core import checks
checks.run_checks(tags=["admin"])
print(json.dumps([str(model._meta) for model in admin.site._registry]))
"""
    assert "inventory.item" in told_by_a_fresh_process(code)


@pytest.mark.parametrize("one", LATE, ids=lambda one: one.namespace)
def test_each_has_the_name_its_own_addresses_go_by(one):
    assert import_module(one.urlconf_name).app_name == one.app_name == one.namespace


@pytest.mark.parametrize("one", LATE, ids=lambda one: one.namespace)
@pytest.mark.parametrize("language", ["en-au", "de"])
def test_reverses_and_resolves_as_an_include_does(one, language, settings):
    names = [each.name for each in one.url_patterns if getattr(each, "name", None)]
    plain = (path("x/", include(one.urlconf_name)),)
    later = (late("x/", one.urlconf_name, one.namespace),)

    with translation.override(language):
        for name in names:
            of_late, of_plain = (
                [conf[0].namespace, conf[0].reverse_dict.getlist(name), conf[0].app_dict]
                for conf in (later, plain)
            )
            assert of_late == of_plain
            assert of_late[1]


def test_finds_the_view_of_an_address_behind_it():
    found = resolve(reverse("floor:home", args=["sydney"]))

    assert (found.view_name, found.kwargs) == ("floor:home", {"store": "sydney"})


def test_nothing_is_wrong_with_any_address():
    assert checks.run_checks(tags=["urls"]) == []
