"""Everything that a stone's page says of it, as the texts of a mould: the same for everybody."""

from functools import lru_cache

from inventory import drawing, portrait
from inventory.drawing.cut import FINE
from inventory.models import Stone
from inventory.plain_words import in_plain_words
from inventory.selectors.availability import Availability
from inventory.selectors.facets import Facets
from inventory.selectors.stores import at_stores
from omni.lib import money
from omni.lib.clock import now
from omni.lib.moulds import address
from staff.selectors.opening import opening_lines

from .stone_facts import facts, width_caption
from .stone_media import media_words


def stone_words(stone: Stone, state: Availability, at_store: Availability) -> dict:
    """No query, but for the stores and their hours once a minute. Stores tell it as `at_store`."""
    item, report = stone.item, getattr(stone, "report", None)
    shape, title = portrait.proportions(stone), portrait.long_title(stone)
    return {
        "sku": item.sku,
        "item": {"public_id": str(item.public_id)},
        "a": {"kind": state.kind, "word": state.word, "version": str(state.version)},
        "gone": state.kind == "gone",
        "kept_back": state.state == "in_store_only",
        "title": title,
        "short_title": portrait.short_title(stone),
        "shape_word": stone.get_shape_display().lower(),
        "grades": portrait.grades(stone),
        "colour": stone.get_colour_display(),
        "clarity": stone.get_clarity_display(),
        "cut": stone.get_cut_display() or "",
        "fluorescence": stone.get_fluorescence_display() or "",
        "price": money.shown(item.price, item.currency),
        "amount": str(item.price),
        "currency": item.currency,
        "caption": width_caption(stone),
        "width_mm": str(min(stone.length, stone.width)),
        "verify_url": report.verify_url if report else "",
        "plain_words": in_plain_words(stone),
        "facts": [
            {"label": f.label, "value": f.value, "note": f.note} for f in facts(stone, shape)
        ],
        "stores": _stores(at_store),
        "sold_online": state.sells_online,
        "like_this": _like(stone.shape),
        **media_words(stone, title),
        **_drawings(shape),
        **_addresses(item.sku),
    }


@lru_cache(maxsize=20)
def _like(shape: int) -> str:
    return Facets(shapes=(shape,)).query


def _stores(state: Availability) -> list[dict]:
    lines = {store.pk: (store, hours) for store, hours in opening_lines(now())}
    stores = [store for store, _hours in lines.values()]
    return [
        {
            "name": line.store.name, "slug": line.store.slug, "kind": line.kind,
            "word": line.word, "note": line.note, "hours": lines[line.store.pk][1],
        }
        for line in at_stores(state, stores)
    ]  # fmt: skip


def _drawings(shape: drawing.Proportions) -> dict[str, str]:
    code = shape.quantised(FINE).code
    return {kind: f"{kind}-{code}" for kind in ("face", "line", "mesh")}


def _addresses(sku: str) -> dict[str, str]:
    names = {
        "own_url": "stone", "reserve_url": "reserve", "let_go_url": "let-go", "buy_url": "buy",
        "similar_url": "similar", "settings_url": "stone-rings", "profile_url": "profile",
        "tell_me_url": "tell-me",
    }  # fmt: skip
    return {word: address(f"storefront:{name}", sku) for word, name in names.items()}
