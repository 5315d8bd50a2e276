"""What fits into one message."""

from .errors import EmptyMessage, MessageTooLong

LONGEST = 2_000


def fitting(body: str) -> str:
    """The text as it will be kept: plain, trimmed, without NULs. Refuses none and too much."""
    text = body.replace("\x00", "").replace("\r\n", "\n").strip()
    if not text:
        raise EmptyMessage
    if len(text) > LONGEST:
        raise MessageTooLong
    return text
