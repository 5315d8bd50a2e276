"""Codes as words, and numbers as a search takes them."""

from decimal import Decimal, InvalidOperation

from django.db.models import IntegerChoices
from django.utils.text import slugify
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from inventory.models.stone import Clarity, Colour, Cut, Fluorescence, Hue, Intensity, Shape


def words(kind: type[IntegerChoices]) -> dict[int, str]:
    """`{1: "round"}`; grades keep their capitals, as every report writes them."""
    keep = kind in (Colour, Clarity)
    return {one.value: one.label if keep else slugify(one.label) for one in kind}


class Word(serializers.ChoiceField):
    """A code of the database as its word."""

    def __init__(self, kind: type[IntegerChoices], **more) -> None:
        self.by_code = words(kind)
        chosen = list(self.by_code.values())
        super().__init__(choices=chosen, read_only=True, **more)
        extend_schema_field({"type": "string", "enum": chosen + [None] * self.allow_null})(self)

    def to_representation(self, value: int) -> str:
        return self.by_code[value]


class Words(serializers.ListField):
    """Several words of one kind, repeated or separated by commas, as their codes."""

    def __init__(self, kind: type[IntegerChoices], **more) -> None:
        self.codes = {word: code for code, word in words(kind).items()}
        choice = serializers.ChoiceField(choices=list(self.codes))
        super().__init__(child=choice, required=False, **more)

    def to_internal_value(self, data: list) -> tuple[int, ...]:
        return tuple(sorted({self.codes[word] for word in super().to_internal_value(data)}))


CENT = Decimal("0.01")


class Amount(serializers.Field):
    """A number from `least` upwards, to two decimals."""

    def __init__(self, most: Decimal, least: Decimal = Decimal(0), **more) -> None:
        self.least, self.most = least, most
        super().__init__(required=False, **more)
        schema = {"type": "number", "minimum": float(least), "maximum": int(most)}
        extend_schema_field(schema)(self)

    def to_internal_value(self, data: str) -> Decimal:
        try:
            value = Decimal(str(data)[:400])
            if value.is_finite() and self.least <= value <= self.most:
                return value.quantize(CENT)
        except InvalidOperation:
            pass
        raise serializers.ValidationError(f"A number from {self.least} to {self.most}.")


__all__ = [
    "Amount", "Clarity", "Colour", "Cut", "Fluorescence", "Hue", "Intensity", "Shape", "Word",
    "Words", "words",
]  # fmt: skip
