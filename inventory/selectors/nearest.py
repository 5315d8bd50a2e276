"""When nothing fits exactly: the stones that come closest to what was asked for."""

from decimal import Decimal

from django.db.models import Case, F, FloatField, Value, When
from django.db.models.functions import Abs, Cast, Greatest

from ..models import Listing
from .facets import Facets
from .places import store_places
from .search import Found, heads

# What it costs to be another shape, elsewhere, or a grade away; a range costs its relative miss.
SHAPE, PLACE, GRADE = 2.0, 0.2, 0.15


def nearest(facets: Facets, most: int = 3) -> list[Found]:
    """At most `most` unsold stones, the closest first; two queries."""
    miss = Value(0.0, output_field=FloatField())
    for column, low, high in (
        ("carat", facets.carat_min, facets.carat_max),
        ("price", facets.price_min, facets.price_max),
    ):
        miss = miss + _out_of_range(column, low, high)
    for column, codes in (
        ("colour", facets.colours),
        ("clarity", facets.clarities),
        ("cut", facets.cuts),
    ):
        if codes:
            miss = miss + _grades_away(column, codes)
    if facets.shapes:
        miss = miss + _otherwise("shape", facets.shapes, SHAPE)
    if facets.places:
        known = store_places()
        spots = [pk for slug in facets.places for pk in known[slug].locations]
        miss = miss + _otherwise("place", spots, PLACE)
    close = Listing.objects.filter(state=Listing.State.AVAILABLE).order_by(miss, "item_id")
    return heads(list(close.values_list("item_id", flat=True)[:most]))


def _float(expression) -> Cast:
    return Cast(expression, FloatField())


def _out_of_range(column: str, low: Decimal | None, high: Decimal | None):
    misses = [Value(0.0, output_field=FloatField())]
    if low is not None:
        misses.append((Value(float(low * 100)) - _float(F(column))) / Value(float(low * 100)))
    if high is not None:
        misses.append((_float(F(column)) - Value(float(high * 100))) / Value(float(high * 100)))
    return Greatest(*misses) if len(misses) > 1 else misses[0]


def _grades_away(column: str, codes: tuple[int, ...]):
    steps = Abs(_float(F(column)) - Value(sum(codes) / len(codes))) * Value(GRADE)
    return Case(
        When(**{f"{column}__in": codes}, then=Value(0.0)),
        default=steps,
        output_field=FloatField(),
    )


def _otherwise(column: str, wanted, cost: float):
    return Case(
        When(**{f"{column}__in": wanted}, then=Value(0.0)),
        default=Value(cost),
        output_field=FloatField(),
    )
