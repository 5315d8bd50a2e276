"""The only place that takes row locks on stock: once per transaction, items first, then records,
each in primary-key order, just before the check. docs/locking.md says why.

What must be as short as it can be, to hold a piece and to sell it, is one call of the database that
locks in the same order: inventory/sql/claim_stock.sql and consume_claims.sql.
"""

import datetime as dt
import json
import uuid
from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import Error, connection, transaction

from omni.lib.statement import Statement

from .errors import ClaimOver, Insufficient, Short, UnknownClaim
from .models import Claim, Item, Location, StockRecord

CLAIM_FIELDS = [field.attname for field in Claim._meta.concrete_fields]
CLAIM = Statement(
    f"SELECT {', '.join(CLAIM_FIELDS)} FROM inventory_claim_stock("
    "%s::bigint[], %s::int[], %s::bigint[], %s::boolean[], %s::text[], %s::text, %s::text,"
    " %s::text[], %s::timestamptz, %s::text, %s::text)"
)
CLAIM_ONCE = Statement(
    "SELECT fresh, stands, answer::text, public_ids::text FROM inventory_claim_once("
    "%s, %s::uuid, %s, %s::bigint[], %s::int[], %s::bigint[], %s::boolean[], %s::text[], %s::text,"
    " %s::text, %s::text[], %s::timestamptz, %s::text, %s::text)"
)
CONSUME = Statement(
    f"SELECT kind, {', '.join(f'(claim).{name}' for name in CLAIM_FIELDS)}"
    " FROM inventory_consume_claims(%s::uuid[], %s::text, %s::text)"
)
SELLING = sorted(Location.SELLING)
# Raised by inventory/sql.
SHORT, UNKNOWN, OVER = "OM409", "OM404", "OM410"


@dataclass(slots=True)
class Locked:
    """Rows that nobody else can change until this transaction ends, and the time after the wait."""

    items: dict[int, Item]
    records: dict[int, StockRecord]
    at: dt.datetime
    freed: set[int]

    def records_of(self, item_id: int) -> list[StockRecord]:
        return [record for record in self.records.values() if record.item_id == item_id]


def lock_stock(item_ids: Iterable[int]) -> Locked:
    """Lock these items and all their records, and release their overdue claims.

    `freed` are the items whose overdue claims were released here. Unknown ids are left out.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("Stock is locked inside a transaction.")
    ids = sorted(set(item_ids))
    items = Item.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    found = {item.pk: item for item in items}
    rows = (
        StockRecord.objects.select_for_update(no_key=True, of=("self",))
        .filter(item_id__in=ids)
        .select_related("location")
        .order_by("pk")
    )
    records = {record.pk: record for record in rows}
    freed: set[int] = set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM inventory_release_overdue(%s)", [ids])
        for record_id, claimed in cursor.fetchall():
            records[record_id].claimed = claimed
            freed.add(records[record_id].item_id)
        cursor.execute("SELECT clock_timestamp()")
        at = cursor.fetchone()[0]
    return Locked(items=found, records=records, at=at, freed=freed)


def claim_rows(
    *,
    lines: list[tuple[int, int, int | None, bool]],
    purpose: str,
    holder: str,
    also: tuple[str, ...],
    expires_at: dt.datetime | None,
    note: str,
    actor: str,
) -> list[Claim]:
    """Lock, check and claim in one call; `claim_stock` is the only caller.

    A line is (item id, pieces, location id or None for anywhere, online). Versions and listings
    have followed. Raises `Insufficient`, and then the transaction must be rolled back.
    """
    terms = [*_columns(lines), SELLING, purpose, holder, list(also), expires_at, note, actor]
    with _refusals():
        rows = CLAIM.rows(*terms)
    return [Claim.from_db(connection.alias, CLAIM_FIELDS, row) for row in rows]


def claim_rows_once(
    *,
    named: tuple[str, uuid.UUID, str],
    lines: list[tuple[int, int, int | None, bool]],
    purpose: str,
    holder: str,
    also: tuple[str, ...],
    expires_at: dt.datetime | None,
    note: str,
    actor: str,
) -> tuple[bool, str, dict, dict[int, str]]:
    """The same under a client key, the answer kept; `claim_once` is the only caller.

    Answers whether it claimed now, the digest and the answer that stand under the key, and the
    public ids of the items that were claimed now. One statement, whole in itself.
    """
    terms = [*_columns(lines), SELLING, purpose, holder, list(also), expires_at, note, actor]
    with _refusals():
        ((fresh, stands, answer, public_ids),) = CLAIM_ONCE.rows(*named, *terms)
    public = {int(pk): one for pk, one in json.loads(public_ids).items()} if fresh else {}
    return fresh, stands, json.loads(answer), public


def _columns(lines: list[tuple[int, int, int | None, bool]]) -> list[list]:
    return [list(column) for column in zip(*lines, strict=True)]


@contextmanager
def _refusals():
    """What the claim raises in the database, as `Insufficient`."""
    try:
        yield
    except Error as error:
        if _state(error) != SHORT:
            raise
        lines = json.loads(error.__cause__.diag.message_detail)
        raise Insufficient([_short(**line) for line in lines]) from error


def consume_rows(*, claims: list[uuid.UUID], cause: str, actor: str) -> list[tuple[Claim, str]]:
    """Lock, check and take out in one call; `consume_claims` is the only caller.

    Answers the claims by their ids, each with the kind of its place. Versions and listings have
    followed. Raises `UnknownClaim` and `ClaimOver`; then the transaction must be rolled back.
    """
    try:
        rows = CONSUME.rows(claims, actor, cause)
    except Error as error:
        refusal = {UNKNOWN: UnknownClaim, OVER: ClaimOver}.get(_state(error))
        if refusal is None:
            raise
        raise refusal from error
    return [(Claim.from_db(connection.alias, CLAIM_FIELDS, row), kind) for kind, *row in rows]


def _state(error: Error) -> str:
    """PostgreSQL's code of it; empty when it is not PostgreSQL's."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return (diagnosis and diagnosis.sqlstate) or ""


def _short(*, sku: str | None, item_id: int, **facts: object) -> Short:
    return Short(item_id, sku or str(item_id), **facts)
