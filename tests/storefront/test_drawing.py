"""Drawings have addresses of their own that may be kept for ever; nonsense has none."""

import pytest

from inventory.drawing import Proportions, address, ring_address


def test_a_drawing_may_be_kept_for_ever_and_costs_no_query(client, django_assert_num_queries):
    name = address(Proportions("round", 7.38, 7.41, 4.54, table_pct=57, colour="E"))

    response = client.get(f"/stones/drawing/{name}.svg")

    assert response.status_code == 200
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not response.cookies
    assert response.content.startswith(b"<svg")


def test_a_mesh_is_json(client):
    name = address(Proportions("oval"), "mesh")

    response = client.get(f"/stones/drawing/{name}.json")

    assert response["Content-Type"] == "application/json"
    assert response.json()["shape"] == "oval"


def test_a_ring_has_a_drawing_too(client):
    name = ring_address("halo", "yellow-gold", "pear")

    assert client.get(f"/stones/drawing/{name}.svg").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "face-3-blob-d-100-570-346-408-35-52-78.svg",
        "face-3-round-d-999-570-346-408-35-52-78.svg",
        "face-3-round-d-100-570-346-408-35-52-078.svg",
        "face-3-round-d-100-570-346-408-35-52-78.json",
        "mesh-3-round-d-100-570-346-408-35-52-78.svg",
        "ring-crown-tin-round.svg",
        "..%2f..%2fsettings.svg",
        f"face-{'9' * 200}.svg",
        "%00.svg",
    ],
)
def test_nonsense_has_no_drawing(client, db, path):
    assert client.get(f"/stones/drawing/{path}").status_code == 404
