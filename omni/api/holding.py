"""A machine's request to hold pieces, as the one call that holds them."""

import datetime as dt

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.selectors.claims import claims_by_id, location_ids
from inventory.selectors.stone import listed_items
from omni.lib.actors import Actor
from omni.lib.clock import now

from .errors import UnknownPiece
from .serializers.claims import Claims


def hold(wanted: dict, actor: Actor) -> dict:
    """Hold every line or none for `client:<its id>:<its reference>`; answers the claims."""
    claims = claim_stock(
        lines=lines_of(wanted["lines"]),
        purpose=wanted["purpose"],
        holder=f"{actor}:{wanted['reference']}",
        expires_at=now() + dt.timedelta(minutes=wanted["expires_in"]),
        actor=actor,
    )
    held = claims_by_id([claim.public_id for claim in claims])
    return Claims({"claims": held}).data


def lines_of(lines: list[dict]) -> list[ClaimLine]:
    """Raises `UnknownPiece` with every stock number and place that there isn't."""
    items = listed_items(line["sku"] for line in lines)
    places = location_ids(line["location"] for line in lines if "location" in line)
    unknown = [line for line in lines if _is_unknown(line, items, places)]
    if unknown:
        raise UnknownPiece(lines=[dict(line) for line in unknown])
    return [
        ClaimLine(items[line["sku"]].pk, line["quantity"], places.get(line.get("location")))
        for line in lines
    ]


def _is_unknown(line: dict, items: dict, places: dict) -> bool:
    return line["sku"] not in items or line.get("location") not in {None, *places}
