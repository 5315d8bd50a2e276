"""What comes, goes, is corrected, put together, weighed out and priced."""

from rest_framework import serializers

from inventory.actions.adjust_stock import Why as Reason
from inventory.actions.set_safety_stock import MOST as MOST_KEPT

from .availability import AvailabilityOut
from .claims import MOST_PIECES, Closed
from .memos import WeighedLine
from .parts import Amount, Change, Piece, Place, Sku, Why, Words, lines, pieces


class ReceiptRequest(Closed):
    reference = serializers.RegexField(
        r"^[!-~]{1,60}\Z", trim_whitespace=False, help_text="Yours: a delivery note, for instance."
    )
    lines = lines(WeighedLine)


class AdjustmentLine(Closed):
    sku = Sku()
    location = Place()
    delta = serializers.IntegerField(
        min_value=-MOST_PIECES, max_value=MOST_PIECES, help_text="Pieces more or fewer."
    )
    carats = Change(required=False, help_text="In ct: a parcel's change of weight, alone or too.")


class AdjustmentRequest(Closed):
    why = serializers.ChoiceField(choices=Reason.choices)
    words = Why(60)
    lines = lines(AdjustmentLine)


class AssemblyRequest(Closed):
    sku = Sku(help_text="The finished piece, which is one of a kind.")
    location = Place()
    parts = lines(Piece, max_length=20)


class TakeApartRequest(Closed):
    sku = Sku()


class SplitRequest(Closed):
    source = Sku()
    target = Sku()
    location = Place()
    pieces = pieces(max_value=1_000_000)
    carats = Amount(help_text="In ct, weighed.")


class JoinRequest(Closed):
    source = Sku()
    target = Sku()
    location = Place()


class PriceRequest(Closed):
    price = Amount(help_text="The shelf price, tax included, in the item's currency.")
    why = Words(60)


class CostRequest(Closed):
    cost = Amount(help_text="What one costs us, without tax, in the item's currency.")
    why = Words(60)


class SafetyRequest(Closed):
    location = Place()
    quantity = serializers.IntegerField(
        min_value=0, max_value=MOST_KEPT, help_text="The last so many aren't promised on the web."
    )


class ItemOut(serializers.Serializer):
    sku = serializers.CharField()
    price = serializers.CharField(help_text="Tax included.")
    currency = serializers.CharField()
    availability = AvailabilityOut()

    class Meta:
        ref_name = "Item"


class Items(serializers.Serializer):
    items = ItemOut(many=True, help_text="Every item that this changed, as it is now.")


class AssemblyPartOut(serializers.Serializer):
    sku = serializers.CharField(source="item.sku")
    quantity = serializers.IntegerField()
    carats = serializers.DecimalField(10, 2, allow_null=True)

    class Meta:
        ref_name = "AssemblyPart"


class AssemblyOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    sku = serializers.CharField(source="item.sku")
    location = serializers.CharField(source="location.code")
    made_at = serializers.DateTimeField()
    taken_apart_at = serializers.DateTimeField(allow_null=True)
    parts = AssemblyPartOut(source="parts.all", many=True)

    class Meta:
        ref_name = "Assembly"
