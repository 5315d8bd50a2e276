"""Who comes to a measured shop: signs in customers, staff and machines, and prints their keys."""

import json
import sys
import uuid

from .hands import django_ready

CUSTOMERS, STAFF, MACHINES = 16, 180, 200


def main() -> None:
    django_ready()
    from django.conf import settings

    made = {
        "customers": [_customer(n) for n in range(CUSTOMERS)],
        "staff": _staff(),
        "machines": _machines(),
        "customer_cookie": settings.CUSTOMER_COOKIE,
        "staff_cookie": settings.SESSION_COOKIE_NAME,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
    }
    sys.stdout.write(json.dumps(made))


def _customer(n: int) -> str:
    """Somebody with a proven address and a few stones on her shortlist."""
    from customers.actions.know import know_customer
    from customers.actions.session import open_session
    from customers.actors import customer_actor, visitor_actor
    from customers.models import Identity
    from omni.lib.clock import now

    visitor = uuid.uuid4()
    customer = know_customer(visitor=visitor, actor=visitor_actor(visitor))
    Identity.objects.create(
        customer=customer, kind="email", value=f"bench{n}@example.com", proven_at=now()
    )
    return open_session(customer=customer, is_proven=True, actor=customer_actor(customer))


def _staff() -> list[str]:
    """Sessions of associates in Sydney, as signing in leaves them."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from staff.models import User

    people = list(User.objects.filter(memberships__store__slug="sydney"))
    keys = []
    for n in range(STAFF):
        user, store = people[n % len(people)], SessionStore()
        store[SESSION_KEY] = str(user.pk)
        store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
        store[HASH_SESSION_KEY] = user.get_session_auth_hash()
        store.create()
        keys.append(store.session_key)
    return keys


def _machines() -> list[str]:
    from omni.lib.actors import system
    from staff.actions.create_api_client import create_api_client
    from staff.models import ApiClient

    return [
        create_api_client(
            name=f"Machine {n}", scopes=list(ApiClient.Scope.values), user=None,
            actor=system("bench"),
        )[1]
        for n in range(MACHINES)
    ]  # fmt: skip


if __name__ == "__main__":
    main()
