"""Our own Python files as syntax trees."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("staff", "inventory", "notifications", "customers", "sales", "chat")
FACES = ("storefront", "floor", "desk", "kiosk", "api")


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the product by its path from the root, migrations left out."""
    paths = [
        path
        for top in (*APPS, "omni")
        for path in (ROOT / top).rglob("*.py")
        if "migrations" not in path.parts
    ]
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text()) for path in sorted(paths)}


def calls(tree: ast.Module) -> list[tuple[int, str, str]]:
    """(line, name of what is called, its whole dotted text) of every call of an attribute."""
    return [
        (node.lineno, node.func.attr, ast.unparse(node.func))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]


def imported(tree: ast.Module) -> set[str]:
    """Every module and name that is imported, dotted."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module or ''}.{alias.name}" for alias in node.names}
    return names
