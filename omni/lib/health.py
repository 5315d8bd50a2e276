"""Is this installation able to serve? Named checks, at most a second each, that change nothing.

Each app may add its own in `<app>/health.py`, which is imported at the start. A check answers a few
facts or raises `Ailing`. Without what is `vital` no page can be served; anything else that ails
leaves the shop degraded, and open.
"""

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass

import redis
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from . import pulse

log = logging.getLogger(__name__)

PATIENCE = 1.0  # seconds for all checks together: they run side by side
KEPT = 2  # seconds an answer is used again, however often it is asked for
SILENT_AFTER = 30.0  # seconds without a sign of life
Facts = dict[str, object]


class Ailing(Exception):
    """Its text says what is wrong, to anybody who asks; `facts` go with it."""

    def __init__(self, why: str, **facts: object) -> None:
        super().__init__(why)
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    run: Callable[[], Facts]
    vital: bool


_checks: dict[str, Check] = {}
_threads = ThreadPoolExecutor(8, thread_name_prefix="health")


def check(name: str, *, vital: bool = False):
    """Name a function that answers facts or raises `Ailing`."""

    def named(run: Callable[[], Facts]) -> Callable[[], Facts]:
        _checks[name] = Check(name, run, vital)
        return run

    return named


def report() -> dict:
    """{"status": "ok" | "degraded" | "down", "checks": {name: {"ok": bool, …facts}}}."""
    known = cache.get("health")
    if known is None:
        known = _examine()
        cache.set("health", known, KEPT)
    return known


def _examine() -> dict:
    deadline = time.monotonic() + PATIENCE
    asked = [(each, _threads.submit(_run, each)) for each in _checks.values()]
    found = {each.name: _answer(future, deadline) for each, future in asked}
    ailing = [each for each, _ in asked if not found[each.name]["ok"]]
    status = "down" if any(each.vital for each in ailing) else "degraded" if ailing else "ok"
    return {"status": status, "checks": found}


def _answer(future: Future, deadline: float) -> dict:
    try:
        return future.result(max(0.0, deadline - time.monotonic()))
    except TookTooLong:
        future.cancel()
        return {"ok": False, "why": f"No answer within {PATIENCE:g} s."}


def _run(each: Check) -> dict:
    """In a thread of its own, on a database connection of its own that can't write."""
    try:
        return {"ok": True, **each.run()}
    except Ailing as ailing:
        return {"ok": False, "why": str(ailing), **ailing.facts}
    except (DatabaseError, redis.RedisError) as error:
        log.warning("health check %s: %s", each.name, error)
        return {"ok": False, "why": "It can't be reached."}
    except Exception:
        log.exception("health check %s failed", each.name)
        return {"ok": False, "why": "The check itself failed; the log says why."}
    finally:
        connections.close_all()


def reading() -> transaction.Atomic:
    """A transaction of this thread in which nothing can be written and nothing takes long."""
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on; SET statement_timeout = '1s'")
    return transaction.atomic()


@check("postgresql", vital=True)
def _postgresql() -> Facts:
    with reading(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return {}


_current = False  # once the schema is as new as this code, it stays so


@check("migrations", vital=True)
def _migrations() -> Facts:
    global _current  # noqa: PLW0603
    if not _current:
        with reading():
            executor = MigrationExecutor(connection)
            missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if missing:
            raise Ailing("The database is older than this code.", missing=len(missing))
        _current = True
    return {}


@check("redis")
def _redis() -> Facts:
    pulse.client(settings.REDIS_URL).ping()
    return {}


@check("beat")
def _beat() -> Facts:
    return _signs("beat")


@check("workers")
def _workers() -> Facts:
    return _signs("worker", "urgent")


def _signs(*names: str) -> Facts:
    ages = pulse.ages(pulse.client(settings.REDIS_URL), list(names))
    facts = {f"{name}_seconds": age for name, age in ages.items()}
    silent = [name for name, age in ages.items() if age is None or age > SILENT_AFTER]
    if silent:
        raise Ailing(f"No sign of life: {', '.join(silent)}.", **facts)
    return facts
