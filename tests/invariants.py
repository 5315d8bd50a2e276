"""After every transactional test the data must tell one story; a plugin, see conftest.py."""

import pytest
from django.db import connection

from omni.lib.invariants import breaches

MARK = "breaks_promises: a control that breaks an invariant on purpose; nothing is checked after it"


def assert_one_story(*, with_workers: bool = False) -> None:
    """Every invariant holds now; the browser journey calls it at its end, with the workers'."""
    found = breaches(with_workers=with_workers)
    assert not found, "\n".join(["The data no longer tell one story:", *map(str, found)])


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", MARK)


@pytest.fixture(autouse=True)
def _one_story(request: pytest.FixtureRequest):
    """Asks for the database itself, so that it looks before the tables are emptied."""
    if not _is_transactional(request.node):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    if request.node.get_closest_marker("breaks_promises") is None:
        if connection.in_atomic_block:
            connection.close()
        assert_one_story()


def _is_transactional(node: pytest.Item) -> bool:
    mark = node.get_closest_marker("django_db")
    if mark is not None and (mark.kwargs.get("transaction") or (mark.args and mark.args[0])):
        return True
    return bool({"transactional_db", "live_server"} & set(getattr(node, "fixturenames", ())))
