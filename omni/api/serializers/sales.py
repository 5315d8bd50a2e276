"""What leaves for good by a machine's own sale, what of it comes back, and what a feed drops."""

from rest_framework import serializers

from .claims import Closed
from .parts import MOST_LINES, Piece, Place, Sku, Why, Words, lines

REFERENCE = r"^[A-Za-z0-9._-]{1,30}\Z"


class SaleRequest(Closed):
    reference = serializers.RegexField(
        REFERENCE, trim_whitespace=False,
        help_text="Yours: the number of the sale. What comes back names it again.",
    )  # fmt: skip


class ComebackRequest(SaleRequest):
    location = Place()
    lines = lines(Piece)


class WithdrawalRequest(Closed):
    """Of what lies at the supplier, as their lists bring it."""

    supplier = Place(help_text="The supplier's code.")
    number = Words(40, help_text="What their lists go by here, if by anything.")
    skus = serializers.ListField(child=Sku(), min_length=1, max_length=MOST_LINES)
    why = Why(60)


class Withdrawn(serializers.Serializer):
    withdrawn = serializers.ListField(child=serializers.CharField())
    kept = serializers.ListField(
        child=serializers.CharField(),
        help_text="These stay: somebody holds one, or it has come to us.",
    )
