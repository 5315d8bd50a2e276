"""Where a piece is and whether it can be had now."""

from typing import get_args

from rest_framework import serializers

from inventory.models import Location
from inventory.selectors.availability import Availability, State
from inventory.selectors.places import location_codes
from inventory.selectors.stores import at_stores
from staff.selectors.places import active_stores

STATES = {"go": "available", "hold": "on_hold", "way": "on_its_way", "gone": "gone"}


class Place(serializers.Serializer):
    location = serializers.CharField(help_text="Its code, as a line of a claim takes it.")
    kind = serializers.CharField(help_text="`store`, `vault`, `warehouse`, …")
    name = serializers.CharField()
    city = serializers.CharField()
    free = serializers.IntegerField(help_text="Pieces that can be had now.")
    promised = serializers.IntegerField(
        help_text="Of these, what may be promised on the web: safety stock is kept back."
    )


class AvailabilityOut(serializers.Serializer):
    version = serializers.IntegerField(help_text="Grows with every change of stock or claims.")
    state = serializers.ChoiceField(choices=list(STATES.values()))
    because = serializers.ChoiceField(
        choices=list(get_args(State)), help_text="More exactly why; `none`: never sold, not here."
    )
    word = serializers.CharField(help_text="As customers read it.")
    until = serializers.DateTimeField(
        allow_null=True, help_text="When the hold that lasts longest ends."
    )
    free = serializers.IntegerField()
    promised = serializers.IntegerField(help_text="Pieces that the web may promise.")
    places = Place(many=True)

    class Meta:
        ref_name = "Availability"


class Promise(serializers.Serializer):
    store = serializers.CharField(help_text="Its slug.")
    state = serializers.ChoiceField(choices=list(STATES.values()))
    word = serializers.CharField(help_text="As customers read it.")
    on = serializers.DateField(
        allow_null=True, help_text="When one can be there, if none is: by the transfer calendar."
    )
    ask_by = serializers.TimeField(
        allow_null=True, help_text="Until when today to ask for that, in the sending place's time."
    )


class WhereaboutsOut(AvailabilityOut):
    stores = Promise(many=True, help_text="What the web may promise in each store.")

    class Meta:
        ref_name = "Whereabouts"


def promised(one: Availability) -> dict:
    """The availability, and what each store can promise of it."""
    lines = [
        {
            "store": line.store.slug, "state": STATES[line.kind], "word": line.word,
            "on": line.on, "ask_by": line.by,
        }
        for line in at_stores(one, active_stores())
    ]  # fmt: skip
    return shown(one) | {"stores": lines}


def shown(one: Availability) -> dict:
    """The availability in the API's words."""
    codes = location_codes()
    return {
        "version": one.version,
        "state": STATES[one.kind],
        "because": one.state,
        "word": one.word,
        "until": one.until,
        "free": one.free,
        "promised": one.promised,
        "places": [
            {
                "location": codes.get(place.location_id, ""),
                "kind": place.kind,
                "name": place.name,
                "city": place.city,
                "free": place.free if place.kind in Location.SELLING else 0,
                "promised": place.promised if place.kind in Location.SELLING else 0,
            }
            for place in one.places
        ],
    }
