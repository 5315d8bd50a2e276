"""What a list leaves open: asked of a person, never guessed; answers are kept per supplier."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NOT_HERE = "-"  # the answer that no column is this one

FIELD_NAMES = {
    "stock_number": gettext_lazy("the supplier’s stock number"),
    "shape": gettext_lazy("the shape"),
    "carat": gettext_lazy("the carat weight"),
    "colour": gettext_lazy("the colour"),
    "clarity": gettext_lazy("the clarity"),
    "cut": gettext_lazy("the cut grade"),
    "polish": gettext_lazy("the polish"),
    "symmetry": gettext_lazy("the symmetry"),
    "fluorescence": gettext_lazy("the fluorescence"),
    "measurements": gettext_lazy("the measurements"),
    "length": gettext_lazy("the length in mm"),
    "width": gettext_lazy("the width in mm"),
    "depth": gettext_lazy("the depth in mm"),
    "depth_pct": gettext_lazy("the depth in %"),
    "table_pct": gettext_lazy("the table in %"),
    "lab": gettext_lazy("the laboratory"),
    "number": gettext_lazy("the report number"),
    "price": gettext_lazy("the price"),
    "price_per_carat": gettext_lazy("the price per carat"),
    "price_total": gettext_lazy("the price of the whole stone"),
    "list_price": gettext_lazy("the list price"),
    "discount": gettext_lazy("the discount"),
    "availability": gettext_lazy("the availability"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """`options` are (answer, its words); `examples` cells of the list that raised it."""

    key: str
    text: str
    options: tuple[tuple[str, str], ...]
    examples: tuple[str, ...] = ()


def which_column(field: str, columns: dict[str, str]) -> Question:
    """`columns` are the names of columns that could be it, with words to know them by."""
    return Question(
        f"column:{field}",
        _("Which column is %(field)s?") % {"field": FIELD_NAMES.get(field, field)},
        tuple(columns.items()),
    )


def what_price(examples: tuple[str, ...]) -> Question:
    return Question(
        "price",
        _("What does the price column say?"),
        (
            ("per_carat", _("The price per carat")),
            ("total", _("The price of the whole stone")),
            ("list", _("The list price per carat, from which the discount goes off")),
        ),
        examples,
    )


def what_cut(examples: tuple[str, ...]) -> Question:
    return Question(
        "cut",
        _("What does the column “Cut” say?"),
        (("grade", _("How well it is cut")), ("shape", _("The shape"))),
        examples,
    )


def what_depth(examples: tuple[str, ...]) -> Question:
    return Question(
        "depth",
        _("Is the depth in per cent or in millimetres?"),
        (("pct", _("Per cent")), ("mm", _("Millimetres"))),
        examples,
    )


def what_certificate(examples: tuple[str, ...]) -> Question:
    return Question(
        "certificate",
        _("What does the certificate’s column say?"),
        (
            ("lab", _("The laboratory")),
            ("number", _("The report’s number")),
            ("link", _("A link to the report")),
        ),
        examples,
    )


def what_shape(word: str, options: tuple[str, ...]) -> Question:
    return Question(
        f"shape:{word}",
        _("Which shape does this supplier call %(word)s?") % {"word": word},
        tuple((one, one.capitalize()) for one in options),
        (word,),
    )


def what_scale(examples: tuple[str, ...]) -> Question:
    return Question(
        "discount_scale",
        _("How is a discount of thirty per cent written?"),
        (("fraction", _("As a share: 0.30")), ("percent", _("In per cent: 30"))),
        examples,
    )


def what_sign(examples: tuple[str, ...]) -> Question:
    return Question(
        "discount_sign",
        _("What does a discount without a minus mean?"),
        (
            ("plus_is_below", _("So much below the list price")),
            ("plus_is_above", _("So much above the list price")),
        ),
        examples,
    )


def which_sheet(names: tuple[str, ...]) -> Question:
    return Question("sheet", _("Which sheet is the list?"), tuple((name, name) for name in names))
