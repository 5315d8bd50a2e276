"""Machines: one that may do everything, one that only reads, and what they send."""

import json
import uuid
from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.test import Client

from omni.lib.actors import system
from staff.actions.create_api_client import create_api_client
from staff.models import ApiClient
from tests.stock import a_place


@dataclass
class Machine:
    """A client of the API, and the requests it makes; no cookie, no Origin."""

    client: ApiClient
    token: str

    @property
    def headers(self) -> dict:
        return {"authorization": f"Bearer {self.token}"}

    def get(self, address: str, query: dict | str = "") -> HttpResponse:
        return Client().get(f"/api/v1{address}", query or None, headers=self.headers)

    def post(self, address: str, body: object, key: object = None) -> HttpResponse:
        headers = self.headers | {"idempotency-key": str(key or uuid.uuid4())}
        text = body if isinstance(body, str) else json.dumps(body)
        return Client().post(f"/api/v1{address}", text, "application/json", headers=headers)

    def delete(self, address: str, key: object = None) -> HttpResponse:
        headers = self.headers | {"idempotency-key": str(key or uuid.uuid4())}
        return Client().delete(f"/api/v1{address}", headers=headers)


def a_machine(name: str = "Website", *scopes: str) -> Machine:
    chosen = list(scopes or ApiClient.Scope.values)
    return Machine(*create_api_client(name=name, scopes=chosen, user=None, actor=system("test")))


@pytest.fixture
def machine(db) -> Machine:
    return a_machine()


@pytest.fixture
def other(db) -> Machine:
    """A machine of somebody else."""
    return a_machine("Marketplace")


def problem(answer: HttpResponse) -> tuple[int, str]:
    """(status, code) of a refusal, whose shape is checked on the way."""
    assert answer.headers["Content-Type"] == "application/json"
    error = answer.json()["error"]
    assert set(error) == {"code", "message", "details"}
    assert error["message"]
    return answer.status_code, error["code"]


@pytest.fixture
def cities(sydney, melbourne):
    return [a_place("sydney"), a_place("melbourne")]
