"""Templates rendered once for each shape of what they say, and from then on only filled in.

Most of the time that a Django template takes goes into what is the same on every page: addresses,
static files, translations, icons. So it is rendered once with a gap in place of each text, and the
text that comes of it, the mould, is kept. A mould knows how many stores, facts or messages there
are, never what they say: it holds nothing of anybody, is never out of date, and serves a piece that
nobody has looked at before as fast as the others.

    filled("storefront/stone.html", {"title": "1.52 carat round", "facts": [...]}, {"gone": False})

Words are texts in lists and dictionaries, as the template wants them. A text can be asked in the
template whether it is empty, and nothing else: no filter, no comparison, no `{% url %}` but with
letters, digits and hyphens. Whatever the template decides by is said in `shape`, or as True, False
or None. The test suite renders every page the long way too, and compares.
"""

import re
import secrets
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import compress, count
from operator import itemgetter
from urllib.parse import quote

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import escape_leading_slashes
from django.utils.safestring import SafeString

from .translated import language

MOST = 1000  # moulds of a process: most are parts of a KB or two, pages have some 20 KB
# Letters and digits only: neither escaping nor an address changes them.
MARK = f"gap{secrets.token_hex(6)}n"
GAP = object()
NUL = "\x00"  # in no text of a page: PostgreSQL can't hold it
READY = SafeString, bytes  # HTML already; a str of any other kind is escaped
PLAIN = re.compile(r"[A-Za-z0-9_.-]+", re.ASCII).fullmatch  # nothing to quote, as mostly
SAFE = "!$&'()*+,;=/~:@"  # what `reverse` leaves as it is in a path (RFC 3986)


def filled(template: str, words: dict, shape: dict | None = None) -> SafeString:
    """The template as Django would render it with all of these; TypeError for what is no word."""
    texts: list[str] = []
    outline = _outline(words, texts)
    mould, order = _mould(template, language(), outline, _outline(shape or {}, None))
    inked = _escaped(texts)
    return SafeString(mould % tuple([inked[number] for number in order]))


def sent(template: str, words: dict, shape: dict | None = None) -> bytes:
    """The same in UTF-8, as it is sent, for what is long; a word may be such HTML in UTF-8 too.

    A text with one curly quote in it takes twice the memory, and is turned into UTF-8 letter by
    letter: so a page is put together from what is that already.
    """
    texts: list[str | bytes] = []
    outline = _outline(words, texts)
    mould, order = _mould_in_utf8(template, language(), outline, _outline(shape or {}, None))
    inked = _in_utf8(texts)
    return mould % tuple([inked[number] for number in order])


def read(words):
    """Words that `sent` takes, as Django takes them: HTML in UTF-8 as a text that is safe."""
    if isinstance(words, bytes):
        return SafeString(words.decode())
    if isinstance(words, dict):
        return {name: read(value) for name, value in words.items()}
    return [read(value) for value in words] if isinstance(words, list | tuple) else words


@dataclass(frozen=True, slots=True)
class Frame:
    """A template with one gap for each of its words, for what stands on a page many times."""

    mould: str
    utf8: bytes
    order: tuple[int, ...]
    pick: Callable[[Sequence[bytes]], tuple[bytes, ...]]

    def __call__(self, *html: str) -> SafeString:
        """Filled with HTML, in the order of the words' names."""
        return SafeString(self.mould % tuple([html[number] for number in self.order]))

    def sent(self, html: Sequence[bytes]) -> bytes:
        """The same in UTF-8."""
        return self.utf8 % self.pick(html)


def frame(template: str, *names: str, **shape: Hashable) -> Frame:
    """The frame that is filled with words of these names; what it is filled with isn't escaped.

    `a.kind` is a word within `a`; those of one such stand beside one another.
    """
    return _framed(template, names, language(), tuple(shape.items()))


@lru_cache(maxsize=MOST)
def _framed(template: str, names: tuple[str, ...], language: str, shape: tuple) -> Frame:
    words: dict = {}
    for name in names:
        *within, last = name.split(".")
        inner = words
        for part in within:
            inner = inner.setdefault(part, {})
        inner[last] = MARK
    mould, order = _mould(template, language, _outline(words, []), _outline(dict(shape), None))
    return Frame(mould, mould.encode(), tuple(order), _picker(order))


def _picker(order: Sequence[int]) -> Callable:
    """Takes from a list what stands at these places, in this order, as a tuple."""
    if len(order) > 1:
        return itemgetter(*order)
    return lambda html: tuple([html[number] for number in order])


def _escaped(texts: list[str]) -> list[str]:
    """All in one go, which costs as much as two one by one; what is safe stays as it is."""
    plain = [text for text in texts if not isinstance(text, SafeString)]
    inked = escape(NUL.join(plain)).split(NUL) if plain else []
    if len(inked) != len(plain):
        raise ValueError("A text has a NUL in it.")
    if len(plain) == len(texts):
        return inked
    following = iter(inked)
    return [text if isinstance(text, SafeString) else next(following) for text in texts]


def _in_utf8(texts: list[str | bytes]) -> list[bytes]:
    """What is HTML stays as it is, the rest is escaped in one go."""
    is_plain = [text.__class__ is str or not isinstance(text, READY) for text in texts]
    plain = list(compress(texts, is_plain))
    inked = escape(NUL.join(plain)).encode().split(NUL.encode()) if plain else []
    if len(inked) != len(plain):
        raise ValueError("A text has a NUL in it.")
    following = iter(inked)
    return [
        next(following) if is_text else text if isinstance(text, bytes) else text.encode()
        for text, is_text in zip(texts, is_plain, strict=True)
    ]  # fmt: skip


def address(name: str, part: str) -> str:
    """`reverse(name, args=[part])` for an address with one part, looked up once a name."""
    before, after = _address(name)
    return f"{before}{part if PLAIN(part) else quote(part, safe=SAFE)}{after}"


@lru_cache(maxsize=200)
def _address(name: str) -> tuple[str, str]:
    before, after = escape_leading_slashes(reverse(name, args=[MARK])).split(MARK)
    return before, after


def _outline(words, texts: list | None) -> Hashable:
    """The structure of words, their texts put aside in `texts`; without that, with the texts."""
    if words.__class__ is dict:
        return dict, tuple(zip(words, _outlines(words.values(), texts), strict=True))
    if isinstance(words, list | tuple):
        return list, tuple(_outlines(words, texts))
    if isinstance(words, str) and (texts is None or not words):
        return str(words)
    if isinstance(words, str | bytes) and texts is not None:
        if not words:
            return ""
        texts.append(words)
        return GAP
    if words is None or isinstance(words, bool) or (texts is None and isinstance(words, int)):
        return words
    raise TypeError(f"A mould takes texts, and {words!r} is none.")


def _outlines(several: Iterable, texts: list | None) -> list[Hashable]:
    """Of each; most are plain texts, which take no call of their own."""
    outlines: list[Hashable] = []
    for words in several:
        if words.__class__ is str and words and texts is not None:
            texts.append(words)
            outlines.append(GAP)
        else:
            outlines.append(_outline(words, texts))
    return outlines


@lru_cache(maxsize=MOST)
def _mould(template: str, language: str, words: Hashable, shape: Hashable) -> tuple[str, list[int]]:
    """The template as a %-format, and which text goes into each of its places."""
    return _made(template, words, shape)


@lru_cache(maxsize=MOST)
def _mould_in_utf8(
    template: str, language: str, words: Hashable, shape: Hashable
) -> tuple[bytes, list[int]]:
    mould, order = _made(template, words, shape)
    return mould.encode(), order


def _made(template: str, words: Hashable, shape: Hashable) -> tuple[str, list[int]]:
    numbers = count()
    context = {**_context(shape, numbers), **_context(words, numbers)}
    first, *rest = render_to_string(template, context).replace("%", "%%").split(MARK)
    mould, order = [first], []
    for piece in rest:
        number, _, text = piece.partition("e")
        order.append(int(number))
        mould.append(text)
    return "%s".join(mould), order


def _context(outline: Hashable, numbers: Iterator[int]):
    """An outline as a template's context again, with a numbered mark for each gap."""
    if outline is GAP:
        return f"{MARK}{next(numbers)}e"
    if not isinstance(outline, tuple):
        return outline
    kind, inside = outline
    if kind is dict:
        return {name: _context(value, numbers) for name, value in inside}
    return [_context(value, numbers) for value in inside]
