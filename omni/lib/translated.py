"""`gettext` for what every page says: a text is looked up once in a language, then remembered.

Django asks one catalogue after the other, and a text that is in none is looked for in all of them,
each time. Only for whole sentences and words of ours; their number is small.
"""

from functools import lru_cache

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as looked_up
from django.utils.translation import ngettext as counted

SMALL, MILLION = 1000, 1_000_000
ONLY = settings.LANGUAGE_CODE if len(settings.LANGUAGES) == 1 else ""


def language() -> str:
    """The one this page is written in; with one language, nobody needs to be asked."""
    return ONLY or get_language()


def gettext(text: str) -> str:
    return _in(language(), text)


@lru_cache(maxsize=1000)
def _in(language: str, text: str) -> str:
    return looked_up(text)


def ngettext(one: str, many: str, number: int) -> str:
    """As `gettext`, by a number of things.

    Languages decide by a number's last digits and by the small ones, so three digits stand for all
    but whole millions, which French and Spanish say in a way of their own.
    """
    alike = number if number < SMALL or not number % MILLION else SMALL + number % SMALL
    return _counted(language(), one, many, alike)


@lru_cache(maxsize=10_000)
def _counted(language: str, one: str, many: str, number: int) -> str:
    return counted(one, many, number)
