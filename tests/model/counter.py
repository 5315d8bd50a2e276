"""Steps with stock and holds: received, adjusted, claimed, sold, given back."""

from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from inventory.actions.adjust_stock import Adjustment, adjust_stock
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.consume import consume_claims
from inventory.actions.expire import expire_claims
from inventory.actions.extend_claims import extend_claims
from inventory.actions.receive import ReceiveLine, receive_stock
from inventory.actions.release import release_claims
from inventory.actions.return_stock import Back, return_stock
from inventory.actions.set_price import set_price
from inventory.actions.set_safety_stock import set_safety_stock
from inventory.models import Claim
from inventory.selectors.availability import availability
from omni.lib.clock import database_now
from tests.stock import TEST

from . import rules
from .both import FEW, HOLDER, HOUR, ITEMS, PICK, PLACE, Both
from .world import SELLING


class Counter(Both):
    """What is done where pieces are sold."""

    @rule(item=ITEMS, place=PLACE, pieces=FEW)
    def receive(self, item, place, pieces):
        weight = rules.EACH * pieces if item in self.world.parcels else None
        line = ReceiveLine(self.shop.item(item), self.shop.place(place), pieces, carats=weight)
        self.both(
            [item], lambda w: rules.receive(w, item, place, pieces),
            lambda: receive_stock(lines=[line], cause="model", actor=TEST),
        )  # fmt: skip

    @rule(item=ITEMS, place=PLACE, delta=st.integers(-3, 3).filter(bool))
    def adjust(self, item, place, delta):
        line = Adjustment(self.shop.item(item), self.shop.place(place), delta)
        self.both(
            [item], lambda w: rules.adjust(w, item, place, delta),
            lambda: adjust_stock(lines=[line], why="miscounted", words="model", actor=TEST),
        )  # fmt: skip

    @rule(item=ITEMS, place=PLACE, number=st.integers(0, 3))
    def keep_back(self, item, place, number):
        set_safety_stock(
            item=self.shop.item(item), location=self.shop.place(place), quantity=number, actor=TEST
        )
        self.world.settle(item)
        self.world.safety[item, place] = number
        self.compare()
        self.promises(item)

    def promises(self, item) -> None:
        """The web is promised what an online claim could take, and staff what any could."""
        one = availability([self.shop.item(item).pk])[self.shop.item(item).pk]
        free = {p: max(sum(self.world.free(s) for s in self.world.spots(item) if s[1] == p), 0)
                for p in SELLING}  # fmt: skip
        kept = {p: self.world.safety.get((item, p), 0) for p in SELLING}
        assert one.free == sum(free.values())
        assert one.promised == sum(max(free[p] - kept[p], 0) for p in SELLING)

    @rule(item=ITEMS, price=st.integers(1, 3))
    def price(self, item, price):
        set_price(item=self.shop.item(item), price=Decimal(price), actor=TEST)
        self.world.settle(item)
        self.compare()

    @rule(
        item=ITEMS, place=PLACE, holder=HOLDER, pieces=FEW, is_firm=st.booleans(),
        online=st.booleans(),
    )  # fmt: skip
    def claim(self, item, place, holder, pieces, is_firm, online):
        line = ClaimLine(self.shop.item(item).pk, pieces, self.shop.place(place).pk, online)
        until = None if is_firm else database_now() + HOUR
        self.both(
            [item], lambda w: rules.claim(w, item, place, holder, pieces, is_firm, online),
            lambda: claim_stock(
                lines=[line], purpose="basket", holder=holder, expires_at=until, actor=TEST
            ),
        )  # fmt: skip

    @precondition(lambda self: self.world.claims)
    @rule(pick=PICK)
    def let_go(self, pick):
        number = self.one(sorted(self.world.claims), pick)
        claim = self.world.claims[number]
        if claim.purpose == "memo" or claim.holder.startswith("transfer:"):
            return  # a memo's piece comes back, a transfer is cancelled
        self.both(
            [claim.spot[0]], lambda w: rules.release(w, number),
            lambda: release_claims(
                claims=[self.refs[number].public_id], why="model", actor=TEST
            ),
        )  # fmt: skip

    @precondition(lambda self: self.world.claims)
    @rule(pick=PICK)
    def extend(self, pick):
        number = self.one(sorted(self.world.claims), pick)
        until = database_now() + HOUR
        self.both(
            [self.world.claims[number].spot[0]], lambda w: rules.extend(w, number),
            lambda: extend_claims(
                claims=[self.refs[number].public_id], expires_at=until, why="model", actor=TEST
            ),
        )  # fmt: skip

    @precondition(lambda self: any(not c.is_firm for c in self.world.claims.values()))
    @rule(pick=PICK)
    def time_passes(self, pick):
        timed = [n for n, c in sorted(self.world.claims.items()) if not c.is_firm]
        number = self.one(timed, pick)
        past = database_now() - HOUR
        Claim.objects.filter(pk=self.refs[number].pk).update(expires_at=past)
        self.world.claims[number].is_overdue = True

    @rule()
    def sweep(self):
        expire_claims()
        self.world.settle(*{spot[0] for spot in self.world.pieces})
        self.compare()

    @precondition(lambda self: self.world.claims)
    @rule(pick=PICK)
    def sell(self, pick):
        chosen = self.world.claims[self.one(sorted(self.world.claims), pick)]
        if chosen.holder.startswith("transfer:"):
            return
        numbers = [
            n for n, c in sorted(self.world.claims.items())
            if (c.holder, c.spot[0]) == (chosen.holder, chosen.spot[0])
        ]  # fmt: skip
        self.sales += 1
        sale, refs = f"order:{self.sales}", [self.refs[n].public_id for n in numbers]
        self.both(
            [chosen.spot[0]], lambda w: rules.consume(w, numbers, sale),
            lambda: consume_claims(claims=refs, cause=sale, actor=TEST),
        )  # fmt: skip

    @precondition(lambda self: self.world.sold)
    @rule(pick=PICK, pieces=FEW, place=PLACE)
    def give_back(self, pick, pieces, place):
        sale, item, _ = self.one(sorted(self.world.sold), pick)
        back = Back(self.shop.item(item).pk, pieces)
        self.both(
            [item], lambda w: rules.give_back(w, sale, item, pieces, place),
            lambda: return_stock(
                lines=[back], cause=sale, location=self.shop.place(place), actor=TEST
            ),
        )  # fmt: skip
