"""Static files as a shop serves them: named by what is in them, scripts that import others too."""

import re

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage

from omni.lib.static import StaticFiles

IMPORTED = re.compile(r"""(?:^|;)\s*(?:import|export)\b[^;]*?["'](\.{1,2}/[^"']+)["']\s*;""", re.M)
HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")


@pytest.fixture(scope="module")
def collected(tmp_path_factory) -> StaticFiles:
    """Our scripts, collected."""
    (source,) = settings.STATICFILES_DIRS
    kept = FileSystemStorage(source)
    storage = StaticFiles(location=tmp_path_factory.mktemp("static"), base_url="/static/")
    paths = {}
    for file in sorted((source / "js").rglob("*.js")):
        name = str(file.relative_to(source))
        with kept.open(name) as content:
            storage.save(name, content)
        paths[name] = (storage, name)
    for name, _hashed, done in storage.post_process(paths):
        assert not isinstance(done, Exception), (name, done)
    return storage


def test_a_script_that_imports_another_names_it_by_its_hash(collected):
    """By two addresses it would run twice; an old one could meet a new one."""
    imports = []
    for name in collected.hashed_files:
        address = collected.stored_name(name)
        text = collected.open(address).read().decode()
        for asked in IMPORTED.findall(text):
            imports.append((address, asked))
            folder = (collected.path(address)).rpartition("/")[0]
            assert HASHED.search(asked), f"{address} imports {asked}"
            assert collected.exists(f"{folder}/{asked}"), f"{address} imports {asked}"

    assert len(imports) > 10


def test_it_is_the_address_that_pages_name(collected):
    text = collected.open(collected.stored_name("js/desk.js")).read().decode()

    assert f'"./{collected.url("js/omni.js").rpartition("/")[2]}"' in text
