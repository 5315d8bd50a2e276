"""The same picture of a piece, which it may have by several links."""

from django.db.models import Q, QuerySet, Value

from .addresses import Unsigned
from .models import StoneMedia


def same(media: StoneMedia) -> QuerySet[StoneMedia]:
    """Itself, and what of its piece and kind is the same: by what is in it, and where that isn't
    known of both, by the address but for its signature.
    """
    address = Q(address=Unsigned(Value(media.url)))
    if media.digests:
        address &= Q(digests=[])
    near = StoneMedia.objects.filter(item=media.item_id, kind=media.kind)
    return near.alias(address=Unsigned("url")).filter(address | Q(digests__overlap=media.digests))
