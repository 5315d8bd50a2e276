"""The fields that bodies about stock share."""

from decimal import Decimal

from rest_framework import serializers

from .claims import MOST_PIECES, Closed
from .search import SLUG

MOST_LINES = 200
SKU = r"^[ -~]{1,40}\Z"
# Of lines and of the direction of writing: what follows one reads otherwise than it is.
TURNS = r"\u2028-\u202e\u2066-\u2069"
# A letter of any script, and one that isn't a space at the ends of a text: no control characters.
PRINTED, SEEN = rf"[^\x00-\x1f\x7f-\x9f{TURNS}]", rf"[^\x00-\x20\x7f-\xa0{TURNS}]"


class Sku(serializers.RegexField):
    def __init__(self, **more) -> None:
        super().__init__(SKU, trim_whitespace=False, **more)


class Place(serializers.RegexField):
    """The code of a place."""

    def __init__(self, **more) -> None:
        more.setdefault("help_text", "The code of a place.")
        super().__init__(SLUG, trim_whitespace=False, **more)


class Amount(serializers.RegexField):
    """A decimal number in a text, two decimals at most: `1950.00`. From 0 upwards."""

    pattern = r"^(0|[1-9][0-9]{0,8})(\.[0-9]{1,2})?\Z"

    def __init__(self, **more) -> None:
        super().__init__(self.pattern, trim_whitespace=False, **more)

    def to_internal_value(self, data: object) -> Decimal:
        if not isinstance(data, str):
            self.fail("invalid")
        text = super().to_internal_value(data)
        self.run_validators(text)
        return Decimal(text)

    def run_validation(self, data: object = serializers.empty) -> object:
        is_empty, data = self.validate_empty_values(data)
        return data if is_empty else self.to_internal_value(data)


class Change(Amount):
    """The same with a sign: `-0.35`."""

    pattern = r"^-?(0|[1-9][0-9]{0,6})(\.[0-9]{1,2})?\Z"


class Why(serializers.RegexField):
    """A few words for whoever looks next."""

    def __init__(self, most: int = 80, **more) -> None:
        more.setdefault("help_text", "A few words, for whoever looks next.")
        text = rf"^{SEEN}{PRINTED}{{1,{most - 2}}}{SEEN}\Z"
        super().__init__(text, trim_whitespace=False, **more)


class Words(serializers.RegexField):
    """Text of one line, empty if left out."""

    def __init__(self, most: int, **more) -> None:
        super().__init__(
            rf"^{PRINTED}{{0,{most}}}\Z", trim_whitespace=False, required=False, allow_blank=True,
            default="", **more,
        )  # fmt: skip


class Title(serializers.RegexField):
    """A name that a person reads."""

    def __init__(self, most: int, **more) -> None:
        text = rf"^{SEEN}({PRINTED}{{0,{most - 2}}}{SEEN})?\Z"
        super().__init__(text, trim_whitespace=False, **more)


def pieces(**more) -> serializers.IntegerField:
    return serializers.IntegerField(**({"min_value": 1, "max_value": MOST_PIECES} | more))


def lines(child: type[Closed], **more) -> serializers.ListField:
    return serializers.ListField(
        child=child(), **({"min_length": 1, "max_length": MOST_LINES} | more)
    )


class Piece(Closed):
    """So many pieces of an item."""

    sku = Sku()
    quantity = pieces(default=1)
