"""Hypothesis drives the shop and the dictionary with the same steps and compares them."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from inventory.actions.adjust_stock import Adjustment, adjust_stock
from inventory.actions.assemble import Part, assemble
from inventory.actions.buy_memo import buy_memo
from inventory.actions.cancel_transfer import cancel_transfer
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.close_count import close_count
from inventory.actions.consume import consume_claims
from inventory.actions.correct_count import correct_count
from inventory.actions.expire import expire_claims
from inventory.actions.extend_claims import extend_claims
from inventory.actions.join_parcels import join_parcels
from inventory.actions.open_count import open_count
from inventory.actions.open_memo import open_memo
from inventory.actions.pick_transfer import pick_transfer
from inventory.actions.receive import ReceiveLine, receive_stock
from inventory.actions.receive_memo import receive_memo
from inventory.actions.receive_transfer import receive_transfer
from inventory.actions.release import release_claims
from inventory.actions.request_transfer import Wish, request_transfer
from inventory.actions.return_memo import return_memo
from inventory.actions.return_stock import Back, return_stock
from inventory.actions.scan_count import scan_count
from inventory.actions.send_back import Foreign, send_back
from inventory.actions.set_price import set_price
from inventory.actions.set_safety_stock import set_safety_stock
from inventory.actions.ship_transfer import ship_transfer
from inventory.actions.split_parcel import split_parcel
from inventory.actions.take_apart import take_apart
from inventory.actions.write_off_transfer import write_off_transfer
from inventory.models import Claim, StockRecord, Transfer
from inventory.selectors.availability import availability
from omni.lib.clock import database_now
from omni.lib.errors import Refused
from omni.lib.invariants import breaches
from tests.stock import TEST

from . import rules
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


class Stock(RuleBasedStateMachine):
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

    # Stock

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

    # Claims

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

    # Transfers

    @rule(item=ITEMS, pieces=FEW, source=PLACE)
    def ask(self, item, pieces, source):
        target = next(place for place in SELLING if place != source)
        name = str(len(self.transfers))
        self._ask(
            name, source, target, [item], Wish(self.shop.item(item).pk, pieces),
            lambda w: rules.request(w, name, item, pieces, source, target),
        )  # fmt: skip

    @precondition(lambda self: self.world.claims)
    @rule(pick=PICK, source=PLACE)
    def ask_for_hers(self, pick, source):
        number = self.one(sorted(self.world.claims), pick)
        claim, name = self.world.claims[number], str(len(self.transfers))
        if claim.purpose == "memo" or claim.holder.startswith("transfer:"):
            return
        target = next(place for place in SELLING if place != source)
        wish = Wish(self.shop.item(claim.spot[0]).pk, claim.pieces, self.refs[number].public_id)
        self._ask(
            name, source, target, [claim.spot[0]], wish,
            lambda w: rules.request_hers(w, name, number, claim.spot[1], source, target),
        )  # fmt: skip

    def _ask(self, name, source, target, items, wish, predicted):
        def act():
            self.transfers[name] = request_transfer(
                source=self.shop.place(source), destination=self.shop.place(target), lines=[wish],
                actor=TEST,
            )  # fmt: skip
            return self.transfers[name]

        self.both(items, predicted, act)

    def step(self, pick, predicted, act, **more):
        """One step of some transfer: mostly of one that is ready for it."""
        ready = [
            n for n, one in enumerate(self.world.transfers)
            if one.state in more.get("ready", more.get("locks", ()))
        ]  # fmt: skip
        at = self.one(ready if ready and pick % 4 else range(len(self.world.transfers)), pick // 4)
        transfer = self.world.transfers[at]
        row, items = self.transfers[transfer.name], [line.spot[0] for line in transfer.lines]
        rows = list(row.lines.order_by("pk"))
        locks = items if transfer.state in more.get("locks", ()) else []
        self.both(
            locks, lambda w: predicted(w, w.transfers[at]), lambda: act(row, rows, transfer)
        )  # fmt: skip

    has_transfers = precondition(lambda self: self.world.transfers)

    @has_transfers
    @rule(pick=PICK, less=LESS)
    def pack(self, pick, less):
        def numbers(t):
            return [max(line.pieces - less, 0) for line in t.lines]

        self.step(
            pick, lambda w, t: rules.pick(w, t, numbers(t)),
            lambda row, rows, t: pick_transfer(
                transfer=row, actor=TEST,
                picked={r.pk: n for r, n in zip(rows, numbers(t), strict=True)},
            ),
            ready=("requested",),
        )  # fmt: skip

    @has_transfers
    @rule(pick=PICK)
    def ship(self, pick):
        self.step(
            pick, rules.ship, lambda row, rows, t: ship_transfer(transfer=row, actor=TEST),
            locks=("picked",),
        )  # fmt: skip

    @has_transfers
    @rule(pick=PICK, less=LESS)
    def arrive(self, pick, less):
        def numbers(t):
            return [max(line.on_the_way - less, 0) for line in t.lines]

        self.step(
            pick, lambda w, t: rules.arrive(w, t, numbers(t)),
            lambda row, rows, t: receive_transfer(
                transfer=row, actor=TEST,
                received={r.pk: n for r, n in zip(rows, numbers(t), strict=True)},
            ),
            locks=("shipped", "short"),
        )  # fmt: skip

    @has_transfers
    @rule(pick=PICK)
    def write_off(self, pick):
        self.step(
            pick, rules.write_off,
            lambda row, rows, t: write_off_transfer(transfer=row, why="model", actor=TEST),
            locks=("short",),
        )  # fmt: skip

    @has_transfers
    @rule(pick=PICK)
    def cancel(self, pick):
        self.step(
            pick, rules.cancel,
            lambda row, rows, t: cancel_transfer(transfer=row, why="model", actor=TEST),
            locks=("requested", "picked"),
        )  # fmt: skip

    # On trust

    @rule(pieces=FEW)
    def memo_in(self, pieces):
        line = ReceiveLine(self.shop.item("setting"), self.shop.place("sydney"), pieces)
        self.both(
            ["setting"], lambda w: rules.memo_in(w, "setting", pieces),
            lambda: receive_memo(
                supplier=self.shop.supplier, number="7", due_on=DUE, lines=[line], actor=TEST
            ),
        )  # fmt: skip

    @rule(pieces=FEW)
    def send_back(self, pieces):
        line = Foreign(self.shop.item("setting"), self.shop.place("sydney"), self.shop.his, pieces)
        self.both(
            ["setting"], lambda w: rules.send_back(w, "setting", pieces),
            lambda: send_back(lines=[line], actor=TEST),
        )  # fmt: skip

    @rule(pieces=FEW)
    def buy(self, pieces):
        self.both(
            ["setting"], lambda w: rules.buy(w, "setting", pieces),
            lambda: buy_memo(
                item=self.shop.item("setting"), location=self.shop.place("sydney"),
                lot=self.shop.his, quantity=pieces, cost=Decimal(5), actor=TEST,
            ),
        )  # fmt: skip

    @rule(item=PLAIN, pieces=FEW, holder=HOLDER)
    def memo_out(self, item, pieces, holder):
        def act():
            return open_memo(
                holder=holder, origin=self.shop.place("sydney"), due_on=DUE, actor=TEST,
                lines=[ClaimLine(self.shop.item(item).pk, pieces)],
            )  # fmt: skip

        memo = self.both([item], lambda w: rules.memo_out(w, item, pieces, holder), act)
        if memo is not None:
            self.memos.append(memo)

    @precondition(lambda self: self.world.memos)
    @rule(pick=PICK, place=PLACE)
    def memo_back(self, pick, place):
        at = pick % len(self.world.memos)
        number = next(iter(self.world.memos[at].lines))
        row = self.refs[number].memo_line.memo
        self.both(
            [self.world.claims[number].spot[0]],
            lambda w: rules.memo_back(w, w.memos[at], place),
            lambda: return_memo(memo=row, location=self.shop.place(place), actor=TEST),
        )  # fmt: skip

    # Making and parting

    @rule(stone=st.sampled_from(["stone", "pear"]), place=PLACE, holder=HOLDER | st.just(""))
    def assemble(self, stone, place, holder):
        parts = [("setting", 1), (stone, 1), ("melee", 3)]
        rows = [Part(self.shop.item(item), number) for item, number in parts]
        self.both(
            ["setting", stone, "melee", "ring"],
            lambda w: rules.assemble(w, "ring", parts, place, holder),
            lambda: assemble(
                item=self.shop.item("ring"), parts=rows, location=self.shop.place(place),
                holder=holder, actor=TEST,
            ),
        )  # fmt: skip

    @rule()
    def take_apart(self):
        parts = [spot[0] for spot, _, _ in self.world.assembled.get("ring", [])]
        self.both(
            ["ring", *parts], lambda w: rules.take_apart(w, "ring"),
            lambda: take_apart(item=self.shop.item("ring"), actor=TEST),
        )  # fmt: skip

    @rule(pieces=FEW, weight=st.sampled_from(["0.02", "0.06", "0.09"]))
    def split(self, pieces, weight):
        self.both(
            ["melee", "fine"],
            lambda w: rules.split(w, "melee", "fine", pieces, Decimal(weight)),
            lambda: split_parcel(
                source=self.shop.item("melee"), target=self.shop.item("fine"), pieces=pieces,
                carats=Decimal(weight), location=self.shop.place("sydney"), actor=TEST,
            ),
        )  # fmt: skip

    @rule()
    def join(self):
        self.both(
            ["melee", "fine"], lambda w: rules.join(w, "fine", "melee"),
            lambda: join_parcels(
                source=self.shop.item("fine"), target=self.shop.item("melee"),
                location=self.shop.place("sydney"), actor=TEST,
            ),
        )  # fmt: skip

    @rule(place=PLACE, seen=st.dictionaries(PLAIN, st.integers(0, 3)), later=st.booleans())
    def count(self, place, seen, later):
        seen = {item: min(n, 1) if item in self.world.serial else n for item, n in seen.items()}

        def act():
            session = open_count(location=self.shop.place(place), actor=TEST)
            for item, number in seen.items():
                if number:
                    scan_count(
                        count=session, code=self.shop.item(item).sku, quantity=number, actor=TEST
                    )
            close_count(count=session, correct=not later, actor=TEST)
            if later:
                correct_count(count=session, why="looked twice", actor=TEST)

        differing = [
            item for item in ("stone", "pear", "ring", "setting", "melee", "fine")
            if sum(self.world.pieces[s] for s in self.world.spots(item) if s[1] == place)
            != seen.get(item, 0)
        ]  # fmt: skip
        self.both(differing, lambda w: rules.count(w, place, seen), act)
