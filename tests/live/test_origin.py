"""Only our own pages open the socket; the rest is refused before it is accepted."""

import pytest
from websockets.exceptions import InvalidStatus

from . import toy


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "",
        "https://evil.test",
        "http://127.0.0.1.evil.test:8000",
        "http://evil.test/http://127.0.0.1:8000",
        "https://127.0.0.1:8000",
        "http://127.0.0.1",
        "http://127.0.0.1:8001",
        "http://127.0.0.1:80000",
        "http://127.0.0.1:8000/",
        "http://127.0.0.1:8000, http://evil.test",
        "http://LOCALHOST:8000",
        "http://localhost.:8000",
        "ws://127.0.0.1:8000",
    ],
)
def test_refuses_a_foreign_origin_before_accepting(page, origin):
    with pytest.raises(InvalidStatus) as refusal:
        page(origin=origin)

    assert refusal.value.response.status_code == 403


@pytest.mark.parametrize("origin", ["http://127.0.0.1:8000", "http://localhost:8000"])
def test_accepts_our_own_pages(page, origin):
    assert page(origin=origin).follow(toy.a_toy())["type"] == "following"
