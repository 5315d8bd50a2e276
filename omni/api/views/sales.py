"""Sold by a machine's own till, come back, or gone from a supplier's feed."""

import uuid

from django.http import Http404

from inventory.actions.consume import consume_claims
from inventory.actions.return_stock import Back, return_stock
from inventory.actions.withdraw_stock import withdraw_stock
from inventory.models import Lot
from inventory.selectors.claims import claims_of
from omni.lib.actors import Actor
from staff.models import ApiClient

from .. import naming
from ..doing import doing
from ..items_now import items_now
from ..serializers.claims import ClaimOut
from ..serializers.sales import ComebackRequest, SaleRequest, WithdrawalRequest, Withdrawn
from ..serializers.stock import Items

STOCK = ApiClient.Scope.STOCK


@doing("consume_claim", scope=STOCK, body=SaleRequest, answer=ClaimOut, tag="claims")
def consume(asked: dict, actor: Actor, claim: uuid.UUID):
    """You sold what you hold: it leaves the stock for good, and the ledger says under what number.

    The order and its money are yours; the shop's own sales need no call.
    """
    hers = claims_of(str(actor)).filter(public_id=claim)
    if not hers.exists():
        raise Http404
    consume_claims(claims=[claim], cause=_cause(actor, asked), actor=actor)
    return hers.get()


@doing("return_pieces", scope=STOCK, body=ComebackRequest, answer=Items, tag="stock")
def give_back(asked: dict, actor: Actor) -> dict:
    """What you sold under this number comes back to a place, as much as is still out at most."""
    found = naming.items(line["sku"] for line in asked["lines"])
    return_stock(
        lines=[Back(found[line["sku"]].pk, line["quantity"]) for line in asked["lines"]],
        cause=_cause(actor, asked), location=naming.place(asked["location"]), actor=actor,
    )  # fmt: skip
    return items_now(found.values())


@doing("withdraw_pieces", scope=STOCK, body=WithdrawalRequest, answer=Withdrawn, tag="suppliers")
def withdraw(asked: dict, actor: Actor) -> dict:
    """A supplier has these no more, which never came to us. What is held stays, and is named.

    What lies with us on memo is sent back instead.
    """
    found = naming.items(asked["skus"])
    lot = naming.lot(asked | {"ownership": Lot.Ownership.VIRTUAL})
    done = withdraw_stock(
        item_ids=[item.pk for item in found.values()], lot_id=lot.pk, cause=asked["why"],
        actor=actor,
    )  # fmt: skip
    sku_of = {item.pk: sku for sku, item in found.items()}
    return {
        "withdrawn": [sku_of[pk] for pk in done.items],
        "kept": [sku_of[pk] for pk in done.kept],
    }


def _cause(actor: Actor, asked: dict) -> str:
    """Nobody else's sale goes by the same number."""
    return f"{actor}:{asked['reference']}"
