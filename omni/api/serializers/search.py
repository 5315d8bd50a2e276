"""What to look for: the facets of the web shop."""

from django.http import QueryDict
from rest_framework import serializers

from inventory.selectors.facets import CHOICES, CLOSEST, RANGES, SORTS, Facets
from inventory.selectors.places import store_places
from inventory.selectors.search import CURSOR

from .fields import Amount, Words

MOST = 100
SLUG = r"^[A-Za-z0-9_-]{1,50}\Z"
SEVERAL = (*CHOICES, "place")
MEANT = {
    "carat": "In ct.",
    "price": "In the shop's currency, tax included.",
    "table": "In % of the width.",
    "depth": "In % of the width; for a round, of its average diameter.",
    "ratio": "Length to width.",
}
COLOURS_MEANT = {
    "colour": "Letters, or `Fancy` for any fancy colour. Beside `fancy` or `intensity` a letter is"
    " an alternative: stones of either kind fit.",
    "fancy": "Main colours of fancy stones; `none` is a stone with a letter.",
    "intensity": "Of fancy colours; it doesn't narrow the letters asked for. Alone it asks for"
    " fancy stones; `none` is where nobody said.",
}


class SearchQuery(serializers.Serializer):
    shape, colour, fancy, intensity, clarity, cut, polish, symmetry, fluorescence, lab, origin = (
        Words(CHOICES[name].kind, help_text=COLOURS_MEANT.get(name))
        for name in (
            "shape", "colour", "fancy", "intensity", "clarity", "cut", "polish", "symmetry",
            "fluorescence", "lab", "origin",
        )
    )  # fmt: skip
    carat_min, price_min, table_min, depth_min, ratio_min = (
        Amount(RANGES[name].limit, help_text=f"{MEANT[name]} From 0 on is open.")
        for name in ("carat", "price", "table", "depth", "ratio")
    )
    carat_max, price_max, table_max, depth_max, ratio_max = (
        Amount(RANGES[name].limit, RANGES[name].step, help_text=MEANT[name])
        for name in ("carat", "price", "table", "depth", "ratio")
    )
    place = serializers.ListField(
        child=serializers.RegexField(SLUG, trim_whitespace=False),
        required=False,
        max_length=20,
        help_text="Slugs of stores. A store that there isn't has no stones.",
    )
    sort = serializers.RegexField(
        rf"^(?:{'|'.join(SORTS)}|{CLOSEST}[A-Za-z0-9_-]{{1,50}})\Z",
        default=SORTS[0],
        trim_whitespace=False,
        help_text="`closest-` and the slug of a store begins with what lies nearest to it; a store"
        " that there isn't is as far from everything.",
    )
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

    def validate_sort(self, sort: str) -> str:
        """From a store that there isn't, everything is as far."""
        slug = sort.removeprefix(CLOSEST)
        return SORTS[0] if sort.startswith(CLOSEST) and slug not in store_places() else sort

    def facets(self) -> Facets | None:
        """What to search, bounds the wrong way round turned; None when no store of it is ours."""
        found = self.validated_data
        places = tuple(slug for slug in store_places() if slug in found.get("place", ()))
        if "place" in found and not places:
            return None
        asked: dict[str, object] = {
            choice.field: found.get(name, ()) for name, choice in CHOICES.items()
        }
        for name in RANGES:
            asked[f"{name}_min"], asked[f"{name}_max"] = _bounds(found, name)
        return Facets(**asked, places=places, sort=found["sort"])


def _bounds(found: dict, name: str) -> tuple:
    low, high = (
        bound if bound is None else bound.quantize(RANGES[name].step)
        for bound in (found.get(f"{name}_min"), found.get(f"{name}_max"))
    )
    low = low or None  # from 0 on is all of them, what nobody has measured too
    return (high, low) if None not in (low, high) and low > high else (low, high)
