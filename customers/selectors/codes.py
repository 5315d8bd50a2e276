"""The code that somebody was sent, as the browser that asked for it may see it."""

import uuid

from ..addresses import shown
from ..models import SignInCode


def code_address(code_id: uuid.UUID, visitor: uuid.UUID) -> str | None:
    """Where the code went, as people write it; nothing for another's code."""
    code = SignInCode.objects.filter(public_id=code_id, visitor=visitor).first()
    return shown(code.value) if code else None
