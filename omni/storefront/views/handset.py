"""The built-in telephones and mailboxes: what would have arrived. Demo only."""

from dataclasses import dataclass, field

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from customers.addresses import shown
from customers.selectors.people import names_at
from notifications.providers.handset import Entry, entries
from staff.selectors.duty import duty_phones

MOST = 500


@dataclass(slots=True)
class Box:
    """One telephone or mailbox; `messages` oldest first, each with its time as `moment`."""

    address: str
    channel: str
    name: str
    messages: list[tuple[Entry, object]] = field(default_factory=list)

    @property
    def label(self) -> str:
        return shown(self.address)

    @property
    def newest(self) -> Entry:
        return self.messages[-1][0]


@never_cache
@require_safe
def handset(request: HttpRequest) -> HttpResponse:
    """The page; a page that has seen everything up to `after` is told so with 204."""
    if not settings.DEMO:
        raise Http404
    arrived = entries(MOST)
    newest = arrived[0].number if arrived else 0
    if request.GET.get("after") == str(newest):
        return HttpResponse(status=204)
    boxes = _boxes(arrived)
    wanted = request.GET.get("to")
    chosen = next((box for box in boxes if box.address == wanted), boxes[0] if boxes else None)
    return render(
        request,
        "storefront/handset.html",
        {
            "phones": [box for box in boxes if box.channel == "sms"],
            "mailboxes": [box for box in boxes if box.channel == "email"],
            "chosen": chosen,
            "newest": newest,
        },
    )


def _boxes(arrived: list[Entry]) -> list[Box]:
    """One per address, the one that got something last first."""
    addresses = {entry.to_address for entry in arrived}
    names = duty_phones(addresses) | names_at(addresses)
    boxes: dict[str, Box] = {}
    for entry in arrived:
        address = entry.to_address
        box = boxes.setdefault(address, Box(address, entry.channel, names.get(address, "")))
        box.messages.insert(0, (entry, parse_datetime(entry.at)))
    return list(boxes.values())
