import shutil

import pytest
from playwright.sync_api import sync_playwright

from omni.lib.embedded.place import NOTE

from .shop import Shop, open_shop


@pytest.fixture(scope="module")
def shop(tmp_path_factory) -> Shop:
    var = tmp_path_factory.mktemp("shop")
    opened = open_shop(var)
    yield opened
    opened.stop()
    if (note := var / NOTE).exists():
        shutil.rmtree(note.read_text().strip(), ignore_errors=True)


@pytest.fixture(scope="module")
def playwright():
    with sync_playwright() as running:
        yield running
