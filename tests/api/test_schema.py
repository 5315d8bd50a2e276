"""The API does what its OpenAPI description says, for requests that somebody made up."""

import json

import pytest
import schemathesis
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from hypothesis import settings

from omni.api.throttles import Reads
from tests.api.conftest import a_machine
from tests.stock import a_setting, a_stone

SCHEMA = "/api/v1/schema/"
EXAMPLES = 25


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


@pytest.fixture
def described(db, monkeypatch):
    """The API over WSGI, with a token, a stone and a setting that are there."""
    monkeypatch.setattr(Reads, "rate", None)
    monkeypatch.setattr("omni.api.throttles.WRITES", 1_000_000)
    a_stone(sku="A")
    a_setting(pieces=1000)
    schema = schemathesis.openapi.from_wsgi(SCHEMA, get_wsgi_application())
    schema.config.update(headers={"Authorization": f"Bearer {a_machine().token}"})
    return schema


made_up = schemathesis.pytest.from_fixture("described")


@made_up.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True)
def test_answers_as_described_whatever_is_asked(case):
    case.call_and_validate()
