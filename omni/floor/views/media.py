"""Pictures and certificates of any piece, also of one that customers don't see."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from inventory.copies import copy_named
from inventory.selectors.media import is_kept
from omni.lib.our_copy import our_copy
from staff.models import Store
from staff.roles import staff_page

from ..stores import FLOOR


@staff_page(*FLOOR)
@require_safe
def media(request: HttpRequest, store: Store, name: str) -> HttpResponse:
    copy = copy_named(name)
    if copy is None or not is_kept(copy.file):
        raise Http404
    return our_copy(copy.better, copy.file, content_type=copy.content_type, keeps="private")
