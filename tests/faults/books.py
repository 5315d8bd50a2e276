"""The provider's own book beside ours: what was taken, given back, and how often it was asked."""

from sales.models import Payment
from sales.providers import rehearsal


def charges() -> dict[str, tuple[str, int, int]]:
    """By our reference: (status, amount in the smallest coin, how often the charge was asked)."""
    with rehearsal.journal() as book:
        rows = book.execute("SELECT ref, status, amount, asked FROM charge").fetchall()
    return {ref: (status, amount, asked) for ref, status, amount, asked in rows}


def refunds() -> dict[str, int]:
    """By our reference of the payment: what was given back, in the smallest coin."""
    with rehearsal.journal() as book:
        rows = book.execute("SELECT charge, sum(amount) FROM refund GROUP BY charge").fetchall()
    return dict(rows)


def assert_books_agree() -> None:
    """Each payment is in both books with the same money, and was asked for once at most."""
    theirs, back = charges(), refunds()
    ours = {str(row.public_id): row for row in Payment.objects.all()}
    assert set(theirs) <= set(ours)
    for ref, row in ours.items():
        status, amount, asked = theirs.get(ref, ("absent", 0, 0))
        taken = amount if status == "captured" else 0
        money = (row.captured * 100, row.refunded * 100)
        assert money == (taken, back.get(ref, 0)), (ref, row.state, money, theirs, back)
        assert asked <= 1, f"payment {ref} was charged {asked} times"
