"""A stone's grades and proportions, and the report that says so."""

from functools import partialmethod

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from .item import Item


class Shape(models.IntegerChoices):
    ROUND = 1, "Round"
    OVAL = 2, "Oval"
    CUSHION = 3, "Cushion"
    PRINCESS = 4, "Princess"
    EMERALD = 5, "Emerald"
    PEAR = 6, "Pear"
    MARQUISE = 7, "Marquise"
    ASSCHER = 8, "Asscher"
    RADIANT = 9, "Radiant"
    HEART = 10, "Heart"
    TRILLIANT = 11, "Trilliant"
    BAGUETTE = 12, "Baguette"
    TAPERED = 13, "Tapered baguette"

    @property
    def drawn_as(self) -> str:
        """One word, as drawings and settings call it: `round`, `tapered`."""
        return self.label.split()[0].lower()


class Colour(models.IntegerChoices):
    """D is best and first; a stone of a fancy colour has no letter."""

    FANCY = 0, "Fancy"
    D = 1, "D"
    E = 2, "E"
    F = 3, "F"
    G = 4, "G"
    H = 5, "H"
    I = 6, "I"  # noqa: E741
    J = 7, "J"
    K = 8, "K"
    L = 9, "L"
    M = 10, "M"
    N = 11, "N"
    O = 12, "O"  # noqa: E741
    P = 13, "P"
    Q = 14, "Q"
    R = 15, "R"
    S = 16, "S"
    T = 17, "T"
    U = 18, "U"
    V = 19, "V"
    W = 20, "W"
    X = 21, "X"
    Y = 22, "Y"
    Z = 23, "Z"


class Hue(models.IntegerChoices):
    """The main colour of a fancy stone; in addresses its facet is `fancy`."""

    NONE = 0, "None"
    YELLOW = 1, "Yellow"
    PINK = 2, "Pink"
    BLUE = 3, "Blue"
    GREEN = 4, "Green"
    ORANGE = 5, "Orange"
    BROWN = 6, "Brown"
    RED = 7, "Red"
    PURPLE = 8, "Purple"
    VIOLET = 9, "Violet"
    GRAY = 10, "Gray"
    BLACK = 11, "Black"
    WHITE = 12, "White"


class Intensity(models.IntegerChoices):
    """How strong a fancy colour is, in the words of reports, the palest first."""

    NONE = 0, "None"
    FAINT = 1, "Faint"
    VERY_LIGHT = 2, "Very Light"
    LIGHT = 3, "Light"
    FANCY_LIGHT = 4, "Fancy Light"
    FANCY = 5, "Fancy"
    FANCY_DARK = 6, "Fancy Dark"
    FANCY_INTENSE = 7, "Fancy Intense"
    FANCY_DEEP = 8, "Fancy Deep"
    FANCY_VIVID = 9, "Fancy Vivid"


class Clarity(models.IntegerChoices):
    FL = 1, "FL"
    IF = 2, "IF"
    VVS1 = 3, "VVS1"
    VVS2 = 4, "VVS2"
    VS1 = 5, "VS1"
    VS2 = 6, "VS2"
    SI1 = 7, "SI1"
    SI2 = 8, "SI2"
    I1 = 9, "I1"
    I2 = 10, "I2"
    I3 = 11, "I3"
    NONE = 12, "Not graded"


class Cut(models.IntegerChoices):
    EXCELLENT = 1, "Excellent"
    VERY_GOOD = 2, "Very good"
    GOOD = 3, "Good"
    FAIR = 4, "Fair"
    POOR = 5, "Poor"


class Fluorescence(models.IntegerChoices):
    NONE = 1, "None"
    FAINT = 2, "Faint"
    MEDIUM = 3, "Medium"
    STRONG = 4, "Strong"
    VERY_STRONG = 5, "Very strong"


class Lab(models.IntegerChoices):
    """Who graded it; `inventory/sql/changed.sql` knows them by the names of reports."""

    GIA = 1, "GIA"
    IGI = 2, "IGI"
    HRD = 3, "HRD"
    AGS = 4, "AGS"
    GCAL = 5, "GCAL"
    OTHER = 9, "Other"


class Origin(models.IntegerChoices):
    NATURAL = 1, "Natural"
    LAB_GROWN = 2, "Lab-grown"


COLOURS, HUES, INTENSITIES = (
    {kind.value: kind.label for kind in one} for one in (Colour, Hue, Intensity)
)


def colour_words(colour: int, fancy: int = 0, intensity: int = 0, overtone: str = "") -> str:
    """A stone's colour in the words of its report: `E`, `Fancy Vivid Orangy Pink`."""
    if not fancy:
        return COLOURS[colour]
    return " ".join(filter(None, (intensity and INTENSITIES[intensity], overtone, HUES[fancy])))


DRAWN_AS = {one.value: one.drawn_as for one in Shape}


def _label(stone: "Stone", column: str, labels: dict[int, str]) -> str | None:
    return labels.get(getattr(stone, column))


class Stone(models.Model):
    """One diamond: carat in ct, sizes in mm, angles in degrees, percentages of average diameter.

    What the source did not say stays empty; what was filled with a usual value for the shape is
    named in `typical` and labelled so wherever it is shown. A fancy colour is its main colour
    (`fancy`), intensity and `overtone` (`Orangy`); `fancy` is 0 for a stone with a letter,
    `intensity` where nobody said. `source_cut` keeps the source's word.
    """

    item = models.OneToOneField(
        Item, on_delete=models.CASCADE, primary_key=True, related_name="stone"
    )
    shape = models.PositiveSmallIntegerField(choices=Shape.choices)
    carat = models.DecimalField(max_digits=6, decimal_places=2)
    colour = models.PositiveSmallIntegerField(choices=Colour.choices)
    fancy = models.PositiveSmallIntegerField(choices=Hue.choices, default=0, db_default=0)
    intensity = models.PositiveSmallIntegerField(choices=Intensity.choices, default=0, db_default=0)
    overtone = models.CharField(max_length=24, blank=True, default="", db_default="")
    clarity = models.PositiveSmallIntegerField(choices=Clarity.choices)
    cut = models.PositiveSmallIntegerField(choices=Cut.choices, null=True, blank=True)
    source_cut = models.CharField(max_length=20, blank=True)
    polish = models.PositiveSmallIntegerField(choices=Cut.choices, null=True, blank=True)
    symmetry = models.PositiveSmallIntegerField(choices=Cut.choices, null=True, blank=True)
    fluorescence = models.PositiveSmallIntegerField(
        choices=Fluorescence.choices, null=True, blank=True
    )
    is_lab_grown = models.BooleanField(null=True, blank=True)
    length = models.DecimalField(max_digits=5, decimal_places=2)
    width = models.DecimalField(max_digits=5, decimal_places=2)
    depth = models.DecimalField(max_digits=5, decimal_places=2)
    table_pct = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    depth_pct = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    crown_angle = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    pavilion_angle = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    girdle_pct = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    star_pct = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    lower_half_pct = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    typical = ArrayField(models.CharField(max_length=20), default=list, blank=True)

    # Django would build the dictionary of all choices anew at each call, and a page says twenty.
    get_shape_display = partialmethod(_label, "shape", dict(Shape.choices))
    get_clarity_display = partialmethod(_label, "clarity", dict(Clarity.choices))
    get_cut_display = partialmethod(_label, "cut", dict(Cut.choices))
    get_polish_display = partialmethod(_label, "polish", dict(Cut.choices))
    get_symmetry_display = partialmethod(_label, "symmetry", dict(Cut.choices))
    get_fluorescence_display = partialmethod(_label, "fluorescence", dict(Fluorescence.choices))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(carat__gt=0, length__gt=0, width__gt=0, depth__gt=0),
                name="stone_has_a_size",
            ),
            models.CheckConstraint(
                condition=Q(colour=Colour.FANCY, fancy__gt=0)
                | Q(colour__gt=Colour.FANCY, fancy=0, intensity=0, overtone=""),
                name="stone_has_a_letter_or_a_fancy_colour",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.carat} ct {self.get_shape_display().lower()}"

    @property
    def drawn_as(self) -> str:
        return DRAWN_AS[self.shape]

    def get_colour_display(self) -> str:
        """`E`, or `Fancy Vivid Orangy Pink`."""
        return colour_words(self.colour, self.fancy, self.intensity, self.overtone)


class GradingReport(models.Model):
    stone = models.OneToOneField(Stone, on_delete=models.CASCADE, related_name="report")
    lab = models.CharField(max_length=12)
    number = models.CharField(max_length=24)
    verify_url = models.URLField(blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lab", "number"], name="report_once")]
        indexes = [models.Index(fields=["number"], name="report_by_number")]

    def __str__(self) -> str:
        """A demo report's number says already that it is one."""
        return self.number if self.is_demo else f"{self.lab} {self.number}"
