"""Starts Omni on this machine and stays until Ctrl-C."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from omni.lib import processes
from omni.lib.embedded.files import allow_many_files
from omni.lib.embedded.process import Process, born, leashed, sweep
from omni.lib.embedded.refusal import CannotStart, sentence
from omni.lib.embedded.servers import addresses, forget_addresses, lock, note_addresses, servers
from omni.lib.supervisor import checks
from omni.lib.supervisor.banner import banner
from omni.lib.supervisor.crew import Crew
from omni.lib.supervisor.prepare import SIGN_INS

ROOT = Path(__file__).resolve().parents[3]
WEB_LIMIT = 60.0  # seconds until the first page must answer


class Stop(BaseException):
    """Ctrl-C, or a request to end from outside."""


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def run(var: Path) -> None:
    """Runs until a signal ends it."""
    began = time.monotonic()
    checks.room(var)
    with lock(var):
        sweep(var / "run")
        port, live_port = checks.ports(os.environ)
        crew = Crew(say)
        note = var / "run" / "supervisor.pid"
        note.write_text(f"{os.getpid()}\n{born(os.getpid())}\n{int(signal.SIGTERM)}\n")
        try:
            environ = _start_servers(var, crew)
            environ |= {"PORT": str(port), "LIVE_PORT": str(live_port), "OMNI_VAR": str(var)}
            _prepare(environ)
            _start_processes(var, crew, environ)
            say(_banner(var, port, live_port, time.monotonic() - began))
            while True:
                time.sleep(0.2)
                crew.look()
        finally:
            for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(each, signal.SIG_IGN)
            forget_addresses(var)
            crew.stop()
            note.unlink(missing_ok=True)


def _start_servers(var: Path, crew: Crew) -> dict[str, str]:
    made = servers(var)
    for server in made:
        say(f"Starting {server.process.name}.")
        crew.add(server, server.process)
    found = addresses(made)
    note_addresses(var, found)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return os.environ | found | {"PATH": path}


def _prepare(environ: Mapping[str, str]) -> None:
    say("Bringing the database up to date.")
    command = [sys.executable, "-m", "omni.lib.supervisor.prepare"]
    child = subprocess.Popen(
        leashed(command, environ), env=dict(environ), cwd=ROOT, start_new_session=True
    )
    try:
        status = child.wait()
    except Stop:
        child.terminate()
        child.wait()
        raise
    if status:
        raise CannotStart("The database could not be brought up to date; the lines above say why.")


def _start_processes(var: Path, crew: Crew, environ: Mapping[str, str]) -> None:
    (var / "beat").mkdir(exist_ok=True)
    port, live_port = checks.ports(environ)  # again: loading the demo shop took a while
    all_commands = {
        "web": processes.web(port=port),
        "live": processes.live(port=live_port),
        "urgent": processes.urgent(),
        "worker": processes.worker(),
        "beat": processes.beat(schedule=str(var / "beat" / "schedule")),
    }
    for name, command in all_commands.items():
        log = var / "log" / f"{name}.log"
        child = Process(name, command, run_dir=var / "run", log=log, cwd=ROOT, env=environ)
        crew.add(child, child)
        if name == "web":
            _await(child, port, "/")
        if name == "live":
            _await(child, live_port, "/health/live/")


def _await(process: Process, port: int, path: str) -> None:
    """Until the first answer; pages come before everything else on a small machine, then news."""
    deadline = time.monotonic() + WEB_LIMIT
    while time.monotonic() < deadline and process.alive:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WEB_LIMIT)
        try:
            connection.request("GET", path)
            connection.getresponse()
            return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    lines = process.log.read_text(errors="replace").strip().splitlines() or ["no reason given"]
    raise CannotStart(f"The {process.name} process did not start: {lines[-1]} (see {process.log})")


def _banner(var: Path, port: int, live_port: int, seconds: float) -> str:
    sign_ins = var / "run" / SIGN_INS
    return banner(
        url=f"http://127.0.0.1:{port}",
        live_url=f"ws://127.0.0.1:{live_port}",
        sign_ins=sign_ins.read_text() if sign_ins.exists() else "",
        log=str(var / "log"),
        seconds=seconds,
    )


def _stop(*_: object) -> None:
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise Stop


def main() -> int:
    var = Path(os.environ.get("OMNI_VAR") or ROOT / "var").resolve()
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, _stop)
    allow_many_files()
    try:
        run(var)
    except Stop:
        say("\nStopped.")
        return 0
    except CannotStart as refusal:
        sys.stderr.write(f"{refusal}\n")
    except OSError as error:
        sys.stderr.write(f"{sentence(error, var)}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
