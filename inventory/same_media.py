"""The same picture of a piece, which it may have by several links."""

from django.db.models import Q, QuerySet

from .models import StoneMedia


def same(media: StoneMedia) -> QuerySet[StoneMedia]:
    """Itself, and what of its piece is the same file."""
    which = Q(pk=media.pk)
    if media.file:
        which |= Q(item=media.item_id, kind=media.kind, file=media.file)
    return StoneMedia.objects.filter(which)
