"""Holding pieces: what is asked for and what is held."""

from functools import cache

from rest_framework import serializers

from inventory.models import Claim
from omni.lib.clock import now

from .search import SLUG

PURPOSES = [
    (Claim.Purpose.BASKET.value, "In a basket"),
    (Claim.Purpose.APPOINTMENT.value, "For an appointment"),
    (Claim.Purpose.COLLECTION.value, "To be collected"),
]
MOST_LINES, MOST_PIECES, WEEK = 50, 1000, 7 * 24 * 60


class Closed(serializers.Serializer):
    """Takes the fields it names and no others, so that a misspelt one is heard of."""

    def to_internal_value(self, data: object) -> dict:
        unknown = set(data) - set(self.fields) if isinstance(data, dict) else set()
        if unknown:
            raise serializers.ValidationError({str(name)[:60]: ["Unknown."] for name in unknown})
        return super().to_internal_value(data)

    @classmethod
    def read(cls, data: object) -> dict:
        """What a body says; raises `ValidationError` with every field that isn't right.

        One that is right needs no form of its own: to copy the fields takes longer than to judge
        by them, which changes nothing of them.
        """
        try:
            return _form(cls).run_validation(data)
        except serializers.ValidationError:
            wanted = cls(data=data)
            wanted.is_valid(raise_exception=True)
            return wanted.validated_data


@cache
def _form(kind: type[Closed]) -> Closed:
    return kind()


class LineRequest(Closed):
    sku = serializers.RegexField(r"^[ -~]{1,40}\Z", trim_whitespace=False)
    quantity = serializers.IntegerField(min_value=1, max_value=MOST_PIECES, default=1)
    location = serializers.RegexField(
        SLUG,
        required=False,
        trim_whitespace=False,
        help_text="The code of a place; left out: wherever it is free.",
    )


class ClaimRequest(Closed):
    purpose = serializers.ChoiceField(choices=PURPOSES)
    reference = serializers.RegexField(
        r"^[A-Za-z0-9._-]{1,16}\Z",
        trim_whitespace=False,
        help_text="Yours, for whom it is held. What it holds already is taken over.",
    )
    expires_in = serializers.IntegerField(
        min_value=1, max_value=WEEK, help_text="Minutes, seven days at most."
    )
    lines = serializers.ListField(child=LineRequest(), min_length=1, max_length=MOST_LINES)


class ExtendRequest(Closed):
    expires_in = serializers.IntegerField(
        min_value=1, max_value=WEEK, help_text="Minutes from now, seven days at most."
    )
    why = serializers.RegexField(
        r"^[^\x00-\x20\x7f][^\x00-\x1f\x7f]{1,78}[^\x00-\x20\x7f]\Z", trim_whitespace=False,
        help_text="Stays with the hold, for whoever looks next.",
    )  # fmt: skip


def reference_of(holder: str) -> str:
    """A machine's own part of `client:<uuid>:<reference>`."""
    return holder.split(":", 2)[-1]


class ClaimOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    sku = serializers.CharField(source="item.sku")
    quantity = serializers.IntegerField()
    location = serializers.CharField(source="record.location.code")
    purpose = serializers.ChoiceField(choices=PURPOSES)
    reference = serializers.SerializerMethodField()
    state = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(allow_null=True)

    class Meta:
        ref_name = "Claim"

    def get_reference(self, claim: Claim) -> str:
        return reference_of(claim.holder)

    def get_state(self, claim: Claim) -> serializers.ChoiceField(
        choices=["held", "expired", "released", "consumed"]
    ):
        if claim.consumed_at:
            return "consumed"
        if claim.released_at:
            return "expired" if claim.released_why == "expired" else "released"
        return "expired" if claim.expires_at and claim.expires_at <= now() else "held"


class Claims(serializers.Serializer):
    claims = ClaimOut(many=True, help_text="In the order of the lines; one per place.")
