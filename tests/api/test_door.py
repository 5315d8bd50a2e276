"""Who may use the API, how often, and what every refusal looks like."""

import pytest
from django.conf import settings
from django.test import Client

from omni.api import throttles
from omni.api.throttles import Reads
from omni.lib.actors import system
from omni.lib.errors import Invalid
from omni.lib.ids import token_hash
from staff.actions.create_api_client import create_api_client
from staff.actions.revoke_api_client import revoke_api_client
from staff.models import ApiClient
from tests.api.conftest import problem
from tests.cast import a_browser
from tests.stock import on_hand

STONES = "/api/v1/stones/"
ADDRESSES = [STONES, f"{STONES}x/", "/api/v1/items/x/availability/", "/api/v1/claims/"]


def test_a_token_is_kept_as_its_hash_only(machine):
    row = ApiClient.objects.get()

    assert row.token_hash == token_hash(machine.token)
    assert machine.token not in str(vars(row))


@pytest.mark.parametrize("scopes", [[], ["everything"], ["stock:read", "root"]])
def test_a_client_has_scopes_that_there_are(db, scopes):
    with pytest.raises(Invalid):
        create_api_client(name="x", scopes=scopes, user=None, actor=system("test"))

    assert not ApiClient.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "value",
    [None, "", "Bearer", "Bearer x", "Bearer " + "x" * 22, "Basic eDp5", "bearer a b", "Bearer é"],
)
def test_without_a_token_nothing_opens(address, value):
    headers = {} if value is None else {"authorization": value}

    for ask in (Client().get, Client().post):
        answer = ask(address, headers=headers)

        assert problem(answer) == (401, "not_authenticated")
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_cookies_open_nothing(ana, priya):
    ana.is_superuser = ana.is_staff = True
    ana.save()

    for browser in (a_browser(user=ana), a_browser(customer=priya)):
        assert problem(browser.get(STONES)) == (401, "not_authenticated")


def test_a_revoked_token_opens_nothing(machine, stone):
    assert machine.get("/stones/").status_code == 200

    first = revoke_api_client(client=machine.client, actor=system("test"))
    again = revoke_api_client(client=machine.client, actor=system("test"))

    assert problem(machine.get("/stones/")) == (401, "not_authenticated")
    assert again.revoked_at == first.revoked_at


def test_a_request_by_token_needs_no_origin(machine, stone):
    body = {"purpose": "basket", "reference": "r", "expires_in": 5, "lines": [{"sku": stone.sku}]}

    assert machine.post("/claims/", body).status_code == 201


@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "patch", "options"])
@pytest.mark.parametrize(
    "address", ["/api/v1/", "/api/v1/nothing/", "/api/v1/stones", "/api/v1/%0A"]
)
def test_an_unknown_address_says_so(db, client, method, address):
    assert problem(getattr(client, method)(address)) == (404, "not_found")


@pytest.mark.parametrize("method", ["put", "patch", "options", "delete", "post"])
def test_another_method_is_refused_with_those_there_are(machine, method):
    answer = getattr(Client(), method)(STONES, headers=machine.headers)

    assert problem(answer) == (405, "method_not_allowed")
    assert answer.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("address", ["/api/v1/schema/", "/api/v1/docs/"])
def test_the_pages_about_it_take_no_post(db, client, address):
    assert problem(client.post(address)) == (405, "method_not_allowed")


def test_only_json_is_understood(machine, stone):
    headers = machine.headers | {"idempotency-key": "0198c0de-0000-7000-8000-000000000001"}

    answer = Client().post("/api/v1/claims/", {"purpose": "basket"}, headers=headers)

    assert problem(answer) == (415, "unsupported_media_type")


def test_only_json_is_given(machine):
    answer = Client().get(STONES, headers=machine.headers | {"accept": "text/html"})

    assert problem(answer) == (406, "not_acceptable")


def test_reads_are_limited_without_a_row(one_window, machine, other, monkeypatch):
    monkeypatch.setattr(Reads, "rate", "2/min")

    answers = [machine.get("/stones/") for _ in range(3)]

    assert [one.status_code for one in answers] == [200, 200, 429]
    assert problem(answers[2]) == (429, "too_many")
    assert int(answers[2].headers["Retry-After"]) > 0
    assert other.get("/stones/").status_code == 200


def test_writes_are_limited_in_the_database(one_window, machine, stone, monkeypatch):
    monkeypatch.setattr(throttles, "WRITES", 1)
    body = {"purpose": "basket", "reference": "r", "expires_in": 5, "lines": [{"sku": stone.sku}]}

    held = machine.post("/claims/", body)
    refused = machine.delete(f"/claims/{held.json()['claims'][0]['id']}/")

    assert problem(refused) == (429, "too_many")
    assert int(refused.headers["Retry-After"]) > 0
    assert on_hand(stone) == (1, 1)


def test_what_nobody_foresaw_has_the_same_shape_and_gives_nothing_away(machine, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError("the password is swordfish")

    monkeypatch.setattr("omni.api.views.stones.search", fail)

    answer = machine.get("/stones/")

    assert problem(answer) == (500, "failed")
    assert "swordfish" not in answer.content.decode()


def test_production_has_no_other_renderer():
    assert settings.REST_FRAMEWORK["DEFAULT_RENDERER_CLASSES"] == [
        "rest_framework.renderers.JSONRenderer"
    ]
