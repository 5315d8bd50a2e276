"""docs/operating.md names every variable that the settings read."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READ = re.compile(r'(?:env\.\w+|required|provider)\(\s*"([A-Z_]+)"')


def test_every_environment_variable_is_explained():
    files = (ROOT / "omni" / "settings.py", ROOT / "omni" / "lib" / "env.py")
    read = {name for file in files for name in READ.findall(file.read_text())}
    table = (ROOT / "docs" / "operating.md").read_text().partition("## Environment")[2]
    explained = set(re.findall(r"`([A-Z_]+)`", table.partition("\n## ")[0]))

    assert {"OMNI_SECRET_KEY", "OMNI_MODE", "OMNI_PAYMENT_PROVIDER"} <= read
    assert read - explained == set()
