"""Marks in a message body, `{name}`, which are filled from its secrets as it leaves."""

PLAIN = str.maketrans("{}", "()")


def unmarked(text: str) -> str:
    """Words that somebody wrote, in which braces are no marks."""
    return text.translate(PLAIN)
