"""Transfers: what is asked for, what goes, what arrives."""

from rest_framework import serializers

from inventory.models import Transfer

from .claims import Closed
from .parts import Place, Sku, Why, Words, lines, pieces


class WishLine(Closed):
    sku = Sku()
    quantity = pieces(default=1)
    claim = serializers.UUIDField(
        required=False, help_text="Somebody's hold at the source, which goes along."
    )


class TransferRequest(Closed):
    source = Place()
    destination = Place()
    lines = lines(WishLine)
    due_on = serializers.DateField(required=False, help_text="When it should be there.")
    note = Words(200)


class LineNumber(Closed):
    line = serializers.IntegerField(min_value=1, max_value=2**53, help_text="Its `line`.")
    quantity = pieces(min_value=0)


class PickRequest(Closed):
    lines = lines(LineNumber)


class ShipRequest(Closed):
    carrier = Words(80, help_text="Who carries it, and its number.")


class ReceiveRequest(Closed):
    lines = lines(
        LineNumber, required=False, help_text="What arrived; left out: all that is on the way."
    )


class WhyRequest(Closed):
    why = Why()


class TransferLineOut(serializers.Serializer):
    line = serializers.IntegerField(source="pk")
    sku = serializers.CharField(source="item.sku")
    quantity = serializers.IntegerField()
    picked = serializers.IntegerField()
    shipped = serializers.IntegerField()
    received = serializers.IntegerField()
    lost = serializers.IntegerField()

    class Meta:
        ref_name = "TransferLine"


class TransferOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    source = serializers.CharField(source="source.code")
    destination = serializers.CharField(source="destination.code")
    state = serializers.ChoiceField(choices=Transfer.State.choices)
    due_on = serializers.DateField(allow_null=True)
    carrier = serializers.CharField()
    note = serializers.CharField()
    requested_at = serializers.DateTimeField()
    shipped_at = serializers.DateTimeField(allow_null=True)
    received_at = serializers.DateTimeField(allow_null=True)
    lines = TransferLineOut(many=True)

    class Meta:
        ref_name = "Transfer"


class Transfers(serializers.Serializer):
    transfers = TransferOut(many=True, help_text="The newest first, a hundred at most.")


class TransferQuery(serializers.Serializer):
    location = Place(required=False, help_text="Only from or to this place.")
    state = serializers.ChoiceField(choices=["open", *Transfer.State.values], default="open")
