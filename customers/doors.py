"""How a face learns for whom it writes."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from omni.lib.actors import Actor
from omni.lib.ids import public_id

from .actions.know import know_customer
from .actions.session import open_session
from .actors import customer_actor, visitor_actor
from .cookies import remember, remember_visitor
from .models import Customer
from .selectors.people import customer_of_visitor, is_known

SetCookie = Callable[[HttpResponse], None]


def actor_of(request: HttpRequest) -> Actor:
    """The customer when this browser has a session, else its visitor."""
    if request.customer:
        return customer_actor(request.customer)
    return visitor_actor(request.visitor)


def is_stranger(request: HttpRequest) -> bool:
    """Whether this browser is nobody's yet, so that nothing can be held for it."""
    if request.customer:
        return False
    return request.visitor_is_new or customer_of_visitor(request.visitor) is None


def customer_for_write(request: HttpRequest) -> tuple[Customer, Actor, SetCookie]:
    """Whose this deliberate act is; call `set_cookie(response)` on whatever is answered.

    The first such act makes the visitor a customer and opens an unproven session. A browser whose
    person has proven herself meanwhile, and that isn't signed in, is a stranger again.
    """
    if request.customer:
        return request.customer, customer_actor(request.customer), lambda response: None
    visitor = request.visitor
    with transaction.atomic():
        known = None if request.visitor_is_new else customer_of_visitor(visitor)
        if known and is_known(known):
            visitor = public_id()
        customer = know_customer(visitor=visitor, actor=visitor_actor(visitor))
        actor = customer_actor(customer)
        token = open_session(customer=customer, is_proven=False, actor=actor)

    def set_cookie(response: HttpResponse) -> None:
        remember(response, token)
        if visitor != request.visitor:
            remember_visitor(response, visitor)

    return customer, actor, set_cookie
