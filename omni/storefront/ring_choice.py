"""A ring as she chooses it: its metal, her size, and the piece that comes closest to both."""

from dataclasses import dataclass

from inventory.models import RingSetting
from inventory.ring_sizes import RingSize, all_sizes, letters_between, read_size, size_of
from inventory.selectors.availability import Availability


@dataclass(frozen=True, slots=True)
class Choice:
    """`setting` is the piece; `made_from` its own size when hers is made from it."""

    setting: RingSetting
    size: RingSize | None
    made_from: str = ""


@dataclass(frozen=True, slots=True)
class SizeOption:
    """`is_here` when a piece of exactly that size may be promised now."""

    size: RingSize
    is_here: bool
    is_chosen: bool


def choose(settings: list[RingSetting], states: dict[int, Availability], size: str) -> Choice:
    """The piece of her size, else the one that is nearest and may be made to it, free ones first.

    `settings` are those of one metal, and not empty. Without a size, or with one that none of
    them can be made to, the first that is free, in its own size.
    """
    wanted = read_size(size) if size else None
    near = [
        (apart, not states[one.item_id].promised, one.item_id, one)
        for one in settings
        if wanted and (apart := letters_between(wanted.uk, one.size)) is not None
        and apart <= one.resizable_steps
    ]  # fmt: skip
    if not near:
        free = [one for one in settings if states[one.item_id].promised]
        first = (free or settings)[0]
        return Choice(first, size_of(first.size))
    exact = [one for apart, _gone, _pk, one in near if apart == 0]
    nearest = exact[0] if exact else min(near, key=lambda one: one[:3])[3]
    return Choice(nearest, wanted, "" if exact else nearest.size)


def options(
    settings: list[RingSetting], states: dict[int, Availability], chosen: RingSize | None
) -> list[SizeOption]:
    """Every size that can be had in this metal, made to measure included, the smallest first."""
    here = {one.size for one in settings if states[one.item_id].promised}
    return [
        SizeOption(size, size.uk in here, size == chosen)
        for size in all_sizes()
        if any(_reaches(one, size) for one in settings)
    ]


def _reaches(setting: RingSetting, size: RingSize) -> bool:
    apart = letters_between(size.uk, setting.size)
    return apart is not None and apart <= setting.resizable_steps
