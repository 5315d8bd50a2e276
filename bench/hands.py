"""Processes of ours that act on a shop while it is measured, told what to do line by line."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from .client import Broken

ROOT = Path(__file__).resolve().parents[1]


class Hand:
    """`python -m module` in the shop's environment; it answers each word it is told."""

    def __init__(
        self, module: str, environ: Mapping[str, str], log: Path, python: str = sys.executable
    ) -> None:
        self.module, self.log = module, log
        with log.open("ab") as errors:
            self._process = subprocess.Popen(
                [python, "-m", module],
                cwd=ROOT, env=dict(environ), text=True, stderr=errors,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            )  # fmt: skip

    def tell(self, word: str, **facts: object) -> None:
        self._process.stdin.write(json.dumps([word, facts]) + "\n")
        self._process.stdin.flush()

    def hear(self) -> dict:
        """The answer to what was told; waits for it."""
        line = self._process.stdout.readline()
        if not line:
            raise Broken(f"{self.module} ended: {self.log.read_text()[-1500:]}")
        return json.loads(line)

    def ask(self, word: str, **facts: object) -> dict:
        self.tell(word, **facts)
        return self.hear()

    def __enter__(self) -> "Hand":
        return self

    def __exit__(self, *_) -> None:
        self._process.stdin.close()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def listen(words: Mapping[str, Callable[..., dict | None]]) -> None:
    """The other side: does what each line of the input says, until it ends."""
    for line in sys.stdin:
        word, facts = json.loads(line)
        sys.stdout.write(json.dumps(words[word](**facts) or {}) + "\n")
        sys.stdout.flush()


def django_ready() -> None:
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "omni.settings")
    django.setup()
