"""`{% filled %}`: the parts of the shell that are the same on every page, from moulds."""

from django.template import Context, Template
from django.utils.functional import SimpleLazyObject

from omni.lib import moulds

TOP = (
    '{% load mould %}{% filled "omni/parts/top.html" name=name known=known'
    " shortlist_count=count by_section=section %}"
)


def top(**given) -> str:
    return Template(TOP).render(Context(given))


def test_says_what_it_is_given():
    page = top(name="Tolland & Co", known=True, count=2, section="rings")

    assert '<a class="mark" href="/">Tolland &amp; Co</a>' in page
    assert 'aria-label="Your account"' in page
    assert '<span class="count" id="shortlist-count">2</span>' in page
    assert '<a href="/rings/" aria-current="page">' in page


def test_nothing_given_is_a_strangers_page():
    page = top()

    assert 'aria-label="Sign in"' in page
    assert '<span class="count" id="shortlist-count"></span>' in page
    assert "aria-current" not in page


def test_what_is_lazy_is_asked_and_not_kept():
    asked = []
    known = SimpleLazyObject(lambda: asked.append(1) or True)
    moulds._mould.cache_clear()

    page = top(known=SimpleLazyObject(lambda: bool(known)), count=SimpleLazyObject(lambda: 0))

    assert asked == [1]
    assert 'aria-label="Your account"' in page
    assert 'id="shortlist-count"></span>' in page
    texts: list[str] = []
    outline = moulds._outline({"known": bool(known)}, texts)
    assert outline[1] == (("known", True),)
