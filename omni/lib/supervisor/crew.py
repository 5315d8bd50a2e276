"""The processes in the supervisor's care: started, restarted with growing pauses, stopped."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from omni.lib.embedded.process import Process
from omni.lib.embedded.refusal import CannotStart

FIRST_PAUSE = 0.2  # seconds, doubled with every crash
LONGEST_PAUSE = 15.0
STEADY = 30.0  # after so long without a crash the pause starts from the beginning


class Startable(Protocol):
    """A database server, which starts in steps, or a plain process."""

    def start(self) -> None: ...


@dataclass
class Member:
    """One process with its history of crashes."""

    starter: Startable
    process: Process
    started_at: float = 0.0
    crashes: int = 0
    next_try: float = 0.0

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.next_try = 0.0
        self.starter.start()


class Crew:
    """Everything that runs, in the order of starting."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.members: list[Member] = []
        self.say = say

    def add(self, starter: Startable, process: Process) -> Member:
        """Starts it, and keeps it running from now on."""
        member = Member(starter, process)
        self.members.append(member)
        member.start()
        return member

    def look(self) -> None:
        """Starts again whoever has died, when its pause is over."""
        now = time.monotonic()
        for member in self.members:
            if member.process.alive:
                continue
            if member.process.popen is not None:
                self._mourn(member, now)
            if now >= member.next_try:
                try:
                    member.start()
                except CannotStart as refusal:
                    self.say(str(refusal))
                    self._pause(member, now)

    def _mourn(self, member: Member, now: float) -> None:
        code = member.process.popen.returncode
        member.process.bury()
        if now - member.started_at > STEADY:
            member.crashes = 0
        self._pause(member, now)
        how = f"was killed by signal {-code}" if code < 0 else f"ended with status {code}"
        self.say(f"{member.process.name} {how}; it is started again. See {member.process.log}")

    def _pause(self, member: Member, now: float) -> None:
        member.next_try = now + min(FIRST_PAUSE * 2**member.crashes, LONGEST_PAUSE)
        member.crashes += 1

    def stop(self) -> None:
        """The processes all at once, then the servers, the database last."""
        plain = [member for member in self.members if member.starter is member.process]
        for member in reversed(plain):
            member.process.signal()
        for member in reversed(plain):
            member.process.stop()
        for member in reversed(self.members):
            if member not in plain:
                member.starter.stop()
