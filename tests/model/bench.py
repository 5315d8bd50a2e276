"""Steps with memos, rings, melee and counts."""

from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from inventory.actions.assemble import Part, assemble
from inventory.actions.buy_memo import buy_memo
from inventory.actions.claim import ClaimLine
from inventory.actions.close_count import close_count
from inventory.actions.correct_count import correct_count
from inventory.actions.join_parcels import join_parcels
from inventory.actions.open_count import open_count
from inventory.actions.open_memo import open_memo
from inventory.actions.receive import ReceiveLine
from inventory.actions.receive_memo import receive_memo
from inventory.actions.return_memo import return_memo
from inventory.actions.scan_count import scan_count
from inventory.actions.send_back import Foreign, send_back
from inventory.actions.split_parcel import split_parcel
from inventory.actions.take_apart import take_apart
from tests.stock import TEST

from . import rules
from .both import DUE, FEW, HOLDER, PICK, PLACE, PLAIN, Both


class Bench(Both):
    """What is lent, made, parted and counted."""

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
