"""A child process on a leash: started, watched, stopped in time, and recorded in a PID file."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

LEASH = Path(__file__).with_name("leash.py")
LOG_LIMIT = 10_000_000
MARK = "OMNI_RUN_DIR"  # in the environment of every process that belongs to a run directory


@dataclass
class Process:
    """One child, in a session of its own: a Ctrl-C at the terminal reaches its parent only."""

    name: str
    command: Sequence[str]
    run_dir: Path
    log: Path
    cwd: Path
    env: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    uid: int | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    patience: float = 30.0
    popen: subprocess.Popen | None = None

    def start(self) -> None:
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".old"))
        with self.log.open("ab") as log:
            self.popen = subprocess.Popen(
                leashed(self.command, self.env, self.stop_signal, self.uid),
                env={**self.env, MARK: str(self.run_dir)},
                cwd=self.cwd,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        note = f"{self.popen.pid}\n{born(self.popen.pid)}\n{int(self.stop_signal)}\n"
        (self.run_dir / f"{self.name}.pid").write_text(note)

    @property
    def alive(self) -> bool:
        return self.popen is not None and self.popen.poll() is None

    def signal(self) -> None:
        if self.alive:
            self.popen.send_signal(self.stop_signal)

    def stop(self) -> None:
        """Asks it to end, waits `patience` seconds, then ends what is left of its session."""
        if self.popen is None:
            return
        self.signal()
        try:
            self.popen.wait(self.patience)
        except subprocess.TimeoutExpired:
            self.popen.kill()
            self.popen.wait()
        self.bury()

    def bury(self) -> None:
        """Ends whatever a dead process left behind in its session, and forgets it."""
        end_group(self.popen.pid)
        self.popen = None
        (self.run_dir / f"{self.name}.pid").unlink(missing_ok=True)


def leashed(
    command: Sequence[str],
    env: Mapping[str, str],
    stop_signal: signal.Signals = signal.SIGTERM,
    uid: int | None = None,
) -> list[str]:
    """The command that runs `command` as `uid` until this process ends, however it ends."""
    program = shutil.which(command[0], path=env.get("PATH")) or command[0]
    leash = [sys.executable, "-I", "-S", str(LEASH), str(int(stop_signal)), str(os.getpid())]
    return [*leash, "-" if uid is None else str(uid), program, *command[1:]]


def born(pid: int) -> str:
    """When a process started, in the system's own words; empty when there is no such process."""
    stat = Path(f"/proc/{pid}/stat")
    if Path("/proc/self/stat").exists():
        try:
            state, *rest = stat.read_text().rpartition(")")[2].split()
        except (OSError, ValueError):
            return ""
        return "" if state in "ZX" else rest[18]
    ps = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, check=False)
    return ps.stdout.decode().strip()


def command_line(pid: int) -> str:
    """The command of a running process, its arguments parted by spaces; empty if there is none."""
    file = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self/cmdline").exists():
        try:
            return file.read_text(errors="replace").replace("\0", " ")
        except OSError:
            return ""
    ps = subprocess.run(
        ["ps", "-ww", "-o", "command=", "-p", str(pid)], check=False, capture_output=True
    )
    return ps.stdout.decode(errors="replace")


def end_group(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def sweep(run_dir: Path, patience: float = 30.0) -> list[str]:
    """Ends what a killed predecessor left running; returns their names.

    A PID alone proves nothing, numbers are used again: only a process born at the recorded moment
    is ours.
    """
    ours = []
    for file in sorted(run_dir.glob("*.pid")):
        pid, birth, number, *_ = [*file.read_text().split("\n"), "", "", ""]
        if pid.isdigit() and birth and born(int(pid)) == birth:
            os.kill(int(pid), int(number))
            ours.append((file.stem, int(pid), birth))
        file.unlink()
    deadline = time.monotonic() + patience
    for _, pid, birth in ours:
        while born(pid) == birth and time.monotonic() < deadline:
            time.sleep(0.05)
        if born(pid) == birth:
            end_group(pid)
    for pid in marked(run_dir):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return [name for name, _, _ in ours]


def marked(run_dir: Path) -> list[int]:
    """Everything that belongs to a run directory; found where the kernel shows environments.

    Children of children whose parents are dead are among it.
    """
    mark = f"{MARK}={run_dir}".encode()
    found = []
    for file in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if mark in file.read_bytes().split(b"\0"):
                found.append(int(file.parent.name))
    return found
