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


# By a name that we don't know: letters and digits, 16 of them in a row, as no number of a stone or
# a report has them. What names a piece, a file or its version is none, whatever it is like.
NAMING = "|".join(
    (
        "d", "id", "key", "no", "num", "number", "ref", "code", "sku", "lot", "packet", "stone",
        "diamond", "item", "cert", "certificate", "report", "uuid", "guid", "v", "ver", "version",
        "rev", "etag", "hash", "file", "name", "src", "url", "path", "video", "image", "media",
    )
)  # fmt: skip
SECRET = (
    f"(?<=[?&])(?!(?:{NAMING})=)[^=&#]+=(?=[^&#]*[0-9])(?=[^&#]*[a-z])[^&#]*[a-z0-9]{{16}}[^&#]*"
)
MOMENT = "(?<=[?&])[^=&#]+=1[5-9][0-9]{8}([0-9]{3})?(?=[&#]|$)"


def signed_anew(one: str, other: str, item: str) -> str:
    """The SQL of whether two links of `item` differ only in what can be nothing but a signature,
    by whatever name, and the moment that it ends.

    Only where what is before the question mark names the file: no other piece has it. Links to one
    page for all pieces are told apart by what follows.
    """
    return f"""({one} ~* '{SECRET}' AND {other} ~* '{SECRET}' AND {_left(one)} = {_left(other)}
        AND NOT EXISTS (SELECT FROM inventory_stonemedia elsewhere
            WHERE elsewhere.item_id <> {item}
              AND split_part(elsewhere.url, '?', 1) = split_part({one}, '?', 1)))"""


def _left(url: str) -> str:
    return f"rtrim(regexp_replace({unsigned(url)}, '({SECRET}|{MOMENT})&?', '', 'gi'), '?&')"
