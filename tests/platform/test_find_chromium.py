"""bin/chromium: the browser that is there, or one sentence about what is missing."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def program(directory: Path, name: str, body: str) -> Path:
    file = directory / name
    file.write_text(f"#!/bin/sh\n{body}\n")
    file.chmod(0o755)
    return file


@pytest.fixture
def path(tmp_path) -> Path:
    """A search path without a browser, as an ordinary user who can download nothing sees it."""
    directory = tmp_path / "path"
    directory.mkdir()
    for tool in ("sh", "dirname"):
        (directory / tool).symlink_to(shutil.which(tool))
    program(directory, "id", "echo 1000")
    program(directory, "timeout", "exit 1")
    return directory


def find(path: Path, **more: str) -> subprocess.CompletedProcess:
    environ = {"PATH": str(path), "PLAYWRIGHT_BROWSERS_PATH": str(path), "HOME": str(path)}
    return subprocess.run(
        [str(ROOT / "bin" / "chromium")],
        env=environ | more,
        capture_output=True,
        text=True,
        check=False,
    )


def test_one_on_the_path_is_used(path):
    found = program(path, "chromium-browser", "echo Chromium 1")

    assert find(path).stdout == f"{found}\n"


def test_the_one_that_is_named_comes_first(path):
    program(path, "chromium", "echo Chromium 1")
    named = program(path, "mine", "echo Chromium 2")

    assert find(path, OMNI_CHROMIUM=str(named)).stdout == f"{named}\n"


def test_one_that_does_not_start_is_passed_over(path):
    program(path, "chromium", "exit 127")
    sound = program(path, "google-chrome", "echo Chrome 1")

    assert find(path).stdout == f"{sound}\n"


def test_without_any_it_says_what_is_missing_and_what_to_do(path):
    done = find(path)

    assert done.returncode == 1
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert lines[-2].startswith("The browser tests need Chromium: none of chromium,")
    assert lines[-1] == (
        "Install chromium and run make test again, or name one: OMNI_CHROMIUM=/path make test"
    )
