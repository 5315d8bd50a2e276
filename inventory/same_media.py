"""The same picture of a piece, which it may have by several links."""

import re

from django.db.models import Q, QuerySet, Value

from .addresses import SECRET, Unsigned, signed_anew
from .models import StoneMedia

ANEW = signed_anew("inventory_stonemedia.url", "%s", "inventory_stonemedia.item_id")


def same(media: StoneMedia) -> QuerySet[StoneMedia]:
    """Itself, and what of its piece and kind is the same: by what is in it, and where that isn't
    known of both, by the address but for its signature.
    """
    near = StoneMedia.objects.filter(item=media.item_id, kind=media.kind)
    address = Q(address=Unsigned(Value(media.url))) | Q(pk__in=_signed_anew(media, near))
    if media.digests:
        address &= Q(digests=[])
    return near.alias(address=Unsigned("url")).filter(address | Q(digests__overlap=media.digests))


def _signed_anew(media: StoneMedia, near: QuerySet[StoneMedia]) -> list[int]:
    """By a name that isn't known to sign; seldom, so that nobody else pays for asking."""
    if not re.search(SECRET, media.url, re.IGNORECASE):
        return []
    terms = [media.url] * ANEW.count("%s")
    return list(near.extra(where=[ANEW], params=terms).values_list("pk", flat=True))
