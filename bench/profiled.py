"""Where the time of a page goes: `python -m bench.profiled COOKIE < addresses` prints a report.

Each address is asked for in this process, behind all middleware; the first half only warms up.
The profiler itself slows Python down, so its seconds are shares and no measure.
"""

import cProfile
import io
import pstats
import sys
import time

from .hands import ROOT, django_ready

SHOWN = 22


def main(cookie: str = "") -> None:
    django_ready()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    paths = sys.stdin.read().split()
    warm, counted, profiled = paths[: len(paths) // 2], paths[len(paths) // 2 :: 2], paths[1::4]
    browser = Client(headers={"host": "127.0.0.1", "cookie": cookie})

    def ask(paths: list[str]) -> float:
        started = time.perf_counter()
        for path in paths:
            assert browser.get(path, secure=True).status_code == 200, path
        return (time.perf_counter() - started) / len(paths) * 1000

    ask(warm)
    took = ask(counted)
    with CaptureQueriesContext(connection) as queries:
        ask(counted)
    in_sql = sum(float(query["time"]) for query in queries) / len(counted) * 1000
    each = len(queries) / len(counted)
    print_line(f"{took:.2f} ms a page in one process, {in_sql:.2f} ms of it in {each:.1f} queries")
    profiler = cProfile.Profile()
    profiler.runcall(ask, profiled)
    for order in ("cumulative", "tottime"):
        print_line(f"\nby {order}, {len(profiled)} pages")
        print_line(table(profiler, order))


def table(profiler: cProfile.Profile, order: str) -> str:
    """The rows of our own code and of the libraries, without the machine's paths."""
    out = io.StringIO()
    pstats.Stats(profiler, stream=out).sort_stats(order).print_stats(90)
    lines = out.getvalue().partition("ncalls")[2].splitlines()[1:]
    ours = [line for line in lines if order == "tottime" or str(ROOT) in line]
    found = [line for line in ours if "/bench/profiled" not in line and "site-packages" not in line]
    shown = found if order == "cumulative" else ours
    return "\n".join(_short(line) for line in shown[:SHOWN])


def _short(line: str) -> str:
    """The figures, and the file from the package's own directory on."""
    where = line.split(maxsplit=5)[-1]
    shown = where.rpartition("site-packages/")[2].replace(f"{ROOT}/", "")
    return f"{line.removesuffix(where)}{shown}"


def print_line(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
