"""News of stock, for the apps above."""

from dataclasses import dataclass

from omni.lib.actors import Actor


@dataclass(frozen=True, slots=True)
class StockChanged:
    """The availability of these items changed; one event per action, bulk or not."""

    item_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TransferChanged:
    """A transfer was asked for or took a step."""

    transfer_id: int


@dataclass(frozen=True, slots=True)
class NotBrought:
    """What is held for somebody doesn't come by this transfer: cancelled, or lost on the way.

    `held` are (holder, item id) of each such hold, `why` the words of whoever said so.
    """

    transfer_id: int
    held: tuple[tuple[str, int], ...]
    why: str
    actor: Actor


@dataclass(frozen=True, slots=True)
class CountChanged:
    """Something was scanned in a count, or it ended."""

    count_id: int


@dataclass(frozen=True, slots=True)
class MemoChanged:
    """Pieces went out on approval or came back: `what` is "opened" or "returned"."""

    memo_id: int
    what: str
    item_ids: tuple[int, ...]
    actor: Actor
