"""What a grading report says, in plain words: only sentences that the values present can carry."""

from collections.abc import Iterable
from decimal import Decimal

from omni.lib.translated import gettext as _

from .models import Stone
from .models.stone import Clarity, Colour, Cut, Fluorescence, Hue, Intensity, Shape

# Proportions of a round that return the most light, as gemmologists commonly teach them.
LIVELY_TABLE = (Decimal(53), Decimal(60))
LIVELY_DEPTH = (Decimal("59.0"), Decimal("62.9"))


def in_plain_words(stone: Stone) -> list[str]:
    """Short paragraphs: the light, what may be seen inside, the colour, and the glow."""
    paragraphs = [
        " ".join([*_light(stone), _inside(stone)]),
        " ".join([_fancy(stone) if stone.fancy else _colour(stone), *_fluorescence(stone)]),
    ]
    return [paragraph for paragraph in paragraphs if paragraph]


def _light(stone: Stone) -> Iterable[str]:
    measured = stone.shape == Shape.ROUND and not {"table_pct", "depth_pct"} & set(stone.typical)
    if measured and stone.table_pct and stone.depth_pct:
        yield _proportions(stone)
    elif stone.cut == Cut.EXCELLENT:
        yield _("Its cut has the highest grade there is.")
    elif stone.cut == Cut.VERY_GOOD:
        yield _("Its cut is one grade below the highest.")


def _proportions(stone: Stone) -> str:
    table = _side(stone.table_pct, LIVELY_TABLE)
    depth = _side(stone.depth_pct, LIVELY_DEPTH)
    if table == depth == 0:
        return _("Table and depth sit in the range that returns the most light.")
    if depth > 0:
        return _("It’s cut a little deep, so it looks smaller from above than its weight.")
    if depth < 0:
        return _("It’s cut a little shallow, so it looks larger from above and less lively.")
    if table > 0:
        return _("Its table is wide: bright from above, with less play at the edge.")
    return _("Its table is small: more play at the edge, less white light from above.")


def _side(value: Decimal, lively: tuple[Decimal, Decimal]) -> int:
    return (value > lively[1]) - (value < lively[0])


def _inside(stone: Stone) -> str:
    if stone.clarity == Clarity.NONE:
        return _("Its clarity has no grade, as with many stones of its colour.")
    return _clarity(stone)


def _clarity(stone: Stone) -> str:
    if stone.clarity <= Clarity.IF:
        return _("Nothing lies inside it that a loupe could find.")
    if stone.clarity <= Clarity.VVS2:
        return _("What lies inside is hard to find even for a trained eye with a loupe.")
    if stone.clarity <= Clarity.VS2:
        return _("You won’t see its inclusions without a loupe.")
    if stone.clarity == Clarity.SI1:
        return _("Most people won’t see its inclusions by eye; ask us and we’ll look at this one.")
    if stone.clarity == Clarity.SI2:
        return _("A sharp eye may see its inclusions; ask us and we’ll look at this one.")
    return _("Its inclusions can be seen by eye. Come and look before you decide.")


def _colour(stone: Stone) -> str:
    letter = stone.get_colour_display()
    if stone.colour == Colour.D:
        return _("D is the very top colour: none is whiter.")
    if stone.colour == Colour.E:
        return _("It’s a shade from the very top colour. In a ring, hardly anybody can tell.")
    if stone.colour == Colour.F:
        return _("F is the last of the colourless grades. In a ring, hardly anybody can tell.")
    if stone.colour <= Colour.H:
        return _("%(letter)s looks white in any setting unless it lies beside a D.") % {
            "letter": letter
        }
    if stone.colour <= Colour.J:
        return _("%(letter)s has a hint of warmth, which yellow and rose gold flatter.") % {
            "letter": letter
        }
    return _("%(letter)s shows some warmth, which is a matter of taste and of price.") % {
        "letter": letter
    }


def _fancy(stone: Stone) -> str:
    if stone.fancy in (Hue.BLACK, Hue.WHITE):
        return _(
            "%(colour)s: a fancy colour, which light doesn’t pass through like a clear one."
        ) % {"colour": stone.get_colour_display()}
    if stone.intensity >= Intensity.FANCY_INTENSE:
        return _("%(colour)s: its colour is among the strongest, and is what it is loved for.") % {
            "colour": stone.get_colour_display()
        }
    return _("%(colour)s: a fancy colour, graded by its strength and not by a letter.") % {
        "colour": stone.get_colour_display()
    }


def _fluorescence(stone: Stone) -> Iterable[str]:
    if stone.fluorescence == Fluorescence.NONE:
        yield _("It doesn’t glow under ultraviolet light.")
    elif stone.fluorescence in (Fluorescence.FAINT, Fluorescence.MEDIUM):
        yield _("Under ultraviolet light it glows a little; by day you won’t notice.")
    elif stone.fluorescence:
        yield _("It glows under ultraviolet light; in strong sun it may look a little milky.")
