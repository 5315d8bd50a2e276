"""A piece that is one of a kind as its own pages show it: a stone, or a finished ring."""

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from inventory import drawing, portrait
from inventory.models import Item, Stone
from inventory.selectors.availability import Availability, availability
from inventory.selectors.made import MadeRing, made_ring
from inventory.selectors.stone import stone_and_stock


@dataclass(frozen=True, slots=True)
class Shown:
    """`title` and `grades` are its words, `face` the address of its drawing, `face_height` how high
    that is when it is 100 wide; `kind` begins the names of its pages' addresses.
    """

    item: Item
    state: Availability
    title: str
    grades: str
    face: str
    kind: str = ""
    face_height: int = 100

    @property
    def own_url(self) -> str:
        return reverse(f"storefront:{self.kind or 'stone'}", args=[self.item.sku])

    @property
    def tell_me_url(self) -> str:
        return reverse(
            f"storefront:{self.kind}{'-' if self.kind else ''}tell-me", args=[self.item.sku]
        )

    @property
    def words(self) -> dict:
        """What the templates of its pages ask for."""
        is_ring = self.kind == "made"
        return {
            "section": "rings" if is_ring else "diamonds",
            "item": self.item, "title": self.title, "grades": self.grades, "face": self.face,
            "face_height": self.face_height, "a": self.state, "own_url": self.own_url,
            "tell_me_url": self.tell_me_url,
            "back": _("Back to the ring") if is_ring else _("Back to the stone"),
            "like_url": reverse("storefront:rings") if is_ring else f"{self.own_url}#similar",
            "like": _("See other rings") if is_ring else _("See similar stones"),
        }  # fmt: skip


def shown_piece(sku: str, kind: str) -> Shown:
    """What customers may see, sold ones included; Http404 for any other name."""
    return _ring(*shown_ring(sku)) if kind == "made" else _stone(*shown_stone(sku))


def shown_stone(sku: str) -> tuple[Stone, Availability]:
    found = stone_and_stock(sku) if "\x00" not in sku else None
    if found is None:
        raise Http404
    stone, state = found
    if not stone.item.is_listed and state.state != "sold":
        raise Http404
    return stone, state


def shown_ring(sku: str) -> tuple[MadeRing, Availability]:
    """Two queries."""
    ring = made_ring(sku) if "\x00" not in sku else None
    if ring is None:
        raise Http404
    state = availability([ring.item.pk])[ring.item.pk]
    if not ring.item.is_listed and state.state != "sold":
        raise Http404
    return ring, state


def _stone(stone: Stone, state: Availability) -> Shown:
    face = drawing.card_address(portrait.proportions(stone))
    return Shown(stone.item, state, portrait.short_title(stone), portrait.grades(stone), face)


def _ring(ring: MadeRing, state: Availability) -> Shown:
    face, item = portrait.ring_drawing(ring.setting, ring.shape), ring.item
    return Shown(item, state, item.title, ring.in_it, face, kind="made", face_height=113)
