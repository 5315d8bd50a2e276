"""What a test starts ends with it, when it fails too."""

import signal
import subprocess

import pytest

from tests.faults.server import a_worker

pytestmark = pytest.mark.django_db


def test_a_worker_ends_with_a_test_that_fails():
    started = []

    with pytest.raises(ZeroDivisionError):
        fails_beside_a_worker(started)

    assert started[0].poll() in {0, -signal.SIGTERM}


def fails_beside_a_worker(started: list[subprocess.Popen]) -> None:
    with a_worker() as worker:
        started.append(worker)
        assert worker.poll() is None
        raise ZeroDivisionError
