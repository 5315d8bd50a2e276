"""A machine's list is sent to somebody; how the link stands, and who looked at what."""

import datetime as dt
import uuid

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from customers.actions.end_share import extend_share, revoke_share
from customers.actions.share_selection import send_again, share_selection
from customers.models import SelectionShare
from customers.selectors.selections import Sent, sent_by_machine, with_looks
from omni.lib.actors import Actor
from omni.lib.limits import limit

from ..doing import doing
from ..schema import refusals
from ..serializers.selections import LongerRequest, SendRequest, ShareOut
from .machine import Machine
from .selections import SCOPE, TAG, own

HOUR, MOST_AN_HOUR = dt.timedelta(hours=1), 60


def own_share(ref: uuid.UUID, client: object) -> SelectionShare:
    """A sending of a list that this client made."""
    found = sent_by_machine(client).filter(public_id=ref).first()
    if found is None:
        raise Http404
    return found


def shown(ref: uuid.UUID, client: object) -> Sent:
    return with_looks([own_share(ref, client)])[0]


def paced(actor: Actor) -> None:
    """Raises `TooMany` past so many messages in an hour."""
    limit(name=f"selection:{actor}", most=MOST_AN_HOUR, per=HOUR)


class OneShare(Machine):
    scopes = {"GET": SCOPE}

    @extend_schema(
        operation_id="read_share", responses={200: ShareOut, **refusals(404)}, tags=[TAG]
    )
    def get(self, request: Request, share: uuid.UUID) -> Response:
        """How its link stands, how often it was opened, and what of it was looked at."""
        return Response(ShareOut(shown(share, request.auth.public_id)).data)


@doing(
    "send_selection", scope=SCOPE, body=SendRequest, answer=ShareOut, tag=TAG, status=201,
    ahead=paced,
)  # fmt: skip
def send(asked: dict, actor: Actor, selection: uuid.UUID) -> Sent:
    """Send a link of her own to somebody, by SMS or e-mail. The link is in her message only."""
    share = share_selection(
        selection=own(selection, actor.ref), customer=None, name=asked["name"],
        address=asked["address"], good_for=dt.timedelta(days=asked["days"]), actor=actor,
    )  # fmt: skip
    return shown(share.public_id, actor.ref)


@doing("send_share_again", scope=SCOPE, body=None, answer=ShareOut, tag=TAG, ahead=paced)
def again(asked: dict, actor: Actor, share: uuid.UUID) -> Sent:
    """Send a new link in place of the one before, which opens nothing from then on."""
    send_again(share=own_share(share, actor.ref), actor=actor)
    return shown(share, actor.ref)


@doing("extend_share", scope=SCOPE, body=LongerRequest, answer=ShareOut, tag=TAG)
def extend(asked: dict, actor: Actor, share: uuid.UUID) -> Sent:
    """Keep its link working for longer, from today if it has run out."""
    by = dt.timedelta(days=asked["days"])
    extend_share(share=own_share(share, actor.ref), by=by, actor=actor)
    return shown(share, actor.ref)


@doing("revoke_share", scope=SCOPE, body=None, answer=ShareOut, tag=TAG)
def revoke(asked: dict, actor: Actor, share: uuid.UUID) -> Sent:
    """From now on its link opens nothing."""
    revoke_share(share=own_share(share, actor.ref), actor=actor)
    return shown(share, actor.ref)
