"""Order numbers that people read aloud: SYD-10042, counted per prefix without a twin."""

from omni.lib.statement import Writing

NEXT = Writing(
    "INSERT INTO sales_ordercounter (prefix, last) VALUES (%s, 10001)"
    " ON CONFLICT (prefix) DO UPDATE SET last = sales_ordercounter.last + 1 RETURNING last"
)


def next_number(prefix: str) -> str:
    """The next number; its row stays locked until the order's transaction ends."""
    return f"{prefix}-{NEXT.rows(prefix)[0][0]}"
