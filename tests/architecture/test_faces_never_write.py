"""A face authorises, validates, calls one action and renders; rows are written by actions."""

from tests.architecture.source import FACES, modules
from tests.architecture.source import calls as calls_in

ALWAYS = {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "select_for_update",
          "aupdate", "acreate", "asave", "adelete", "execute", "executemany"}  # fmt: skip
ON_ROWS = {"create", "update", "delete", "save"}
# What looks like a write and is none: cookies, sessions, dictionaries, responses.
HARMLESS = ("cookies.", "session.", "headers.", "context.", "signing.", "cache.", "self.fields")


def is_face(path: str) -> bool:
    parts = path.split("/")
    face = parts[0] == "omni" and parts[1] in FACES
    shell = parts[-1] in ("tasks.py", "admin.py", "consumers.py") or {"management", "admin"} & set(
        parts
    )
    return face or shell


def writes(path: str, tree) -> list[str]:
    found = []
    for line, name, whole in calls_in(tree):
        on_rows = name in ON_ROWS and (".objects" in whole or ".filter(" in whole or name == "save")
        if (name in ALWAYS or on_rows) and not whole.startswith(HARMLESS):
            found.append(f"{path}:{line} {whole[:60]}")
    return found


def test_no_face_writes_a_row():
    found = [w for path, tree in modules().items() if is_face(path) for w in writes(path, tree)]

    assert found == []


def test_the_check_sees_a_write():
    import ast

    tree = ast.parse("def view(r):\n    Item.objects.create(sku='x')\n    item.save()\n")

    assert len(writes("omni/storefront/views/x.py", tree)) == 2
