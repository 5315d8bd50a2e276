"""What needs somebody in a store, as its page says it."""

from collections.abc import Iterable
from dataclasses import dataclass

from inventory.models import Claim, Memo
from inventory.selectors.alarms import Alarms, Whose, alarms
from omni.lib.clock import now
from omni.lib.spoken import time_and_day
from staff.models import Role, Store, User
from staff.roles import may

from .holders import Holder, holders


def whose(store: Store, user: User) -> Whose:
    today = store.local(now()).date()
    return Whose(store.pk, today, knows_cost(store, user))


def knows_cost(store: Store, user: User) -> bool:
    return may(user, Role.MANAGER, Role.ADMINISTRATOR, store=store)


@dataclass(slots=True)
class Shown:
    """The alarms with the names of those who hold pieces, as `holder` references name them."""

    found: Alarms
    named: dict[str, Holder]
    store: Store

    def memos(self) -> list[tuple[Memo, Holder]]:
        return [(memo, self.named[memo.holder]) for memo in self.found.memos_out]

    def ending(self) -> list[tuple[Claim, Holder, str]]:
        at = self.store.local(now())
        return [
            (claim, self.named[claim.holder], time_and_day(self.store.local(claim.expires_at), at))
            for claim in self.found.ending
        ]


def shown(store: Store, user: User) -> Shown:
    """Thirteen queries at most."""
    found = alarms(whose(store, user))
    held: Iterable = [*found.memos_out, *found.ending]
    return Shown(found, holders(held, store), store)
