"""One effect per client key: the key is written in the action's own transaction, first.

Two requests with one key meet on the unique constraint: the second waits for the first to commit
or roll back, and then finds its answer, or the way free.
"""

import hashlib
import json
import uuid
from collections.abc import Callable

from django.core.serializers.json import DjangoJSONEncoder

from .actors import Actor
from .errors import Invalid, KeyReused
from .statement import Statement, Writing
from .whole import for_one_action

TAKE = Writing(
    "INSERT INTO lib_clientkey (scope, key, body_hash, result, created_at)"
    " VALUES (%s, %s::uuid, %s, '{}', clock_timestamp())"
    " ON CONFLICT (scope, key) DO NOTHING RETURNING id"
)
STANDS = Statement(
    "SELECT body_hash, result FROM lib_clientkey WHERE scope = %s AND key = %s::uuid"
)
ANSWER = Writing("UPDATE lib_clientkey SET result = %s::jsonb WHERE id = %s RETURNING id")


def body_hash(body: dict) -> str:
    """SHA-256 over the canonical JSON of what the request asks for."""
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def parsed_key(value: object) -> uuid.UUID:
    """The key as a UUID; `Invalid` says what is missing or malformed."""
    try:
        return value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))
    except ValueError as error:
        raise Invalid("This form needs a fresh key. Please reload the page.") from error


def answered(*, actor: Actor, action: str, key: object, body: dict) -> dict | None:
    """The result that stands under this key; None when there is none. Writes nothing; one query.

    Whoever saw what a run did sees its key too: they were committed together. Raises `KeyReused`.
    """
    return _standing(*named_key(actor, action, key, body))


def once(
    *, actor: Actor, action: str, key: object, body: dict, run: Callable[[], dict]
) -> tuple[dict, bool]:
    """Run `run` under this key, or give the stored result of the run that was.

    `run` returns a small JSON-able dict of references, never secrets. Answers `(result, fresh)`.
    Raises `KeyReused` when the key stands with another body. A refusal raised by `run` rolls the
    key back with everything else, so the same key may try again.
    """
    named = named_key(actor, action, key, body)
    with for_one_action() as outermost:
        taken = TAKE.rows(*named)
        if not taken:
            return _standing(*named), False
        result = run()
        # What is locked by now waits for as little as may be.
        answer = ANSWER.with_the_commit if outermost else ANSWER.rows
        answer(json.dumps(result, cls=DjangoJSONEncoder), taken[0][0])
        return result, True


def named_key(actor: Actor, action: str, key: object, body: dict) -> tuple[str, uuid.UUID, str]:
    """A key's scope, itself and the digest of what is asked under it, as `once` keeps them."""
    return f"{actor}:{action}"[:160], parsed_key(key), body_hash(body)


def _standing(scope: str, key: uuid.UUID, digest: str) -> dict | None:
    found = STANDS.rows(scope, key)
    if not found:
        return None
    ((stored, result),) = found
    if stored != digest:
        raise KeyReused
    return json.loads(result)
