"""Where a piece is and whether it can be had now."""

from rest_framework import serializers

from inventory.selectors.availability import Availability
from inventory.selectors.places import location_codes

STATES = {"go": "available", "hold": "on_hold", "way": "on_its_way", "gone": "gone"}


class Place(serializers.Serializer):
    location = serializers.CharField(help_text="Its code, as a line of a claim takes it.")
    kind = serializers.CharField(help_text="`store`, `vault`, `warehouse`, …")
    name = serializers.CharField()
    city = serializers.CharField()
    free = serializers.IntegerField(help_text="Pieces that can be had now.")


class AvailabilityOut(serializers.Serializer):
    version = serializers.IntegerField(help_text="Grows with every change of stock or claims.")
    state = serializers.ChoiceField(choices=list(STATES.values()))
    word = serializers.CharField(help_text="As customers read it.")
    until = serializers.DateTimeField(
        allow_null=True, help_text="When the hold that lasts longest ends."
    )
    free = serializers.IntegerField()
    places = Place(many=True)

    class Meta:
        ref_name = "Availability"


def shown(one: Availability) -> dict:
    """The availability in the API's words."""
    codes = location_codes()
    return {
        "version": one.version,
        "state": STATES[one.kind],
        "word": one.word,
        "until": one.until,
        "free": one.free,
        "places": [
            {
                "location": codes.get(place.location_id, ""),
                "kind": place.kind,
                "name": place.name,
                "city": place.city,
                "free": place.free,
            }
            for place in one.places
        ],
    }
