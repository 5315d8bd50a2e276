"""An address without what signs it: signed anew for every list, it still names the same file."""

from django.db.models import Func, TextField

# Amazon and those that do as it does, Azure, Akamai, nginx, and what others commonly call it.
SIGNING = "|".join(
    (
        "x-(amz|goog|oss|ms)-[a-z0-9-]+", "(aws|oss)accesskeyid", "googleaccessid", "key-pair-id",
        "s[eiprtv]", "sig", "spr", "skoid", "sktid", "sk[estv]", "hdnea", "hdnts", "__token__",
        "expires?", "expiry", "exp", "sign", "signature", "policy", "token", "hmac", "md5",
    )
)  # fmt: skip
PATTERN = f"(?<=[?&])({SIGNING})=[^&#]*&?"


def unsigned(url: str) -> str:
    """The SQL of it, for the SQL of an address."""
    return f"rtrim(regexp_replace({url}, '{PATTERN}', '', 'gi'), '?&')"


class Unsigned(Func):
    template = unsigned("%(expressions)s")
    arity = 1
    output_field = TextField()
