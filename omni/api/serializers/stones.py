"""A stone: its grades, its measurements, its price and where it is."""

from django.conf import settings
from django.urls import reverse
from rest_framework import serializers

from inventory.models import Stone
from inventory.selectors.availability import Availability

from .availability import AvailabilityOut, shown
from .fields import Clarity, Colour, Cut, Fluorescence, Hue, Intensity, Shape, Word


class Report(serializers.Serializer):
    lab = serializers.CharField()
    number = serializers.CharField()
    verify_url = serializers.CharField(help_text="May be empty.")
    is_demo = serializers.BooleanField(help_text="True for a number that no laboratory gave.")


class Measurements(serializers.Serializer):
    """mm, degrees, and percentages of the average diameter."""

    length = serializers.FloatField()
    width = serializers.FloatField()
    depth = serializers.FloatField()
    table_pct = serializers.FloatField(allow_null=True)
    depth_pct = serializers.FloatField(allow_null=True)
    crown_angle = serializers.FloatField(allow_null=True)
    pavilion_angle = serializers.FloatField(allow_null=True)
    girdle_pct = serializers.FloatField(allow_null=True)
    star_pct = serializers.FloatField(allow_null=True)
    lower_half_pct = serializers.FloatField(allow_null=True)
    typical = serializers.ListField(
        child=serializers.CharField(), help_text="Which of these are only usual, not measured."
    )


class StoneOut(serializers.Serializer):
    sku = serializers.CharField(source="item.sku")
    id = serializers.UUIDField(source="item.public_id")
    title = serializers.CharField(source="item.title")
    url = serializers.SerializerMethodField(help_text="Its page in the web shop.")
    price = serializers.DecimalField(14, 2, source="item.price", help_text="Tax included.")
    currency = serializers.CharField(source="item.currency")
    is_demo = serializers.BooleanField(source="item.is_demo")
    shape = Word(Shape)
    carat = serializers.DecimalField(6, 2, help_text="In ct, as graded.")
    colour = Word(Colour, help_text="`Fancy` for a stone without a letter.")
    colour_name = serializers.CharField(
        source="get_colour_display", help_text="As its report says it: `E`, `Fancy Vivid Pink`."
    )
    fancy = Word(Hue, help_text="The main colour of a fancy stone; `none` for one with a letter.")
    intensity = Word(Intensity, help_text="Of a fancy colour; `none` where nobody said.")
    overtone = serializers.CharField(help_text="Of a fancy colour: `Orangy`. May be empty.")
    clarity = Word(Clarity)
    cut = Word(Cut, allow_null=True, help_text="Null: not graded.")
    polish = Word(Cut, allow_null=True)
    symmetry = Word(Cut, allow_null=True)
    fluorescence = Word(Fluorescence, allow_null=True)
    is_lab_grown = serializers.BooleanField(allow_null=True)
    measurements = Measurements(source="*")
    report = serializers.SerializerMethodField()
    availability = serializers.SerializerMethodField()

    class Meta:
        ref_name = "Stone"

    def get_url(self, stone: Stone) -> str:
        return settings.PUBLIC_URL + reverse("storefront:stone", args=[stone.item.sku])

    def get_report(self, stone: Stone) -> Report(allow_null=True):
        report = getattr(stone, "report", None)
        return None if report is None else Report(report).data

    def get_availability(self, stone: Stone) -> AvailabilityOut:
        states: dict[int, Availability] = self.context["states"]
        return AvailabilityOut(shown(states[stone.pk])).data


class StonePage(serializers.Serializer):
    stones = StoneOut(many=True)
    next = serializers.CharField(
        allow_null=True, help_text="Give it as `after` for the page that follows; null: no more."
    )
    count = serializers.IntegerField(help_text="How many fit, counted up to 10,001.")
