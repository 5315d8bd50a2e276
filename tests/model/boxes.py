"""Steps with transfers: asked for, packed, shipped, received, written off, cancelled."""

from hypothesis.stateful import precondition, rule

from inventory.actions.cancel_transfer import cancel_transfer
from inventory.actions.pick_transfer import pick_transfer
from inventory.actions.receive_transfer import receive_transfer
from inventory.actions.request_transfer import Wish, request_transfer
from inventory.actions.ship_transfer import ship_transfer
from inventory.actions.write_off_transfer import write_off_transfer
from tests.stock import TEST

from . import road
from .both import FEW, ITEMS, LESS, PICK, PLACE, Both
from .world import SELLING


class Boxes(Both):
    """What is done between two places."""

    @rule(item=ITEMS, pieces=FEW, source=PLACE)
    def ask(self, item, pieces, source):
        target = next(place for place in SELLING if place != source)
        name = str(len(self.transfers))
        self._ask(
            name, source, target, [item], Wish(self.shop.item(item).pk, pieces),
            lambda w: road.request(w, name, item, pieces, source, target),
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
            lambda w: road.request_hers(w, name, number, claim.spot[1], source, target),
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
            pick, lambda w, t: road.pick(w, t, numbers(t)),
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
            pick, road.ship, lambda row, rows, t: ship_transfer(transfer=row, actor=TEST),
            locks=("picked",),
        )  # fmt: skip

    @has_transfers
    @rule(pick=PICK, less=LESS)
    def arrive(self, pick, less):
        def numbers(t):
            return [max(line.on_the_way - less, 0) for line in t.lines]

        self.step(
            pick, lambda w, t: road.arrive(w, t, numbers(t)),
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
            pick, road.write_off,
            lambda row, rows, t: write_off_transfer(transfer=row, why="model", actor=TEST),
            locks=("short",),
        )  # fmt: skip

    @has_transfers
    @rule(pick=PICK)
    def cancel(self, pick):
        self.step(
            pick, road.cancel,
            lambda row, rows, t: cancel_transfer(transfer=row, why="model", actor=TEST),
            locks=("requested", "picked"),
        )  # fmt: skip
