"""Two toy kinds of topic on a table of their own: `toy` is public, a `room` has one customer."""

import uuid

from django.db import connection

from omni.lib import live

TABLE = """CREATE TABLE IF NOT EXISTS live_toy (
    id uuid PRIMARY KEY, version int NOT NULL, body text NOT NULL, owner uuid)"""


def a_toy(body: str = "new", owner: uuid.UUID | None = None) -> str:
    """A thing that pages follow; its topic."""
    ref = uuid.uuid4()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO live_toy VALUES (%s, 1, %s, %s)", [ref, body, owner])
    return f"{'room' if owner else 'toy'}:{ref}"


def change(topic: str, body: str) -> int:
    """Change it and say nothing, as if the push were lost; the new version."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE live_toy SET version = version + 1, body = %s WHERE id = %s RETURNING version",
            [body, topic.partition(":")[2]],
        )
        return cursor.fetchone()[0]


def payload(version: int, body: str) -> dict:
    return {"version": version, "html": body, "kind": "go"}


def rows(ids: list[str]) -> dict[str, tuple]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id::text, version, body, owner::text FROM live_toy WHERE id = ANY(%s::uuid[])",
            [ids],
        )
        return {row[0]: row for row in cursor.fetchall()}


def own(party, ids: list[str]) -> set[str]:
    me = str(party.customer.public_id) if party.customer else None
    return {ref for ref, row in rows(ids).items() if me and row[3] == me}


def versions(ids: list[str]) -> dict[str, int]:
    return {ref: row[1] for ref, row in rows(ids).items()}


def fragments(ids: list[str], party) -> dict[str, dict]:
    return {ref: payload(row[1], row[2]) for ref, row in rows(ids).items()}


def register() -> None:
    live.register(live.TopicKind("toy", own, versions, fragments, public=True))
    signals = frozenset({"typing", "looking"})
    live.register(live.TopicKind("room", own, versions, fragments, signals=signals))
