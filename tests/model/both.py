"""The shop and the dictionary side by side: both take a step, and are compared after it."""

import datetime as dt

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from inventory.models import Claim, StockRecord, Transfer
from omni.lib.errors import Refused
from omni.lib.invariants import breaches

from .shop import Shop
from .world import SELLING, No, World

ITEMS = st.sampled_from(["stone", "pear", "setting", "melee", "fine"])
PLAIN = st.sampled_from(["stone", "pear", "setting"])
PLACE = st.sampled_from(SELLING)
HOLDER = st.sampled_from(["customer:priya", "customer:zoe"])
FEW = st.integers(1, 4)
PICK = st.integers(0, 10**6)
LESS = st.sampled_from([0, 0, 0, 0, -1, 1, 2])  # mostly all of it
DUE = dt.date(2030, 1, 1)
HOUR = dt.timedelta(hours=1)


class Both(RuleBasedStateMachine):
    """Every run is a transaction that is rolled back: nothing is left for the next one."""

    @initialize()
    def open(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.shop = Shop()
        self.world = World(
            serial={"stone", "pear", "ring"}, parcels={"melee", "fine"},
            pieces=self.shop.pieces(), carats=self.shop.carats(),
        )  # fmt: skip
        self.transfers: dict[str, Transfer] = {}
        self.memos: list = []
        self.sales = 0
        self.refs: dict[int, Claim] = {}
        for item, number in (("stone", 1), ("pear", 1), ("setting", 4), ("melee", 20)):
            self.receive(item=item, place="sydney", pieces=number)

    def teardown(self) -> None:
        if not hasattr(self, "atomic"):
            return
        try:
            found = breaches(with_workers=False)
            assert not found, "\n".join(map(str, found))
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def both(self, items, predicted, act):
        """The rule and the action agree: both happen, or both refuse for the same reason."""
        trial = self.world.copy()
        trial.settle(*items)
        try:
            predicted(trial)
            wanted = None
        except No as no:
            wanted = no.args[0]
        try:
            with transaction.atomic():
                result = act()
            came = None
        except Refused as refusal:
            result, came = None, type(refusal).__name__
        assert came == wanted, f"the shop says {came}, the rules say {wanted}"
        if wanted is None:
            self.world = trial
        self.compare()
        return result if wanted is None else None

    def compare(self) -> None:
        shop, world = self.shop, self.world
        records = {
            (shop.names[r.item_id], r.location.code, r.lot.ownership):
                (r.on_hand, r.claimed, r.carats or 0)
            for r in StockRecord.objects.select_related("location", "lot")
        }  # fmt: skip
        assert records == {
            spot: (pieces, world.claimed(spot), world.carats.get(spot, 0))
            for spot, pieces in world.pieces.items()
        }
        names = {f"transfer:{t.public_id}": f"transfer:{n}" for n, t in self.transfers.items()}
        live = list(
            Claim.objects.live().select_related("record__location", "record__lot").order_by("pk")
        )
        ours = [world.claims[number] for number in sorted(world.claims)]
        assert [
            (shop.spot(c.record), c.quantity, names.get(c.holder, c.holder), c.purpose,
             c.expires_at is None)
            for c in live
        ] == [(c.spot, c.pieces, c.holder, c.purpose, c.is_firm) for c in ours]  # fmt: skip
        self.refs |= {c.number: row for c, row in zip(ours, live, strict=True)}

    def one(self, among, pick: int):
        among = list(among)
        return among[pick % len(among)]
