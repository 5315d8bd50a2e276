"""Receive, correct, put together, weigh out; prices and what is kept from the web."""

from inventory.actions.adjust_stock import Adjustment, adjust_stock
from inventory.actions.assemble import Part, assemble
from inventory.actions.join_parcels import join_parcels
from inventory.actions.receive import ReceiveLine, receive_stock
from inventory.actions.set_cost import set_cost
from inventory.actions.set_price import set_price
from inventory.actions.set_safety_stock import set_safety_stock
from inventory.actions.split_parcel import split_parcel
from inventory.actions.take_apart import take_apart
from omni.lib.actors import Actor
from staff.models import ApiClient

from .. import naming
from ..doing import doing
from ..items_now import items_now
from ..serializers.stock import (
    AdjustmentRequest,
    AssemblyOut,
    AssemblyRequest,
    CostRequest,
    Items,
    JoinRequest,
    PriceRequest,
    ReceiptRequest,
    SafetyRequest,
    SplitRequest,
    TakeApartRequest,
)
from .stones import known

STOCK, PRICE, TAG = ApiClient.Scope.STOCK, ApiClient.Scope.PRICE, "stock"


@doing("receive_stock", scope=STOCK, body=ReceiptRequest, answer=Items, tag=TAG, status=201)
def receive(asked: dict, actor: Actor) -> dict:
    """Pieces of our own arrive at their places, every line or none."""
    found = naming.items(line["sku"] for line in asked["lines"])
    where = naming.places(line["location"] for line in asked["lines"])
    lines = [
        ReceiveLine(
            found[ln["sku"]], where[ln["location"]], ln["quantity"], None, ln.get("carats")
        )
        for ln in asked["lines"]
    ]  # fmt: skip
    receive_stock(lines=lines, cause=f"receipt:{asked['reference']}", actor=actor)
    return items_now(found.values())


@doing("adjust_stock", scope=STOCK, body=AdjustmentRequest, answer=Items, tag=TAG)
def adjust(asked: dict, actor: Actor) -> dict:
    """Correct the book where the shelf differs, with a reason; never what is held."""
    found = naming.items(line["sku"] for line in asked["lines"])
    where = naming.places(line["location"] for line in asked["lines"])
    lines = [
        Adjustment(
            found[ln["sku"]], where[ln["location"]], ln["delta"], carats=ln.get("carats")
        )
        for ln in asked["lines"]
    ]  # fmt: skip
    adjust_stock(lines=lines, why=asked["why"], words=asked["words"], actor=actor)
    return items_now(found.values())


@doing("assemble", scope=STOCK, body=AssemblyRequest, answer=AssemblyOut, tag=TAG, status=201)
def put_together(asked: dict, actor: Actor):
    """Free parts of a place become one finished piece, which is one of a kind."""
    parts = naming.items(part["sku"] for part in asked["parts"])
    return assemble(
        item=naming.item(asked["sku"]), location=naming.place(asked["location"]),
        parts=[Part(parts[part["sku"]], part["quantity"]) for part in asked["parts"]],
        actor=actor,
    )  # fmt: skip


@doing("take_apart", scope=STOCK, body=TakeApartRequest, answer=AssemblyOut, tag=TAG)
def take_asunder(asked: dict, actor: Actor):
    """Its parts go back where they came from, at the place where it lies."""
    return take_apart(item=naming.item(asked["sku"]), actor=actor)


@doing("split_parcel", scope=STOCK, body=SplitRequest, answer=Items, tag=TAG)
def split(asked: dict, actor: Actor) -> dict:
    """Weigh some pieces out of one parcel into another."""
    ends = naming.items([asked["source"], asked["target"]])
    split_parcel(
        source=ends[asked["source"]], target=ends[asked["target"]],
        location=naming.place(asked["location"]), pieces=asked["pieces"],
        carats=asked["carats"], actor=actor,
    )  # fmt: skip
    return items_now(ends.values())


@doing("join_parcels", scope=STOCK, body=JoinRequest, answer=Items, tag=TAG)
def join(asked: dict, actor: Actor) -> dict:
    """All of one parcel at a place joins another."""
    ends = naming.items([asked["source"], asked["target"]])
    join_parcels(
        source=ends[asked["source"]], target=ends[asked["target"]],
        location=naming.place(asked["location"]), actor=actor,
    )  # fmt: skip
    return items_now(ends.values())


@doing("set_price", scope=PRICE, body=PriceRequest, answer=Items, tag="prices")
def price(asked: dict, actor: Actor, sku: str) -> dict:
    """It costs this from now on; the history has a row."""
    item = naming.item(known(sku))
    set_price(item=item, price=asked["price"], cause=asked["why"], actor=actor)
    return items_now([item])


@doing("set_cost", scope=PRICE, body=CostRequest, answer=Items, tag="prices")
def cost(asked: dict, actor: Actor, sku: str) -> dict:
    """What one costs us. It is written, never answered."""
    item = naming.item(known(sku))
    set_cost(item=item, cost=asked["cost"], cause=asked["why"], actor=actor)
    return items_now([item])


@doing("set_safety_stock", scope=PRICE, body=SafetyRequest, answer=Items, tag="prices")
def safety(asked: dict, actor: Actor, sku: str) -> dict:
    """Keep the last pieces at a place from the web; none with 0."""
    item, where = naming.item(known(sku)), naming.place(asked["location"])
    set_safety_stock(item=item, location=where, quantity=asked["quantity"], actor=actor)
    return items_now([item])
