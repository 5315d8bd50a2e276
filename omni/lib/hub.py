"""All sockets of this process: who follows what, one heartbeat for all, rights checked again."""

import asyncio
import json
import logging
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Protocol

from django.conf import settings

from . import topics
from .listener import Listener
from .live import REVOKED, group
from .parties import Cookies, Party, carries_identity, party_from
from .reader import Reader

log = logging.getLogger(__name__)

BEAT = 5.0  # seconds between heartbeats
CATCH_UP = 0.2  # seconds in which new followers gather for one early heartbeat
REVOKED_CODE, DENIED_CODE = 4401, 4403


class Socket(Protocol):
    """What the hub needs of a connected page."""

    ref: str
    cookies: Cookies
    party: Party | None  # None until the database has said who it is
    topics: set[str]
    waiting: set[str]  # asked for while the database was away
    ip: str
    recheck_at: float
    has_rights: bool  # anything that could be taken away, or given

    def put(self, text: str) -> None: ...

    def shut(self, code: int) -> None: ...

    def grant(self, allowed: set[str]) -> None: ...

    def deny(self, denied: set[str]) -> None: ...


class Hub:
    def __init__(self) -> None:
        self.sockets: set[Socket] = set()
        self.per_ip: Counter[str] = Counter()
        self.beat_at = 0.0
        self._followers: dict[str, set[Socket]] = defaultdict(set)
        self._fresh: dict[Socket, set[str]] = defaultdict(set)
        self._woken = asyncio.Event()
        self._tasks: list[asyncio.Task] = []
        self._beats = Reader("live-beat", threads=1, patience=4.0)
        self._checks = Reader("live-check", threads=2, patience=10.0)
        self.read = Reader("live-read", threads=2, patience=8.0)
        self.listener = Listener(self.hear, self._woken.set)

    def start(self) -> None:
        """Start listening and beating; in the event loop, at the first socket or before."""
        if not self._tasks:
            self.listener.want(REVOKED)
            running = (self.listener.run(), self._beat_for_ever(), self._recheck_for_ever())
            self._tasks = [asyncio.create_task(each) for each in running]

    def join(self, socket: Socket) -> None:
        self.start()
        self.sockets.add(socket)
        self.per_ip[socket.ip] += 1
        socket.recheck_at = time.monotonic() + settings.LIVE_RECHECK * random.uniform(0.8, 1)

    def leave(self, socket: Socket) -> None:
        if socket in self.sockets:
            self.sockets.remove(socket)
            self.per_ip[socket.ip] -= 1
            if not self.per_ip[socket.ip]:
                del self.per_ip[socket.ip]
            self.unfollow(socket, set(socket.topics))

    def follow(self, socket: Socket, wanted: Iterable[str]) -> None:
        """From now on pushes of these topics reach the socket, and a beat comes at once."""
        if socket not in self.sockets:  # it left while the database was asked
            return
        for topic in set(wanted) - socket.topics:
            socket.topics.add(topic)
            self._followers[topic].add(socket)
            self.listener.want(group(topic))
            self._fresh[socket].add(topic)
        self._woken.set()

    def unfollow(self, socket: Socket, unwanted: Iterable[str]) -> None:
        for topic in set(unwanted) & socket.topics:
            socket.topics.discard(topic)
            self._followers[topic].discard(socket)
            if not self._followers[topic]:
                del self._followers[topic]
                self.listener.unwant(group(topic))
        if not socket.topics:
            self._fresh.pop(socket, None)

    def hear(self, message: dict) -> None:
        """A message of the channel layer, for those whom it concerns."""
        if message["type"] == "revoke":
            refs = set(message["refs"])
            for socket in [each for each in self.sockets if each.party]:
                if socket.party.refs & refs:
                    socket.shut(REVOKED_CODE)
            return
        sender = message.get("socket")
        for socket in tuple(self._followers.get(message["topic"], ())):
            if sender is None or socket.ref != sender:
                socket.put(message["text"])

    async def _beat_for_ever(self) -> None:
        next_full = time.monotonic() + BEAT
        while True:
            try:
                async with asyncio.timeout(max(0.0, next_full - time.monotonic())):
                    await self._woken.wait()
                await asyncio.sleep(CATCH_UP)
                full = False
            except TimeoutError:
                next_full, full = time.monotonic() + BEAT, True
            self._woken.clear()
            try:
                await (self._beat_all() if full else self._beat_fresh())
            except Exception:
                log.exception("a live heartbeat failed")

    async def _beat_all(self) -> None:
        """One read for every topic that somebody in this process follows."""
        self._fresh.clear()
        known = await self._versions(list(self._followers))
        for number, socket in enumerate(tuple(self.sockets)):
            socket.put(_beat(known, socket.topics))
            if number % 100 == 99:
                await asyncio.sleep(0)  # pushes go between
        self.beat_at = time.monotonic()

    async def _beat_fresh(self) -> None:
        """What changed between the page's rendering and its subscription heals at once."""
        fresh, self._fresh = self._fresh, defaultdict(set)
        known = await self._versions(sorted(set().union(*fresh.values())))
        for socket, asked in fresh.items():
            socket.put(_beat(known, asked & socket.topics))

    async def _versions(self, wanted: list[str]) -> dict[str, int] | None:
        if not wanted:
            return {}
        try:
            return await self._beats(topics.versions, wanted)
        except Exception as error:
            log.warning("live heartbeat without versions: %r", error)
            return None

    async def _recheck_for_ever(self) -> None:
        while True:
            await asyncio.sleep(1)
            now = time.monotonic()
            due = [each for each in self.sockets if each.recheck_at <= now and each.has_rights]
            for socket in due[:50]:
                if not await self._recheck(socket):
                    break  # the database is away, for the others too

    async def _recheck(self, socket: Socket) -> bool:
        """Close a socket whose party or rights are gone; grant what waited for the database."""
        private = {each for each in socket.topics | socket.waiting if not topics.is_public(each)}
        socket.recheck_at = time.monotonic() + settings.LIVE_RECHECK
        try:
            party, able = await self._checks(_rights, socket.cookies, private)
        except Exception as error:
            log.warning("live could not check rights again: %r", error)
            socket.recheck_at = time.monotonic() + BEAT
            return False
        if socket.party and not socket.party.refs <= party.refs:
            socket.shut(REVOKED_CODE)
            return True
        socket.party = party
        waited, socket.waiting = socket.waiting, set()
        if private - able:
            socket.deny(private - able)
        elif waited:
            socket.grant(waited)
        return True


def _rights(cookies: Cookies, private: set[str]) -> tuple[Party, set[str]]:
    party = party_from(cookies) if carries_identity(cookies) else Party()
    return party, topics.allowed(party, private)


def _beat(known: dict[str, int] | None, asked: Iterable[str]) -> str:
    if known is None:
        return '{"type":"beat","versions":{},"stale":true}'
    found = {topic: known[topic] for topic in asked if topic in known}
    return json.dumps({"type": "beat", "versions": found}, separators=(",", ":"))
