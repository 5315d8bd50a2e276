"""Actions are keyword-only and say who acts; models have no callbacks; nobody uses signals."""

import ast

import pytest

from tests.architecture.source import APPS, ROOT, imported, modules

ACTIONS = [path for path in modules() if "/actions/" in path and not path.endswith("__init__.py")]
# These act for the platform itself: they make true what time or a question has made true.
NOBODY = {
    "inventory/actions/expire.py",
    "inventory/actions/forget_list_files.py",
    "inventory/actions/forget_media.py",
    "chat/actions/answer_automatically.py",
    "chat/actions/tell_when.py",
    "notifications/actions/record.py",
}


def verbs(tree: ast.Module) -> list[ast.FunctionDef]:
    return [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


@pytest.mark.parametrize("path", ACTIONS)
def test_an_action_takes_names_and_an_actor(path):
    named = [verb for verb in verbs(modules()[path]) if verb.args.kwonlyargs]
    acting = [v for v in named if any(arg.arg == "actor" for arg in v.args.kwonlyargs)]

    assert any(not verb.args.args for verb in named) or path in NOBODY, "keyword-only"
    assert acting or path in NOBODY, "says who acts"


def test_no_model_overrides_save_or_delete():
    found = [
        f"{path}:{node.lineno}"
        for path, tree in modules().items()
        if "/models" in path
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name in ("save", "delete")
    ]

    assert found == []


def test_nobody_uses_signals():
    found = [
        path
        for path, tree in modules().items()
        for name in imported(tree)
        if name.startswith(("django.db.models.signals", "django.dispatch"))
    ]

    assert found == []


def test_every_file_has_one_subject():
    tests = [str(path.relative_to(ROOT)) for path in (ROOT / "tests").rglob("*.py")]

    long = {path: len((ROOT / path).read_text().splitlines()) for path in [*modules(), *tests]}

    assert {path: lines for path, lines in long.items() if lines > 300} == {}


def test_no_app_has_a_drawer_for_odds_and_ends():
    drawers = {"utils", "helpers", "services", "common", "misc"}

    found = [path for path in modules() if drawers & set(path.removesuffix(".py").split("/"))]

    assert found == []
    assert APPS
