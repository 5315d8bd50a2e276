"""No page needs more than the CSP gives, and every icon, stylesheet and script it names exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCRIPTS = sorted((ROOT / "static" / "js").rglob("*.js"))
STYLES = sorted((ROOT / "static" / "css").rglob("*.css"))
PICTURES = sorted((ROOT / "static" / "img").rglob("*.svg"))
SPRITE = set(re.findall(r'<symbol id="i-([\w-]+)"', (ROOT / "static/img/icons.svg").read_text()))

# The one door through which fragments rendered by our own templates reach an open page.
APPLIES_FRAGMENTS = "static/js/live.js"
# Names of things, not addresses that a page asks for.
NAMESPACES = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
COMMENT = re.compile(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}", re.DOTALL)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def markup(path: Path) -> str:
    return COMMENT.sub("", path.read_text())


def tags(text: str) -> list[str]:
    """Opening HTML tags, template tags inside them included."""
    return re.findall(r"<[a-zA-Z][^<>]*(?:{[%{][^<]*?[%}]}[^<>]*)*>", text)


@pytest.mark.parametrize("path", TEMPLATES + PICTURES, ids=name)
def test_carries_no_inline_style(path):
    text = markup(path)

    assert not [tag for tag in tags(text) if re.search(r"\sstyle\s*=", tag)]
    assert not re.search(r"<style\b", text)


@pytest.mark.parametrize("path", TEMPLATES + PICTURES, ids=name)
def test_carries_no_inline_script_or_handler(path):
    text = markup(path)
    scripts = re.findall(r"<script\b[^>]*>", text)

    data_only = 'type="application/json"'
    assert [s for s in scripts if "src=" not in s and data_only not in s] == []
    assert not [tag for tag in tags(text) if re.search(r"\s(on[a-z]+|hx-on[\w:-]*)\s*=", tag)]
    assert "javascript:" not in text


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_asks_htmx_for_nothing_that_needs_eval(path):
    attributes = re.findall(r'hx-(?:trigger|vals|headers|vars)\s*=\s*["\']([^"\']*)', markup(path))

    assert [a for a in attributes if a.startswith(("js:", "javascript:")) or "[" in a] == []


@pytest.mark.parametrize("path", TEMPLATES + SCRIPTS + STYLES + PICTURES, ids=name)
def test_asks_nobody_else_for_anything(path):
    found = set(re.findall(r"https?://[^\s\"'<>)`]+", markup(path)))

    assert found - NAMESPACES == set()
    assert not re.search(r"""(?:src|href|url\()\s*=?\s*["']?//""", path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_names_only_icons_that_are_drawn(path):
    text = markup(path)
    named = re.findall(r"{%\s*icon\s+[\"']([\w-]+)", text)
    named += re.findall(r"icons\.svg['\"]\s*%}#i-([\w-]+)", text)
    named += re.findall(r"parts/icon\.html[\"']\s+with\s+name=[\"']([\w-]+)", text)
    named += re.findall(r"parts/empty\.html[\"'][^%]*\sart=[\"']([\w-]+)", text)

    assert set(named) - SPRITE == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_names_only_static_files_that_exist(path):
    text = markup(path)
    named = re.findall(r"{%\s*static\s+[\"']([^\"']+)[\"']", text)
    for call in re.findall(r"{%\s*styles\s+([^%]+)%}", text):
        named += [f"css/{component}.css" for component in re.findall(r"[\"']([\w-]+)[\"']", call)]

    assert [file for file in named if not (ROOT / "static" / file).is_file()] == []


@pytest.mark.parametrize("path", STYLES, ids=name)
def test_stylesheet_names_only_tokens_and_files_that_exist(path):
    text = path.read_text()
    tokens = set(re.findall(r"(--[\w-]+)\s*:", (ROOT / "static/css/tokens.css").read_text()))
    own = set(re.findall(r"(--[\w-]+)\s*:", text))
    used = set(re.findall(r"var\((--[\w-]+)", text))
    files = re.findall(r"url\([\"']?([^\"')]+)", text)

    assert used - tokens - own == set()
    assert [file for file in files if not (path.parent / file).resolve().is_file()] == []
    assert "@import" not in text


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_script_evaluates_no_text_as_code_or_markup(path):
    text = path.read_text()

    assert not re.search(r"\beval\(|new Function\(|insertAdjacentHTML|outerHTML\s*=", text)
    assert name(path) == APPLIES_FRAGMENTS or not re.search(r"\.innerHTML\s*=", text)
    assert not re.search(r"setAttribute\(\s*[\"']style", text)


def test_every_drawn_icon_is_a_stroke_without_colour_of_its_own():
    sprite = (ROOT / "static/img/icons.svg").read_text()

    assert len(SPRITE) == sprite.count("<symbol ")
    assert not re.search(r"\b(fill|stroke)=", sprite)


def test_every_vendored_file_has_its_licence_beside_it():
    folders = [f for f in (ROOT / "static" / "vendor").iterdir() if f.is_dir()]
    listed = (ROOT / "static/vendor/README.md").read_text()

    assert folders
    assert [f.name for f in folders if not list(f.glob("LICENSE*"))] == []
    assert [f.name for f in folders if f"`{f.name}/`" not in listed] == []
