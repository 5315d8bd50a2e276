"""A narrow row per stone that search reads: small numbers only, written with every stock change."""

from django.db import models
from django.db.models import Func, Q

from .item import Item

# Steps of weight (hundredths of a ct) and price (cents), each some 15 to 30 % wide: "these weights,
# cheapest first" is read as the cheapest of each step, since no one order has both.
CARAT_STEPS = (
    20, 25, 30, 35, 40, 50, 60, 70, 80, 90, 100, 110, 120, 140, 160, 180, 200, 225, 250, 300, 400,
    500, 1000,
)  # fmt: skip
PRICE_STEPS = tuple(
    dollars * 100
    for dollars in (
        300, 400, 500, 650, 800, 1000, 1300, 1600, 2000, 2500, 3200, 4000, 5000, 6500, 8000,
        10_000, 13_000, 16_000, 20_000, 26_000, 35_000, 50_000, 100_000, 250_000,
    )
)  # fmt: skip
MAIN = ("shape", "carat", "colour", "clarity", "cut", "price", "place")
RARE = ("polish", "symmetry", "fluorescence", "lab", "origin", "table_pct", "depth_pct", "ratio")


def in_order(*columns: str, name: str, carrying: tuple[str, ...] = MAIN) -> models.Index:
    """A b-tree in one order of a list, carrying facets, so that the table isn't visited."""
    carried = [facet for facet in [*carrying, "item"] if facet not in columns]
    unsold = Q(is_unsold=True)
    return models.Index(fields=columns, include=carried, condition=unsold, name=name)


def step(column: str, steps: tuple[int, ...]) -> models.GeneratedField:
    """How many of the steps a value has reached, as `bisect_right` counts."""
    edges = ", ".join(map(str, steps))
    reached = Func(
        column,
        function="width_bucket",
        template=f"%(function)s(%(expressions)s::bigint, '{{{edges}}}'::bigint[])",
        output_field=models.SmallIntegerField(),
    )
    return models.GeneratedField(
        expression=reached, output_field=models.SmallIntegerField(), db_persist=True
    )


class Listing(models.Model):
    """`carat` and `ratio` (length to width) in hundredths, `price` in cents, `table_pct` and
    `depth_pct` in tenths, grades, lab and origin as their codes; 0 is what nobody said.

    `state` is what a list shows; `place` is where the piece lies. Kept by
    `inventory.listings.refresh` in the transaction that changed the stock, price or grades;
    `changed_in` is the number of the last one that changed what search counts.
    """

    class State(models.IntegerChoices):
        AVAILABLE = 1, "Available"
        HELD = 2, "On hold"
        MOVING = 3, "On its way"
        GONE = 4, "Sold"

    item = models.OneToOneField(
        Item, on_delete=models.CASCADE, primary_key=True, related_name="listing"
    )
    shape = models.SmallIntegerField()
    carat = models.SmallIntegerField()
    colour = models.SmallIntegerField()
    clarity = models.SmallIntegerField()
    cut = models.SmallIntegerField(default=0)
    polish = models.SmallIntegerField(default=0)
    symmetry = models.SmallIntegerField(default=0)
    fluorescence = models.SmallIntegerField(default=0)
    lab = models.SmallIntegerField(default=0)
    origin = models.SmallIntegerField(default=0)
    table_pct = models.SmallIntegerField(default=0)
    depth_pct = models.SmallIntegerField(default=0)
    ratio = models.SmallIntegerField(default=0)
    price = models.BigIntegerField()
    state = models.SmallIntegerField(choices=State.choices)
    place = models.SmallIntegerField(default=0, help_text="Id of the location it lies at, 0: none")
    changed_in = models.BigIntegerField(default=0)
    # No index may read `state` itself: an update of it alone then stays within the page (HOT).
    is_unsold = models.GeneratedField(
        expression=Q(state__lt=4), output_field=models.BooleanField(), db_persist=True
    )
    carat_step = step("carat", CARAT_STEPS)
    price_step = step("price", PRICE_STEPS)

    class Meta:
        indexes = [
            in_order("item", name="listing_by_age", carrying=MAIN + RARE),
            in_order("price", "item", name="listing_by_price", carrying=MAIN + RARE),
            in_order("carat", "item", name="listing_by_carat", carrying=MAIN + RARE),
            in_order("shape", "colour", "clarity", "carat", name="listing_by_grades"),
            in_order("place", "price", name="listing_by_place"),
            in_order("carat_step", "price", "item", name="listing_by_carat_step"),
            in_order("price_step", "carat", "item", name="listing_by_price_step"),
            models.Index(fields=["changed_in"], name="listing_by_change"),
        ]

    def __str__(self) -> str:
        return f"listing {self.item_id}"
