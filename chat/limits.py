"""What fits into one message."""

from .errors import EmptyMessage, MessageTooLong

LONGEST = 2_000


def fitting(body: str) -> str:
    """The text as it will be kept: plain, trimmed, without NULs and halves of characters.

    Refuses none and too much.
    """
    text = body.encode("utf-8", "ignore").decode().replace("\x00", "")
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise EmptyMessage
    if len(text) > LONGEST:
        raise MessageTooLong
    return text
