"""Public references (UUIDv7, sortable by birth) and secret tokens (kept only as their hash)."""

import hashlib
import secrets
import uuid

import uuid6

VARIANT = {digit: "89ab"[int(digit, 16) % 4] for digit in "0123456789abcdef"}  # RFC 9562


def public_id() -> uuid.UUID:
    """A new UUIDv7 as a plain `uuid.UUID`, fit for URLs and foreign references."""
    return uuid.UUID(int=uuid6.uuid7().int)


def client_keys(number: int) -> list[str]:
    """As many fresh keys for forms, each a UUIDv4 as text, drawn in one go."""
    drawn = secrets.token_hex(16 * number)
    keys = [drawn[at : at + 32] for at in range(0, len(drawn), 32)]
    return [
        f"{key[:8]}-{key[8:12]}-4{key[13:16]}-{VARIANT[key[16]]}{key[17:20]}-{key[20:]}"
        for key in keys
    ]


def secret_token() -> str:
    """128 random bits, URL-safe; give it away once and store only `token_hash` of it."""
    return secrets.token_urlsafe(16)


def token_hash(token: str) -> str:
    """SHA-256 of a secret token, 64 hex digits. The tokens are random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
