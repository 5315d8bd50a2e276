"""The API does what its OpenAPI description says, for requests that somebody made up."""

import json
from functools import cache

import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from omni.api.throttles import Reads
from tests.api.conftest import a_machine
from tests.stock import a_setting, a_stone

SCHEMA = "/api/v1/schema/"
EXAMPLES, FEW = 25, 10  # few where most of what is made up names nothing of ours


def test_the_description_is_valid_and_complete(tmp_path):
    file = tmp_path / "openapi.yaml"

    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(file))

    assert "Idempotency-Key" in file.read_text()


def test_every_address_says_what_it_takes_and_how_it_refuses(client):
    described = json.loads(client.get(SCHEMA, headers={"accept": "application/json"}).content)

    operations = {
        f"{method} {path}": one
        for path, methods in described["paths"].items()
        for method, one in methods.items()
    }
    assert set(operations) == {
        "get /api/v1/stones/", "get /api/v1/stones/{sku}/",
        "get /api/v1/items/{sku}/availability/", "post /api/v1/claims/",
        "get /api/v1/claims/{claim}/", "delete /api/v1/claims/{claim}/",
        "get /api/v1/transfers/", "get /api/v1/transfers/{transfer}/",
        "get /api/v1/counts/{count}/", "get /api/v1/memos/{memo}/",
        "get /api/v1/selections/", "get /api/v1/selections/{selection}/",
        "get /api/v1/selections/{selection}/file/", "get /api/v1/shares/{share}/",
        "get /api/v1/lists/", "post /api/v1/lists/", "get /api/v1/lists/{ref}/",
        "get /api/v1/lists/{ref}/rows/", "get /api/v1/lists/{ref}/problems/",
        *(f"post {path}" for path in DOING),
    }  # fmt: skip
    for one in operations.values():
        assert one["security"] == [{"token": []}]
        assert {"400", "401", "403", "429"} <= set(one["responses"])
        for status, answer in one["responses"].items():
            if not status.startswith("2"):
                content = answer["content"]["application/json"]["schema"]
                assert content == {"$ref": "#/components/schemas/Error"}


@pytest.mark.django_db
def test_the_page_of_it_needs_no_inline_script(client):
    page = client.get("/api/v1/docs/")

    assert page.status_code == 200
    assert "<script>" not in page.content.decode()
    assert "<style" not in page.content.decode()
    script = client.get("/api/v1/docs/?script=")
    assert script.headers["Content-Type"].startswith("application/javascript")


@cache
def description() -> dict:
    """It is the same for every test, and takes a second to make."""
    found = Client().get(SCHEMA, headers={"accept": "application/json"})
    return json.loads(found.content)


@pytest.fixture
def described(db, monkeypatch):
    """The API over WSGI, with a token, a stone and a setting that are there."""
    schema = schemathesis.openapi.from_dict(description())
    monkeypatch.setattr(Reads, "rate", "1000000/min")
    monkeypatch.setattr("omni.api.throttles.WRITES", 1_000_000)
    for ends in (request_started, request_finished):
        ends.disconnect(close_old_connections)  # the requests share the test's transaction
    a_stone(sku="A")
    a_setting(pieces=1000)
    schema.app, schema.location = get_wsgi_application(), SCHEMA
    schema.config.update(headers={"Authorization": f"Bearer {a_machine().token}"})
    yield schema
    for ends in (request_started, request_finished):
        ends.connect(close_old_connections)


DOING = [
    "/api/v1/transfers/", "/api/v1/transfers/{transfer}/pick/",
    "/api/v1/transfers/{transfer}/ship/", "/api/v1/transfers/{transfer}/receive/",
    "/api/v1/transfers/{transfer}/cancel/", "/api/v1/transfers/{transfer}/write-off/",
    "/api/v1/counts/", "/api/v1/counts/{count}/scan/", "/api/v1/counts/{count}/take-back/",
    "/api/v1/counts/{count}/close/", "/api/v1/counts/{count}/correct/",
    "/api/v1/counts/{count}/abandon/", "/api/v1/memos/", "/api/v1/memos/{memo}/return/",
    "/api/v1/suppliers/memos/", "/api/v1/suppliers/send-back/", "/api/v1/suppliers/buy/",
    "/api/v1/suppliers/sales/", "/api/v1/receipts/", "/api/v1/adjustments/",
    "/api/v1/assemblies/", "/api/v1/assemblies/take-apart/", "/api/v1/parcels/split/",
    "/api/v1/parcels/join/", "/api/v1/items/{sku}/price/", "/api/v1/items/{sku}/cost/",
    "/api/v1/items/{sku}/safety-stock/", "/api/v1/claims/{claim}/extend/",
    "/api/v1/claims/{claim}/consume/", "/api/v1/returns/", "/api/v1/suppliers/withdrawals/",
    "/api/v1/selections/", "/api/v1/selections/{selection}/edit/",
    "/api/v1/selections/{selection}/catalogue/",
    "/api/v1/selections/{selection}/send/", "/api/v1/shares/{share}/again/",
    "/api/v1/shares/{share}/extend/", "/api/v1/shares/{share}/revoke/",
    "/api/v1/lists/{ref}/answer/", "/api/v1/lists/{ref}/ask-again/",
    "/api/v1/lists/{ref}/compare-again/", "/api/v1/lists/{ref}/apply/",
    "/api/v1/lists/{ref}/undo/",
]  # fmt: skip
YES, NO = GenerationMode.POSITIVE, GenerationMode.NEGATIVE
OPERATIONS = [
    ("GET", "/api/v1/stones/", YES),
    ("GET", "/api/v1/stones/", NO),
    ("GET", "/api/v1/stones/{sku}/", YES),
    ("GET", "/api/v1/items/{sku}/availability/", YES),
    ("POST", "/api/v1/claims/", YES),
    ("POST", "/api/v1/claims/", NO),
    ("GET", "/api/v1/claims/{claim}/", YES),
    ("GET", "/api/v1/claims/{claim}/", NO),
    ("DELETE", "/api/v1/claims/{claim}/", YES),
    ("DELETE", "/api/v1/claims/{claim}/", NO),
    ("GET", "/api/v1/transfers/", YES),
    ("GET", "/api/v1/transfers/", NO),
    ("GET", "/api/v1/transfers/{transfer}/", YES),
    ("GET", "/api/v1/counts/{count}/", YES),
    ("GET", "/api/v1/memos/{memo}/", YES),
    ("GET", "/api/v1/selections/", YES),
    ("GET", "/api/v1/selections/", NO),
    ("GET", "/api/v1/selections/{selection}/", YES),
    ("GET", "/api/v1/selections/{selection}/file/", YES),
    ("GET", "/api/v1/selections/{selection}/file/", NO),
    ("GET", "/api/v1/shares/{share}/", YES),
    ("GET", "/api/v1/lists/", YES),
    ("GET", "/api/v1/lists/", NO),
    ("POST", "/api/v1/lists/", YES),
    ("POST", "/api/v1/lists/", NO),
    ("GET", "/api/v1/lists/{ref}/", YES),
    ("GET", "/api/v1/lists/{ref}/rows/", YES),
    ("GET", "/api/v1/lists/{ref}/rows/", NO),
    ("GET", "/api/v1/lists/{ref}/problems/", YES),
    *(("POST", path, mode) for path in DOING for mode in (YES, NO)),
]


@pytest.mark.parametrize(("method", "path", "mode"), OPERATIONS)
def test_answers_as_described_whatever_is_asked(described, method, path, mode):
    made_up = described[path][method].as_strategy(generation_mode=mode)

    @given(case=made_up)
    @settings(
        max_examples=FEW if path in DOING else EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    def answers(case):
        case.call_and_validate()

    answers()
