"""Moulds: a template rendered once for each shape, and filled in as Django would render it."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe

from omni.lib import moulds
from omni.lib.moulds import address, filled, frame

BADGE, COUNT = "inventory/badge.html", "omni/parts/shortlist-count.html"
HARD = ["Sold", "<b>&\"'", "100 %", "%s %(x)s %%", "{{ word }}", f"{moulds.MARK}0e", "é\n "]


def named(word: str) -> str:
    """The mark is another in every process, the name of a test is not."""
    return word.replace(moulds.MARK, "mark")


@pytest.fixture
def rendered(monkeypatch) -> list[str]:
    """The templates that were rendered, one by one."""
    seen = []

    def render(template, context):
        seen.append(template)
        return render_to_string(template, context)

    moulds._mould.cache_clear()
    moulds._mould_in_utf8.cache_clear()
    moulds._framed.cache_clear()
    monkeypatch.setattr(moulds, "render_to_string", render)
    return seen


@pytest.mark.parametrize("word", HARD, ids=named)
def test_says_any_text_as_django_does(word):
    words = {"a": {"kind": "gone", "word": word}}

    assert filled(BADGE, words) == render_to_string(BADGE, words)


def test_is_rendered_once_whatever_the_texts(rendered):
    for word in HARD:
        filled(BADGE, {"a": {"kind": "go", "word": word}})

    assert rendered == [BADGE]


def test_what_is_safe_is_not_escaped_and_what_is_not_is():
    made = filled(BADGE, {"a": {"kind": "go", "word": mark_safe("<i>Here</i>")}})

    assert made == '<span class="availability go"><i>Here</i></span>\n'
    assert "<i>" not in filled(BADGE, {"a": {"kind": "go", "word": "<i>Here</i>"}})


def test_a_template_without_words_is_filled_too():
    assert "offline" in filled("omni/parts/offline.html", {})


def test_a_text_with_a_nul_is_refused():
    with pytest.raises(ValueError, match="NUL"):
        filled(BADGE, {"a": {"kind": "go", "word": "a\x00b"}})


def test_an_empty_text_and_a_choice_are_shapes_of_their_own(rendered):
    assert (
        filled(COUNT, {"shortlist_count": "2"})
        == '<span class="count" id="shortlist-count">2</span>\n'
    )
    assert (
        filled(COUNT, {"shortlist_count": ""})
        == '<span class="count" id="shortlist-count"></span>\n'
    )
    assert 'hx-swap-oob="true"' in filled(COUNT, {"shortlist_count": "2"}, {"oob": True})
    assert len(rendered) == 3


def test_lists_of_another_length_are_another_shape(rendered):
    page = "omni/parts/messages.html"
    for texts in (["one"], ["two"], ["one", "two"]):
        filled(page, {"messages": [{"text": text} for text in texts]})

    assert len(rendered) == 2


def test_a_mould_holds_no_text_it_was_filled_with():
    secret = "she-likes-the-152"
    words = {"a": {"kind": "hold", "word": secret}}
    filled(BADGE, words)

    texts: list[str] = []
    outline = moulds._outline(words, texts)
    mould, _order = moulds._mould(BADGE, "en-au", outline, moulds._outline({}, None))

    assert texts == ["hold", secret]
    assert secret not in mould
    assert secret not in repr(outline)


@pytest.mark.parametrize("thing", [3, 1.5, object(), {1, 2}, b"bytes"])
def test_takes_texts_only(thing):
    with pytest.raises(TypeError):
        filled(BADGE, {"a": {"kind": "go", "word": thing}})


@pytest.mark.parametrize("part", ["TD-1", "A B", "Ünï", "5%&x", "<i>'\"", "a;b,c+d=e!$*()~:@"])
def test_an_address_is_what_reverse_says(part):
    assert address("storefront:reserve", part) == reverse("storefront:reserve", args=[part])


@pytest.mark.parametrize("word", HARD, ids=named)
def test_a_frame_is_filled_with_html_as_it_is(word):
    made = frame(BADGE, "a.word", "a.kind")

    expected = render_to_string(BADGE, {"a": {"kind": "go", "word": mark_safe(word)}})
    assert made(word, "go") == expected


def test_a_frame_takes_its_shape_and_is_rendered_once(rendered):
    for key in ("first", "second"):
        for on in (True, False):
            html = frame("storefront/heart.html", "sku", "key", on=on)("SKU-1", key)
            assert f'aria-pressed="{str(on).lower()}"' in html
            assert f'value="{key}"' in html

    assert rendered == ["storefront/heart.html"] * 2


def test_what_is_sent_is_the_same_in_utf8_and_takes_what_is_that_already():
    words = {"a": {"word": "Held till 6’", "kind": "hold"}}
    ready = {"a": {"word": "<b>’</b>".encode(), "kind": mark_safe("hold")}}

    assert moulds.sent(BADGE, words) == moulds.filled(BADGE, words).encode()
    assert "<b>’</b>".encode() in moulds.sent(BADGE, ready)


def test_a_text_of_a_kind_of_its_own_is_escaped_in_what_is_sent():
    class Choice(str):
        pass

    words = {"a": {"word": Choice("<i>"), "kind": "go"}}

    assert moulds.sent(BADGE, words) == moulds.filled(BADGE, words).encode()
    assert b"<i>" not in moulds.sent(BADGE, words)


def test_what_is_sent_is_escaped():
    made = moulds.sent(BADGE, {"a": {"word": '<i>’&"', "kind": "go"}})

    assert b"&lt;i&gt;" in made
    assert b"<i>" not in made
    with pytest.raises(ValueError, match="NUL"):
        moulds.sent(BADGE, {"a": {"word": "a\x00b", "kind": "go"}})


def test_bytes_are_no_shape():
    with pytest.raises(TypeError):
        moulds.sent(BADGE, {"a": {"word": "a", "kind": "go"}}, {"more": b"yes"})


def test_a_frame_in_utf8_is_the_same():
    card = frame("storefront/heart.html", "sku", "key", on=True)

    assert card.sent([b"SKU-1", "’".encode()]) == card("SKU-1", "’").encode()
