"""Asking for a code and typing it, as a visitor does."""

import uuid

from customers.actions.sign_in import finish_sign_in, start_sign_in
from customers.actors import visitor_actor
from customers.models import SignInCode
from tests.handset import code_at

MOBILE = "+61491570313"


def start(value=MOBILE, visitor=None, kind="phone", **kwargs) -> SignInCode:
    visitor = visitor or uuid.uuid4()
    return start_sign_in(
        kind=kind, value=value, visitor=visitor, actor=visitor_actor(visitor), **kwargs
    )


def finish(code: SignInCode, digits: str, session=None, visitor=None):
    visitor = visitor or code.visitor
    return finish_sign_in(
        code_id=code.public_id, code=digits, visitor=visitor, session=session,
        actor=visitor_actor(visitor),
    )  # fmt: skip


def wrong(code: SignInCode) -> str:
    right = int(code_at(code.value))
    return f"{(right + 1) % 1_000_000:06}"
