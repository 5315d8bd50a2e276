"""Counts: a place, what was scanned there, and what it came to."""

from rest_framework import serializers

from inventory.models import Product, StockCount

from .claims import Closed
from .parts import Place, Why, Words, pieces


class CountRequest(Closed):
    location = Place()
    scope = serializers.ChoiceField(
        choices=Product.Kind.choices, required=False, help_text="One kind only; left out: all."
    )
    note = Words(120)


class ScanRequest(Closed):
    code = serializers.RegexField(
        r"^[!-~]{1,120}\Z",
        trim_whitespace=False,
        help_text="Stock number, bar code, report number, or the address in a tag.",
    )
    quantity = pieces(default=1, help_text="Pieces seen.")


class TakeBackRequest(ScanRequest):
    quantity = pieces(default=1, help_text="Pieces that weren't seen after all.")


class CloseRequest(Closed):
    correct = serializers.BooleanField(
        default=False, help_text="Post what is clear to the ledger at once."
    )
    why = Words(80)


class CorrectRequest(Closed):
    why = Why()


class Difference(serializers.Serializer):
    sku = serializers.CharField(source="item.sku")
    expected = serializers.IntegerField(source="of")
    counted = serializers.IntegerField()
    note = serializers.CharField(help_text="What a person has to know, or where the book has it.")


class CountOut(serializers.Serializer):
    id = serializers.UUIDField(source="count.public_id")
    location = serializers.CharField(source="count.location.code")
    scope = serializers.CharField(source="count.scope")
    state = serializers.ChoiceField(choices=StockCount.State.choices, source="count.state")
    corrected_at = serializers.DateTimeField(allow_null=True, source="count.corrected_at")
    expected = serializers.IntegerField(help_text="Pieces that the ledger has there.")
    seen = serializers.IntegerField()
    missing = serializers.IntegerField()
    unexpected = serializers.IntegerField()
    differences = Difference(many=True, help_text="Of an open count the first of each kind.")
    unknown = serializers.ListField(
        child=serializers.CharField(), help_text="Codes of nothing of ours."
    )

    class Meta:
        ref_name = "Count"
