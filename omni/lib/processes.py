"""The command of each process of Omni, the same on a laptop and in production.

`python -m omni.lib.processes NAME` becomes that process, as the environment sets it; the image of
the Dockerfile starts each container so. What is missing in the environment ends it at once, in one
sentence.
"""

import os
import sys
from pathlib import Path


def web(*, port: int, host: str = "127.0.0.1", workers: int = 2) -> list[str]:
    """Every page, form and API call. One thread each, which keeps its database connection."""
    return [
        *("granian", "omni.wsgi:application", "--interface", "wsgi", "--no-ws", "--http", "1"),
        *("--host", host, "--port", str(port), "--workers", str(workers)),
        *("--blocking-threads", "1", "--blocking-threads-idle-timeout", "600"),
        *("--respawn-failed-workers", "--respawn-interval", "0.2", "--workers-kill-timeout", "5"),
    ]


def live(*, port: int, host: str = "127.0.0.1") -> list[str]:
    """WebSockets only."""
    return [
        *("granian", "omni.asgi:application", "--interface", "asgi", "--http", "1"),
        *("--host", host, "--port", str(port), "--workers", "1"),
        *("--respawn-failed-workers", "--respawn-interval", "0.2", "--workers-kill-timeout", "5"),
    ]


def worker() -> list[str]:
    """Sweeps, imports, messages without hurry: one at a time, so that pages keep the processor."""
    return [*_celery("worker", "celery"), "--concurrency", "1"]


def urgent() -> list[str]:
    """One-time codes and calls to staff, in a process of their own.

    A shared worker takes from both queues in turn, but a message that arrives while all its slots
    are in an import or a mailing has to wait for them; here it never does. Sending is waiting for
    a provider, so threads do.
    """
    return [*_celery("urgent", "urgent"), "--pool", "threads", "--concurrency", "4"]


def beat(*, schedule: str) -> list[str]:
    """The clock. Exactly one may run; `schedule` is its file."""
    return [*_CELERY, "beat", "--loglevel", "WARNING", "--schedule", schedule, "--pidfile="]


_CELERY = ["celery", "-A", "omni.celery"]


def _celery(name: str, queue: str) -> list[str]:
    return [
        *_CELERY,
        *("worker", "-Q", queue, "-n", f"{name}@%h", "--loglevel", "WARNING"),
        *("--without-gossip", "--without-mingle"),
    ]


NAMES = ("web", "live", "urgent", "worker", "beat")


def command(name: str, settings) -> list[str]:
    """The command of one process of this installation."""
    match name:
        case "web":
            return web(port=settings.PORT, host=settings.HOST, workers=settings.WEB_WORKERS)
        case "live":
            return live(port=settings.LIVE_PORT, host=settings.HOST)
        case "urgent":
            return urgent()
        case "worker":
            return worker()
    (settings.VAR_DIR / "beat").mkdir(parents=True, exist_ok=True)
    return beat(schedule=str(settings.VAR_DIR / "beat" / "schedule"))


def main(arguments: list[str]) -> None:
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    if len(arguments) != 1 or arguments[0] not in NAMES:
        sys.exit(f"Name one process: {', '.join(NAMES)}.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "omni.settings")
    try:
        wanted = command(arguments[0], settings)
    except ImproperlyConfigured as refusal:
        sys.exit(str(refusal))
    own = str(Path(sys.executable).parent)
    os.environ["PATH"] = f"{own}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    os.execvp(wanted[0], wanted)


if __name__ == "__main__":
    main(sys.argv[1:])
