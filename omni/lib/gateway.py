"""The socket of a page: it follows topics and passes on ephemeral signals; it writes nothing."""

import asyncio
import contextlib
import json
import time
import uuid

from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.core import signing

from . import topics
from .addresses import sender
from .hub import DENIED_CODE, Hub
from .live import frame, group, read_topics
from .parties import Party, carries_identity, cookies_of, holder, party_from

OVERSIZE, MALFORMED, TOO_MANY, TOO_SLOW = 1009, 4400, 4429, 4408
MOST_BYTES = 4096
RATE, BURST = 20.0, 40  # messages per second, and at once
BACKLOG = 200  # frames that a slow page may be behind
LAST_WORDS = 2.0  # seconds to get the last frames out
SIGNAL_PAUSE = 0.5  # seconds between two equal signals


class Refused(Exception):
    """A message that no page of ours sends; the socket closes with `code`."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Gateway(AsyncWebsocketConsumer):
    channel_layer_alias = None  # the hub subscribes once for the whole process
    hub = Hub()

    async def __call__(self, scope, receive, send) -> None:
        """Our own close frame is sent when nothing is being received any more.

        granian would keep it back until the page says something, and the connection open until
        this returns.
        """
        self.ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        async def arrive() -> dict:
            return await receive()

        async def receive_or_end() -> dict:
            arriving = asyncio.create_task(arrive())
            try:
                await asyncio.wait({arriving, self.ended}, return_when=asyncio.FIRST_COMPLETED)
                if arriving.done():
                    return arriving.result()
                return {"type": "websocket.disconnect", "code": self.ended.result()}
            finally:
                arriving.cancel()

        await super().__call__(scope, receive_or_end, send)
        if self.ended.done():
            with contextlib.suppress(Exception):
                async with asyncio.timeout(LAST_WORDS):
                    await send({"type": "websocket.close", "code": self.ended.result()})

    async def connect(self) -> None:
        """Refuse before accepting; who it is may be unknown for as long as the database is away."""
        self.ip = client_ip(self.scope)
        if not own_page(self.scope) or self.hub.per_ip[self.ip] >= settings.LIVE_SOCKETS_PER_IP:
            await self.close(DENIED_CODE)
            raise StopConsumer
        self.ref = uuid.uuid4().hex
        self.cookies = cookies_of(self.scope)
        self.party: Party | None = Party()
        self.topics: set[str] = set()
        self.waiting: set[str] = set()
        self.signed: set[str] = set()
        self.allowance, self.counted_at = float(BURST), time.monotonic()
        self.signalled: dict[tuple, float] = {}
        self.outbox: asyncio.Queue[str | int] = asyncio.Queue(BACKLOG)
        self.shutting = False
        self.hub.join(self)
        if carries_identity(self.cookies):
            self.party = None
            with contextlib.suppress(Exception):
                self.party = await self.hub.read(party_from, self.cookies)
        await self.accept()
        self.writer = asyncio.create_task(self._write())

    async def disconnect(self, code: int) -> None:
        self.hub.leave(self)
        if writer := getattr(self, "writer", None):
            writer.cancel()

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if self.shutting:
            return
        try:
            message = self._read(text_data or "", bytes_data or b"")
            match message.get("type"):
                case "follow":
                    await self._follow(message)
                case "unfollow":
                    self.hub.unfollow(self, topic_list(message, default=self.topics))
                case "signal":
                    await self._signal(message)
                case _:
                    raise Refused(MALFORMED)
        except Refused as refused:
            self.shut(refused.code)

    @property
    def has_rights(self) -> bool:
        """Whether there is anything that could be taken away, or given."""
        return bool(self.party is None or self.party.refs or self.waiting)

    def put(self, text: str) -> None:
        """Queue a frame. A page that doesn't read is cut off: it comes back and fetches."""
        try:
            self.outbox.put_nowait(text)
        except asyncio.QueueFull:
            self.shut(TOO_SLOW)

    def shut(self, code: int) -> None:
        """Nothing more reaches this socket, and it closes once what was said has left."""
        if not self.shutting:
            self.shutting = True
            self.hub.leave(self)
            with contextlib.suppress(asyncio.QueueFull):
                self.outbox.put_nowait(code)
            asyncio.get_running_loop().call_later(LAST_WORDS, self._end, code)

    def grant(self, allowed: set[str]) -> None:
        self.hub.follow(self, allowed)
        self._say("following", topics=sorted(allowed))

    def deny(self, denied: set[str]) -> None:
        self._say("denied", topics=sorted(denied))
        self.shut(DENIED_CODE)

    async def _write(self) -> None:
        with contextlib.suppress(Exception):  # the page is gone; `disconnect` follows
            while True:
                text = await self.outbox.get()
                if isinstance(text, int):
                    self._end(text)
                    return
                await self.send(text)

    def _end(self, code: int) -> None:
        if not self.ended.done():
            self.ended.set_result(code)

    def _read(self, text: str, data: bytes) -> dict:
        now = time.monotonic()
        self.allowance = min(BURST, self.allowance + (now - self.counted_at) * RATE) - 1
        self.counted_at = now
        if self.allowance < 0:
            raise Refused(TOO_MANY)
        if len(text or data) > MOST_BYTES or len(text.encode()) > MOST_BYTES:
            raise Refused(OVERSIZE)
        if not text:
            raise Refused(MALFORMED)
        try:
            message = json.loads(text)
        except (ValueError, RecursionError):
            raise Refused(MALFORMED) from None
        if not isinstance(message, dict):
            raise Refused(MALFORMED)
        return message

    async def _follow(self, message: dict) -> None:
        """Public and signed topics cost no query, the others one batch."""
        wanted = topic_list(message) - self.topics
        if len(wanted | self.topics | self.waiting) > topics.MOST:
            raise Refused(TOO_MANY)
        with contextlib.suppress(signing.BadSignature, TypeError, ValueError):
            self.signed |= set(read_topics(message.get("signed") or "", holder(self.cookies)))
        able = {each for each in wanted if topics.is_public(each) or each in self.signed}
        unsure = wanted - able
        if unsure:
            try:
                if self.party is None:
                    self.party = await self.hub.read(party_from, self.cookies)
                able |= await self.hub.read(topics.allowed, self.party, unsure)
                unsure = wanted - able
            except Exception:  # the database is away: asked again at the next check
                self.waiting |= unsure
                self.recheck_at = time.monotonic() + 1
                unsure = set()
        if able:
            self.grant(able)
        if unsure:
            self.deny(unsure)

    async def _signal(self, message: dict) -> None:
        """To the other followers, from whom the server says, and never more than its name."""
        topic, signal = message.get("topic"), message.get("signal")
        kind = topics.kind_of(topic) if isinstance(topic, str) else None
        if kind is None or topic not in self.topics or signal not in list(kind.signals):
            return
        now = time.monotonic()
        if self.party is None or now - self.signalled.get((topic, signal), 0) < SIGNAL_PAUSE:
            return
        self.signalled[topic, signal] = now
        text = frame("signal", topic, {"signal": signal, "sender": self.party.sender})
        relayed = {"type": "signal", "topic": topic, "text": text, "socket": self.ref}
        await self.hub.listener.tell(group(topic), relayed)

    def _say(self, kind: str, **body) -> None:
        self.put(json.dumps({"type": kind, **body}, separators=(",", ":")))


def topic_list(message: dict, default: set[str] = frozenset()) -> set[str]:
    """The message's `topics`, well formed or refused; `default` when it names none."""
    named = message.get("topics", list(default))
    if not isinstance(named, list) or not all(isinstance(each, str) for each in named):
        raise Refused(MALFORMED)
    return set(named)


def own_page(scope: dict) -> bool:
    """Whether exactly one Origin came, and it is exactly one of ours: scheme, host and port."""
    origins = [value.decode("latin-1") for name, value in scope["headers"] if name == b"origin"]
    return len(origins) == 1 and origins[0] in settings.ALLOWED_ORIGINS


def client_ip(scope: dict) -> str:
    """The address that opened the socket; behind our proxies the one that the outermost saw."""
    lines = [value for name, value in scope["headers"] if name == b"x-forwarded-for"]
    return sender((scope.get("client") or ("", 0))[0], b",".join(lines).decode("latin-1"))
