"""A pass's link opens it for whoever holds it: it stands in no log."""

import logging

import pytest
from django.conf import settings

from omni.lib.ids import secret_token
from omni.lib.logs import Answers, Masked


@pytest.mark.parametrize(
    "line",
    [
        "Not Found: /p/{}/", "Internal Server Error: /p/{}/consent/",
        "GET /floor/sydney/stock/?q=https%3A%2F%2Fshop.example%2Fp%2F{}%2F",
    ],
)  # fmt: skip
def test_a_pass_link_is_masked(line):
    token = secret_token()
    record = logging.LogRecord("django.request", 30, "x", 1, "%s", (line.format(token),), None)

    assert Masked().filter(record)

    assert token not in record.getMessage()
    assert record.getMessage() == line.format("…")


def test_other_lines_stay_as_they_are():
    record = logging.LogRecord("x", 30, "x", 1, "Not Found: %s", ("/stores/perth/",), None)

    assert Masked().filter(record)

    assert record.args == ("/stores/perth/",)


def test_every_handler_of_ours_masks():
    handlers = settings.LOGGING["handlers"].values()

    assert all("masked" in handler["filters"] for handler in handlers)


@pytest.mark.parametrize(
    ("status", "stands"), [(409, False), (404, True), (403, True), (500, True)]
)
def test_a_refusal_of_who_came_too_late_is_no_line(status, stands):
    record = logging.LogRecord("django.request", 30, "x", 1, "Conflict: %s", ("/buy/x/",), None)
    record.status_code = status

    assert logging.getLogger("django.request").filter(record) == stands
    assert Answers().filter(record) == stands
