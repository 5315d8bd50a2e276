"""A body is read by fields that are made once: it must say what a form of its own would."""

import pytest
from rest_framework.serializers import ValidationError

from omni.api.serializers.claims import ClaimRequest, ExtendRequest

GOOD = {"purpose": "basket", "reference": "web-1", "expires_in": 5, "lines": [{"sku": "A"}]}


def plainly(form, data) -> object:
    wanted = form(data=data)
    try:
        wanted.is_valid(raise_exception=True)
    except ValidationError as problem:
        return problem.detail
    return wanted.validated_data


def read(form, data) -> object:
    try:
        return form.read(data)
    except ValidationError as problem:
        return problem.detail


@pytest.mark.parametrize(
    "data",
    [
        GOOD, GOOD | {"lines": [{"sku": "A", "quantity": 2, "location": "perth"}, {"sku": "B"}]},
        {}, None, [], "x", GOOD | {"more": 1}, GOOD | {"lines": []},
        GOOD | {"lines": [{"sku": ""}]},
        GOOD | {"expires_in": "soon"}, GOOD | {"lines": [{"sku": "A", "quantity": 0}, {}]},
    ],
)  # fmt: skip
def test_says_what_a_form_of_its_own_says(data):
    for _ in range(2):
        assert read(ClaimRequest, data) == plainly(ClaimRequest, data)
    assert read(ClaimRequest, GOOD) == plainly(ClaimRequest, GOOD)


def test_one_body_keeps_nothing_of_another():
    first = ClaimRequest.read(GOOD | {"lines": [{"sku": "A", "location": "perth"}]})
    first["lines"][0]["sku"] = first["reference"] = "changed"

    second = ClaimRequest.read(GOOD)

    assert second["reference"] == "web-1"
    assert second["lines"] == [{"sku": "A", "quantity": 1}]
    assert ExtendRequest.read({"expires_in": 5, "why": "She asked"})["why"] == "She asked"
