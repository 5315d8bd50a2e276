"""Short codes that people type: kept only as a keyed hash, since they could be guessed from it."""

from django.utils.crypto import salted_hmac

# Letters and digits without those that look alike.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def keyed_hash(purpose: str, value: str) -> str:
    """HMAC-SHA-256 under our secret, 64 hex digits; `purpose` keeps uses apart."""
    return salted_hmac(purpose, value, algorithm="sha256").hexdigest()


def code_of(token: str, length: int = 4) -> str:
    """The code to type for a secret token: always the same, of no use without our secret.

    Four of thirty letters are 810,000 codes: enough where one enrolled station may try a few, not
    for a page that anybody can open.
    """
    number = int(keyed_hash("pass code", token), 16)
    letters = []
    for _ in range(length):
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return "".join(letters)


def typed(code: str) -> str:
    """As somebody typed it: case, spaces and dashes don't matter."""
    return "".join(letter for letter in code.upper() if letter.isalnum())
