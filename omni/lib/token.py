"""The token of a form: Django's own, made at a tenth of the price.

Django draws the mask by 32 calls of the system's dice, and sends the cookie again with every page
to put off its end in a year's time: together as much as a page's query. What is signed and checked
is the same, and the check stays Django's.
"""

from secrets import token_bytes

from django.http import HttpRequest
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, get_token

LETTERS = len(CSRF_ALLOWED_CHARS)
# The bytes above the last whole round of the letters are thrown again, so that none is likelier.
FAIR = 256 - 256 % LETTERS
PLACE = {letter: place for place, letter in enumerate(CSRF_ALLOWED_CHARS)}


def form_token(request: HttpRequest) -> str:
    """Another mask for each page over this browser's secret; a new browser is given one."""
    secret = request.META.get("CSRF_COOKIE")
    if secret is None:
        return get_token(request)
    made = getattr(request, "_form_token", None)
    if made is None or made[0] != secret:  # signing in begins another secret
        request._form_token = made = secret, _masked(secret)
    return made[1]


def _masked(secret: str) -> str:
    mask = _mask()
    pairs = zip(secret, mask, strict=True)
    hidden = [CSRF_ALLOWED_CHARS[(PLACE[letter] + place) % LETTERS] for letter, place in pairs]
    return "".join([*(CSRF_ALLOWED_CHARS[place] for place in mask), *hidden])


def _mask() -> list[int]:
    places: list[int] = []
    while len(places) < CSRF_SECRET_LENGTH:
        places += [byte % LETTERS for byte in token_bytes(2 * CSRF_SECRET_LENGTH) if byte < FAIR]
    return places[:CSRF_SECRET_LENGTH]
