"""A machine's request to hold pieces, as the one call that holds them."""

import datetime as dt
import uuid

from inventory.actions.claim import ClaimLine
from inventory.actions.claim_once import claim_once
from inventory.selectors.claims import location_ids
from inventory.selectors.stone import listed_ids
from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.idempotency import answered

from .errors import UnknownPiece
from .serializers.claims import reference_of

ACTION = "hold"


def hold(wanted: dict, actor: Actor, key: uuid.UUID) -> dict:
    """Hold every line or none for `client:<its id>:<its reference>`; answers the claims.

    Under a key that stands it is the answer of then, whatever has become of the pieces.
    """
    try:
        lines = lines_of(wanted["lines"])
    except UnknownPiece:
        answer = answered(actor=actor, action=ACTION, key=key, body=wanted)
        if answer is None:
            raise
    else:
        answer, _fresh = claim_once(
            actor=actor, action=ACTION, key=key, body=wanted,
            lines=lines, purpose=wanted["purpose"], holder=f"{actor}:{wanted['reference']}",
            expires_at=now() + dt.timedelta(minutes=wanted["expires_in"]),
        )  # fmt: skip
    return {"claims": [told(claim) for claim in answer["claims"]]}


def told(claim: dict) -> dict:
    """A claim just made, as `ClaimOut` tells it; what was answered so before is answered again."""
    if "state" in claim:
        return claim
    return {
        "id": claim["id"], "sku": claim["sku"], "quantity": claim["quantity"],
        "location": claim["location"], "purpose": claim["purpose"],
        "reference": reference_of(claim["holder"]), "state": "held",
        "created_at": claim["created_at"], "expires_at": claim["expires_at"],
    }  # fmt: skip


def lines_of(lines: list[dict]) -> list[ClaimLine]:
    """Raises `UnknownPiece` with every stock number and place that there isn't."""
    items = listed_ids([line["sku"] for line in lines])
    places = location_ids(line["location"] for line in lines if "location" in line)
    unknown = [line for line in lines if _is_unknown(line, items, places)]
    if unknown:
        raise UnknownPiece(lines=[dict(line) for line in unknown])
    return [
        ClaimLine(items[line["sku"]], line["quantity"], places.get(line.get("location")))
        for line in lines
    ]


def _is_unknown(line: dict, items: dict, places: dict) -> bool:
    return line["sku"] not in items or line.get("location") not in {None, *places}
