"""What pieces that left on trust have in common: where they lie and when a memo is settled."""

import datetime as dt

from django.db import connection

from .models import Location, Memo


def with_customers() -> Location:
    """Where pieces lie that a customer took home on approval."""
    place = Location.objects.filter(kind=Location.Kind.CUSTOMER).order_by("pk").first()
    if place is None:
        place, _ = Location.objects.get_or_create(
            code="with-customers",
            defaults={
                "name": "With a customer", "kind": Location.Kind.CUSTOMER, "sells_online": False,
            },
        )  # fmt: skip
    return place


def next_memo() -> tuple[int, str]:
    """The id of a new memo and its number, which people read out: `M-00042`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('inventory_memo', 'id'))")
        (pk,) = cursor.fetchone()
    return pk, f"M-{pk:05}"


def settle(memos: list[Memo], at: dt.datetime) -> None:
    """Close those of which no piece is out any more."""
    for memo in memos:
        if not memo.lines.filter(returned_at=None, bought_at=None).exists():
            Memo.objects.filter(pk=memo.pk, closed_at=None).update(closed_at=at)
