"""The secret parts of a message: sealed while it waits, filled in only as it leaves."""

import base64
import hashlib
import json
import re

from django.conf import settings

MARK = re.compile(r"\{(\w+)\}")


def _fernet():
    """32 bytes of base64 are the key itself; anything else is stretched to one."""
    from cryptography.fernet import Fernet  # 6 MB, for hardly any page has a secret to seal

    given = settings.MESSAGE_KEY.encode()
    try:
        key = base64.b64decode(given, altchars=b"-_", validate=False)
    except ValueError:
        key = b""
    if len(key) != 32:
        key = hashlib.sha256(given).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def seal(secrets: dict[str, str] | None) -> bytes:
    """Encrypted JSON of the values; nothing stays nothing."""
    return _fernet().encrypt(json.dumps(secrets).encode()) if secrets else b""


def unseal(sealed: bytes) -> dict[str, str]:
    """The values again; `cryptography.fernet.InvalidToken` under another key."""
    return json.loads(_fernet().decrypt(bytes(sealed))) if sealed else {}


def filled(body: str, secrets: dict[str, str]) -> str:
    """`body` with its `{name}` marks replaced; a mark without a value stays as it is."""
    return MARK.sub(lambda mark: secrets.get(mark[1], mark[0]), body)
