"""docs/operating.md names every variable that the settings read."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READ = re.compile(r'(?:env\.\w+|required)\(\s*"([A-Z_]+)"')


def test_every_environment_variable_is_explained():
    read = set(READ.findall((ROOT / "omni" / "settings.py").read_text()))
    table = (ROOT / "docs" / "operating.md").read_text().partition("## Environment")[2]
    explained = set(re.findall(r"`([A-Z_]+)`", table.partition("\n## ")[0]))

    assert "OMNI_SECRET_KEY" in read
    assert read - explained == set()
