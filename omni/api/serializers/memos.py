"""Memos: ours with a customer, a supplier's with us."""

from rest_framework import serializers

from inventory.foreign import FOREIGN
from inventory.models import MemoLine

from .claims import Closed
from .parts import Amount, Piece, Place, Sku, Why, Words, lines, pieces

OWNERSHIP = [(one.value, one.label) for one in FOREIGN]
NUMBER = r"^[!-~]{1,40}\Z"


class MemoRequest(Closed):
    reference = serializers.RegexField(
        r"^[A-Za-z0-9._-]{1,16}\Z", trim_whitespace=False,
        help_text="Yours, for whoever takes them. What it holds of them becomes the memo's.",
    )  # fmt: skip
    location = Place(help_text="The place they leave from.")
    lines = lines(Piece)
    due_on = serializers.DateField()
    note = Words(200)


class ReturnRequest(Closed):
    lines = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**53), min_length=1, max_length=200,
        required=False, help_text="Those that came back, by `line`; left out: all that are out.",
    )  # fmt: skip
    location = Place(required=False, help_text="Left out: where they came from.")


class MemoLineOut(serializers.Serializer):
    line = serializers.IntegerField(source="pk")
    sku = serializers.CharField(source="item.sku")
    quantity = serializers.IntegerField()
    state = serializers.SerializerMethodField()

    class Meta:
        ref_name = "MemoLine"

    def get_state(self, line: MemoLine) -> serializers.ChoiceField(
        choices=["out", "returned", "bought"]
    ):
        if line.returned_at:
            return "returned"
        return "bought" if line.bought_at else "out"


class MemoOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    number = serializers.CharField()
    reference = serializers.CharField()
    location = serializers.CharField(source="origin.code")
    due_on = serializers.DateField()
    note = serializers.CharField()
    opened_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    lines = MemoLineOut(many=True)

    class Meta:
        ref_name = "Memo"


class SupplierPaper(Closed):
    """A supplier's memo or consignment."""

    supplier = Place(help_text="The supplier's code.")
    ownership = serializers.ChoiceField(choices=OWNERSHIP, default=OWNERSHIP[0][0])
    number = serializers.RegexField(NUMBER, trim_whitespace=False, help_text="Their memo's number.")


class SupplierLine(Closed):
    sku = Sku()
    location = Place()
    quantity = pieces(default=1)


class WeighedLine(SupplierLine):
    carats = Amount(required=False, help_text="In ct: a parcel's, and only a parcel's.")


class SupplierMemoRequest(SupplierPaper):
    due_on = serializers.DateField()
    lines = lines(WeighedLine)


class SendBackRequest(SupplierPaper):
    lines = lines(SupplierLine)
    note = Words(40)


class BuyRequest(SupplierPaper):
    sku = Sku()
    location = Place()
    quantity = pieces(default=1)
    cost = Amount(help_text="What one costs us, without tax, in the item's currency.")


class ReportRequest(Closed):
    claims = serializers.ListField(
        child=serializers.UUIDField(), min_length=1, max_length=200,
        help_text="Claims that were sold.",
    )  # fmt: skip
    reference = Why(60, help_text="Their invoice or message.")


class Report(serializers.Serializer):
    claim = serializers.UUIDField(source="claim.public_id")
    supplier = serializers.CharField(source="supplier.code")
    reference = serializers.CharField()
    reported_at = serializers.DateTimeField()

    class Meta:
        ref_name = "SaleReport"


class Reports(serializers.Serializer):
    reports = Report(many=True, help_text="One reported before keeps its first report.")
