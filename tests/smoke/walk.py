"""What must be true of a production house, step by step, as a visitor and a supervisor see it."""

import json
import os
import re
import signal
import time
from contextlib import ExitStack
from http.cookies import SimpleCookie

import pytest
from websockets.exceptions import InvalidStatus

from omni.lib.health import KEPT
from omni.lib.healthy import problem
from tests.smoke.asking import Page, frame, get, get_plain, open_socket
from tests.smoke.house import HOST, House

YEAR = 31_536_000


def every_process_is_well(house: House) -> str:
    for number in (1, 2):
        for page in ("live", "ready"):
            answer = get_plain(house.ports[f"web-{number}"], f"/health/{page}/")
            assert (answer.status, json.loads(answer.body)["status"]) == (200, "ok"), answer.body
        port = house.ports[f"live-{number}"]
        assert get_plain(port, "/health/live/").status == 200
        assert get_plain(port, "/").status == 426
    assert [problem(name) for name in ("urgent", "worker", "beat")] == ["", "", ""]
    return "2 web, 2 live, urgent, worker, beat"


def the_proxy_answers_for_them(house: House) -> str:
    assert get(house, "/health/live/").status == 200
    found = json.loads(get(house, "/health/ready/").body)
    assert found["status"] == "ok", found
    return ", ".join(found["checks"])


def plain_http_is_sent_to_https(house: House) -> str:
    answer = get_plain(house.ports["http"], "/diamonds/", host=HOST)
    assert answer.status == 308
    assert answer.headers["Location"].startswith(f"https://{HOST}")
    assert answer.headers["Location"].endswith("/diamonds/")
    straight = get_plain(house.ports["web-1"], "/diamonds/")
    assert (straight.status, straight.headers["Location"][:8]) == (301, "https://")
    return f"{answer.status} at the proxy, {straight.status} at the process"


def the_front_page_has_its_headers(house: House) -> str:
    page = _front(house)
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert f"connect-src 'self' wss://{HOST}:{house.ports['https']}" in policy
    assert "unsafe" not in policy
    assert f"max-age={YEAR}" in page.headers["Strict-Transport-Security"]
    assert page.headers["X-Frame-Options"] == "DENY"
    assert page.headers["Referrer-Policy"] == "same-origin"
    return "policy, HSTS, frames, referrer"


def cookies_are_bound_to_the_host(house: House) -> str:
    seen = SimpleCookie()
    for path in ("/", "/staff/sign-in/"):
        for line in get(house, path).headers.get_all("Set-Cookie", []):
            seen.load(line)
    assert seen, "no page set a cookie"
    for name, cookie in seen.items():
        assert name.startswith("__Host-"), name
        assert cookie["secure"], name
        assert (cookie["path"], cookie["domain"]) == ("/", ""), name
    return ", ".join(seen)


def static_files_never_change(house: House) -> str:
    path = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', _front(house).body)[1]
    page = get(house, path, **{"Accept-Encoding": "gzip"})
    assert (page.status, page.headers["Content-Encoding"]) == (200, "gzip")
    assert "immutable" in page.headers["Cache-Control"]
    return path


def what_belongs_to_the_demo_is_not_there(house: House) -> str:
    stone = _stone(house)
    page = get(house, f"/diamonds/{stone['sku']}/")
    assert page.status == 200
    assert "Buy now" not in page.body
    for path in ("/demo/handset/", "/system/", f"/buy/{stone['sku']}/"):
        assert get(house, path).status == 404, path
    return "handset, system sheet, buying"


def a_foreign_page_gets_no_socket(house: House) -> str:
    for origin in ("https://elsewhere.example", f"https://{HOST}", f"{house.url}.example"):
        with pytest.raises(InvalidStatus) as refused:
            open_socket(house, origin=origin)
        assert refused.value.response.status_code == 403
    assert get(house, "/live/?t=").status == 200
    return "403; polling at the same address 200"


def both_live_processes_hear_of_a_change(house: House) -> str:
    stone = _stone(house)
    with ExitStack() as closing:
        pages = [
            closing.enter_context(open_socket(house, origin=house.url, live=live))
            for live in ("", "live-1", "live-2")
        ]
        for page in pages:
            page.send(json.dumps({"type": "follow", "topics": [stone["topic"]]}))
            assert frame(page, "following")["topics"] == [stone["topic"]]
        house.run("-m", "tests.smoke.store", "reserve", stone["sku"])
        pushes = [frame(page, "push") for page in pages]
    assert [push["kind"] for push in pushes] == ["hold"] * 3, pushes
    return "through the proxy, and on each"


def a_backup_restores(house: House) -> str:
    """As docs/operating.md says, into a database of its own; nothing in it contradicts itself."""
    dump = str(house.var / "omni.dump")
    restored = house.environ["DATABASE_URL"].replace("/omni?", "/restored?")
    house.postgres("pg_dump", "--format=custom", f"--file={dump}", house.environ["DATABASE_URL"])
    house.postgres("psql", "-qc", "CREATE DATABASE restored", house.environ["DATABASE_URL"])
    house.postgres("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={restored}", dump)
    command = ("manage.py", "check_ledger", "--without-workers")
    said = house.run(*command, DATABASE_URL=restored).strip().splitlines()[-1]
    count = ("SELECT count(*) FROM inventory_stockmovement", "SELECT count(*) FROM inventory_claim")
    before, after = (
        [house.postgres("psql", "-Atc", each, url).strip() for each in count]
        for url in (house.environ["DATABASE_URL"], restored)
    )
    assert before == after == ["1", "1"]
    return said


def without_redis_it_serves(house: House) -> str:
    house.valkey.stop()
    try:
        time.sleep(KEPT)
        ready = get(house, "/health/ready/")
        assert (ready.status, json.loads(ready.body)["status"]) == (200, "degraded")
        _front(house)
    finally:
        house.valkey.start()
    return "degraded, and open"


def one_web_process_may_die(house: House) -> str:
    os.killpg(house.processes["web-1"].popen.pid, signal.SIGKILL)
    assert [get(house, "/health/live/").status for _ in range(20)] == [200] * 20
    return "20 of 20 pages from the other"


STEPS = (
    every_process_is_well,
    the_proxy_answers_for_them,
    plain_http_is_sent_to_https,
    the_front_page_has_its_headers,
    cookies_are_bound_to_the_host,
    static_files_never_change,
    what_belongs_to_the_demo_is_not_there,
    a_foreign_page_gets_no_socket,
    both_live_processes_hear_of_a_change,
    a_backup_restores,
    without_redis_it_serves,
    one_web_process_may_die,
)


def _front(house: House) -> Page:
    """The page on which somebody arrives who types the shop's name."""
    page = get(house, "/")
    if page.status == 302:
        page = get(house, page.headers["Location"])
    assert page.status == 200, page.body[:300]
    return page


def _stone(house: House) -> dict:
    note = house.var / "stone.json"
    if not note.exists():
        note.write_text(house.run("-m", "tests.smoke.store", "open"))
    return json.loads(note.read_text())
