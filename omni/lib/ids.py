"""Public references (UUIDv7, sortable by birth) and secret tokens (kept only as their hash)."""

import hashlib
import secrets
import uuid

import uuid6


def public_id() -> uuid.UUID:
    """A new UUIDv7 as a plain `uuid.UUID`, fit for URLs and foreign references."""
    return uuid.UUID(int=uuid6.uuid7().int)


def secret_token() -> str:
    """128 random bits, URL-safe; give it away once and store only `token_hash` of it."""
    return secrets.token_urlsafe(16)


def token_hash(token: str) -> str:
    """SHA-256 of a secret token, 64 hex digits. The tokens are random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
