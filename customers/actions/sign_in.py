"""Sign in by a one-time code: six digits to an address, good for ten minutes and five tries.

Asking is answered the same whether the address is known or not: a code leaves either way, and
nothing is looked up.
"""

import datetime as dt
import hmac
import secrets
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from notifications.actions.write import write_message
from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.idempotency import once
from omni.lib.ids import public_id
from omni.lib.limits import limit

from ..addresses import parsed, prefix
from ..errors import CodeDead, CodeWrong
from ..models import Customer, Identity, Session, SignInCode
from ..timeline import record
from .prove import prove_address
from .session import renew_session

GOOD_FOR = dt.timedelta(minutes=10)
MOST_TRIES = 5
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
LEFT = {4: "Four tries left.", 3: "Three tries left.", 2: "Two tries left.", 1: "One try left."}
SLOW_DOWN = "That’s a lot of codes. Please wait an hour, or ring us."


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who she is, her new session's token, and the visitor id that this browser has from now on."""

    customer: Customer
    token: str
    visitor: uuid.UUID


def start_sign_in(
    *,
    kind: str,
    value: str,
    visitor: uuid.UUID,
    actor: Actor,
    network: str = "",
    key: object | None = None,
) -> SignInCode:
    """Send a code; the same `key` sends none again.

    Raises `BadAddress`, or `TooMany` by address, visitor, network or range. Every request is
    counted, refused ones too: call it outside a transaction.
    """
    value = parsed(kind, value)
    _count_request(kind, value, visitor, network)

    def send() -> dict:
        return {"code": str(_send_code(kind, value, visitor, actor).public_id)}

    result, _ = once(
        actor=actor, action="sign_in", key=key or public_id(), body={"to": value}, run=send
    )
    return SignInCode.objects.get(public_id=result["code"])


def _send_code(kind: str, value: str, visitor: uuid.UUID, actor: Actor) -> SignInCode:
    """Writes the code and its message in the caller's transaction."""
    digits = f"{secrets.randbelow(1_000_000):06}"
    code = SignInCode(
        public_id=public_id(),
        kind=kind,
        value=value,
        visitor=visitor,
        created_at=now(),
        expires_at=now() + GOOD_FOR,
    )
    code.code_hash = _keyed(code, digits)
    code.save(force_insert=True)
    write_message(
        channel="sms" if kind == Identity.Kind.PHONE else "email",
        purpose="code",
        to_address=value,
        subject="Your sign-in code",
        body="{code} is your code to sign in. It works for ten minutes. We will never ask you for "
        "it. If you didn’t ask for it, do nothing.",
        secrets={"code": digits},
        dedupe_key=f"code:{code.public_id}",
        expires_at=code.expires_at,
        actor=actor,
    )
    return code


def finish_sign_in(
    *, code_id: uuid.UUID, code: str, visitor: uuid.UUID, session: Session | None, actor: Actor
) -> SignedIn:
    """Prove the address of the code that was sent to this visitor, and sign in.

    Each try is counted and committed before the code is compared, so that neither a refusal nor a
    hundred parallel guesses lose one: call it outside a transaction. Raises `CodeWrong` and, when
    it was used, expired, tried too often or is another's, `CodeDead`.
    """
    row = _counted_try(code_id, visitor)
    if not hmac.compare_digest(row.code_hash, _keyed(row, "".join(code.split()))):
        left = MOST_TRIES - row.tries
        if not left:
            raise CodeDead("That was the fifth wrong try. Ask for a new code.")
        raise CodeWrong(f"That isn’t the code we sent. {LEFT[left]}", left=left)
    with transaction.atomic():
        fresh = SignInCode.objects.filter(pk=row.pk, used_at=None)
        if not fresh.update(used_at=now()):
            raise CodeDead
        proof = prove_address(
            kind=row.kind, value=row.value, visitor=visitor, session=session, actor=actor
        )
        token = renew_session(session=session, customer=proof.customer, actor=actor)
        record(
            kind="signed_in",
            channel="web",
            actor=actor,
            customer=proof.customer,
            visitor=proof.visitor,
            facts={"by": row.kind},
        )
    return SignedIn(proof.customer, token, proof.visitor)


def _keyed(code: SignInCode, digits: str) -> str:
    return salted_hmac(f"code:{code.public_id}", digits, algorithm="sha256").hexdigest()


def _count_request(kind: str, value: str, visitor: uuid.UUID, network: str) -> None:
    """Every request counts, refused ones too; the caps on money come last."""
    limits = [(f"code:to:{value}", 5, HOUR), (f"code:visitor:{visitor}", 10, HOUR)]
    if network:
        limits.append((f"code:net:{network}", 30, HOUR))
    if kind == Identity.Kind.PHONE:
        limits.append((f"code:range:{prefix(value)}", 20, HOUR))
        limits.append(("code:all", settings.CODES_PER_DAY, DAY))
    for name, most, per in limits:
        limit(name=name, most=most, per=per, message=SLOW_DOWN)


def _counted_try(code_id: uuid.UUID, visitor: uuid.UUID) -> SignInCode:
    usable = SignInCode.objects.filter(
        public_id=code_id, visitor=visitor, used_at=None, expires_at__gt=now()
    )
    with transaction.atomic():
        if not usable.filter(tries__lt=MOST_TRIES).update(tries=F("tries") + 1):
            raise CodeDead
        return SignInCode.objects.get(public_id=code_id)
