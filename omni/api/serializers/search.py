"""What to look for: the facets of the web shop."""

from django.http import QueryDict
from rest_framework import serializers

from inventory.selectors.facets import CARAT_LIMIT, PRICE_LIMIT, SORTS, Facets
from inventory.selectors.places import store_places
from inventory.selectors.search import CURSOR

from .fields import Amount, Clarity, Colour, Cut, Shape, Words

MOST = 100
SLUG = r"^[A-Za-z0-9_-]{1,50}\Z"
SEVERAL = ("shape", "colour", "clarity", "cut", "place")


class SearchQuery(serializers.Serializer):
    shape = Words(Shape)
    colour = Words(Colour)
    clarity = Words(Clarity)
    cut = Words(Cut)
    carat_min = Amount(CARAT_LIMIT, help_text="In ct.")
    carat_max = Amount(CARAT_LIMIT, help_text="In ct.")
    price_min = Amount(PRICE_LIMIT, help_text="In the shop's currency, tax included.")
    price_max = Amount(PRICE_LIMIT, help_text="In the shop's currency, tax included.")
    place = serializers.ListField(
        child=serializers.RegexField(SLUG, trim_whitespace=False),
        required=False,
        max_length=20,
        help_text="Slugs of stores. A store that there isn't has no stones.",
    )
    sort = serializers.ChoiceField(choices=SORTS, default=SORTS[0])
    size = serializers.IntegerField(min_value=1, max_value=MOST, default=24)
    after = serializers.RegexField(
        rf"^(?:{CURSOR.pattern})\Z",
        required=False,
        max_length=31,
        trim_whitespace=False,
        help_text="The `next` of the page before.",
    )

    @classmethod
    def of(cls, given: QueryDict) -> "SearchQuery":
        """Read a query string: choices may be repeated or separated by commas."""
        data: dict[str, object] = {name: given[name] for name in cls().fields if name in given}
        for name in set(SEVERAL) & set(data):
            data[name] = [word for value in given.getlist(name) for word in value.split(",")]
        return cls(data=data)

    def facets(self) -> Facets | None:
        """What to search, bounds the wrong way round turned; None when no store of it is ours."""
        found = self.validated_data
        places = tuple(slug for slug in store_places() if slug in found.get("place", ()))
        if "place" in found and not places:
            return None
        carat, price = (_bounds(found, name) for name in ("carat", "price"))
        return Facets(
            shapes=found.get("shape", ()),
            colours=found.get("colour", ()),
            clarities=found.get("clarity", ()),
            cuts=found.get("cut", ()),
            carat_min=carat[0],
            carat_max=carat[1],
            price_min=price[0],
            price_max=price[1],
            places=places,
            sort=found["sort"],
        )


def _bounds(found: dict, name: str) -> tuple:
    low, high = found.get(f"{name}_min"), found.get(f"{name}_max")
    return (high, low) if None not in (low, high) and low > high else (low, high)
