"""A piece as the pages about keeping it show it: a stone, a finished ring, a piece of jewellery."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from inventory import drawing, portrait
from inventory.models import Item, Stone
from inventory.selectors import media
from inventory.selectors.availability import Availability, availability
from inventory.selectors.jewellery import Jewel, jewel_by_sku
from inventory.selectors.made import MadeRing, made_ring
from inventory.selectors.stone import stone_and_stock


@dataclass(frozen=True, slots=True)
class Shown:
    """`title` and `grades` are its words, `face` the name of its drawing, `face_height` how high
    that is when it is 100 wide, `photo` the name of its newest photograph, small, or empty; `kind`
    begins the names of its pages' addresses.
    """

    item: Item
    state: Availability
    title: str
    grades: str
    face: str
    own_url: str
    kind: str = ""
    face_height: int = 100
    photo: str = ""

    @property
    def tell_me_url(self) -> str:
        return reverse(
            f"storefront:{self.kind}{'-' if self.kind else ''}tell-me", args=[self.item.sku]
        )

    @property
    def words(self) -> dict:
        """What the templates of its pages ask for."""
        section, back, like_url, like = _around(self)
        return {
            "section": section, "back": back, "like_url": like_url, "like": like,
            "item": self.item, "title": self.title, "grades": self.grades, "face": self.face,
            "face_height": self.face_height, "photo": self.photo, "a": self.state,
            "own_url": self.own_url, "tell_me_url": self.tell_me_url,
        }  # fmt: skip


def _around(piece: Shown) -> tuple[str, str, str, str]:
    """Its part of the shop, the words that lead back to it, and where others like it are."""
    if piece.kind == "made":
        rings = reverse("storefront:rings")
        return "rings", _("Back to the ring"), rings, _("See other rings")
    if piece.kind == "jewel":
        every = reverse("storefront:jewellery")
        return "jewellery", _("Back to the piece"), every, _("See other jewellery")
    like_url = f"{piece.own_url}#similar"
    return "diamonds", _("Back to the stone"), like_url, _("See similar stones")


def shown_piece(sku: str, kind: str) -> Shown:
    """What customers may see, sold ones included; Http404 for any other name."""
    if kind == "made":
        return _ring(*shown_ring(sku))
    return _jewel(*shown_jewel(sku)) if kind == "jewel" else _stone(*shown_stone(sku))


def jewel_url(jewel: Jewel) -> str:
    """The page of its style, in its metal and size."""
    choice = {"metal": jewel.metal, "size": jewel.size}
    query = urlencode({name: word for name, word in choice.items() if word})
    page = reverse("storefront:jewel", args=[jewel.item.product.slug])
    return f"{page}?{query}" if query else page


def jewel_words(jewel: Jewel) -> str:
    """`18 ct rose gold · 45 cm`"""
    words = [capfirst(jewel.metal_name), jewel.size_word]
    return " · ".join(word for word in words if word)


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


def shown_jewel(sku: str) -> tuple[Jewel, Availability]:
    """Two queries."""
    jewel = jewel_by_sku(sku) if "\x00" not in sku else None
    if jewel is None:
        raise Http404
    return jewel, availability([jewel.item.pk])[jewel.item.pk]


def _stone(stone: Stone, state: Availability) -> Shown:
    face = drawing.card_address(portrait.proportions(stone))
    own_url = reverse("storefront:stone", args=[stone.item.sku])
    pictures = media.shown(stone.media_said).sizes
    title, grades = portrait.short_title(stone), portrait.grades(stone)
    photo = pictures[0][1] if pictures else ""
    return Shown(stone.item, state, title, grades, face, own_url, photo=photo)


def _ring(ring: MadeRing, state: Availability) -> Shown:
    face, item = portrait.ring_drawing(ring.setting, ring.shape), ring.item
    own_url = reverse("storefront:made", args=[item.sku])
    return Shown(item, state, item.title, ring.in_it, face, own_url, kind="made", face_height=113)


def _jewel(jewel: Jewel, state: Availability) -> Shown:
    face, item = portrait.jewel_drawing(jewel.item), jewel.item
    title, grades, own_url = item.product.name, jewel_words(jewel), jewel_url(jewel)
    return Shown(item, state, title, grades, face, own_url, kind="jewel", face_height=113)
