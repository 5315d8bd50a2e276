"""What stands for the name of whoever signed in and never said one, for those who work here."""

from collections.abc import Iterable

from ..addresses import shown
from ..models import Customer, Identity


def call(people: Iterable[Customer | None]) -> None:
    """Let `str()` of whoever has no name say a part of the address that she has proven.

    One query, and none where all have names. Her mobile before her e-mail, for it is asked for at
    the counter; what nobody has proven stands for nobody.
    """
    nameless: dict[int, list[Customer]] = {}
    for one in people:
        if one and not one.name:
            nameless.setdefault(one.pk, []).append(one)
    if not nameless:
        return
    proven = Identity.objects.filter(customer__in=nameless, proven_at__isnull=False)
    for known in proven.order_by("kind", "-pk"):  # e-mail first, so that a mobile stands last
        for one in nameless[known.customer_id]:
            one.known_by = masked(known.value)


def masked(value: str) -> str:
    """`04•• ••• 006`, `p•••@example.com`: enough to tell two apart, too little to write to."""
    if "@" in value:
        name, _, host = value.partition("@")
        return f"{name[0]}•••@{host}"
    written = shown(value)
    seen = [place for place, letter in enumerate(written) if letter.isdigit()]
    hidden = set(seen[2:-3])
    return "".join("•" if place in hidden else letter for place, letter in enumerate(written))
