"""Approved answers that the desk sends by a shortcut."""

from ..models import Answer


def canned() -> list[Answer]:
    """Those with a shortcut, by their shortcut."""
    return list(Answer.objects.filter(is_active=True).exclude(shortcut="").order_by("shortcut"))
