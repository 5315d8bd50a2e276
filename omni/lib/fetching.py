"""What a stranger's link leads to, fetched so that it can't lead into our own network.

Only https, to an address that is looked up once, checked and then used; redirects are checked the
same way. Size and time are capped whatever the other side says.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

MOST_REDIRECTS = 3
CHUNK = 64 * 1024
REDIRECTS = {301, 302, 303, 307, 308}
BUSY = {429, 500, 502, 503, 504}
# IPv6 networks with an IPv4 address inside, which would lead past the check of that address.
TUNNELS = [
    ipaddress.ip_network(one)
    for one in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
]
# What Python of 3.11 takes for public: protocols' own, 6to4's relay, site-local, documentation.
INSIDE = [
    ipaddress.ip_network(one)
    for one in ("192.0.0.0/24", "192.88.99.0/24", "fec0::/10", "3fff::/20")
]


class FetchRefused(Exception):
    """This link isn't followed, or what it leads to isn't kept; trying again changes nothing."""


class FetchFailed(Exception):
    """It may work later: no answer, a cut connection, a busy server."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`bytes_` at most, in `seconds` from the first look-up to the last byte.

    `also` are (address, port) that are allowed besides the public internet, for a test's own
    server; nothing in the product names any.
    """

    bytes_: int
    seconds: float = 20.0
    also: frozenset[tuple[str, int]] = frozenset()
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)


@dataclass(frozen=True, slots=True)
class Fetched:
    """`kind` is the content type that was said, without its parameters, in small letters."""

    kind: str
    body: bytes


def fetch(url: str, limits: Limits) -> Fetched:
    """Raises `FetchRefused`, `FetchFailed`."""
    until = time.monotonic() + limits.seconds
    for _ in range(MOST_REDIRECTS + 1):
        answer = _ask(url, limits, until)
        if isinstance(answer, Fetched):
            return answer
        url = _joined(url, answer)
    raise FetchRefused("redirected too often")


def _ask(url: str, limits: Limits, until: float) -> Fetched | str:
    host, port, target = _parts(url)
    address = _resolved(host, port, limits)
    connection = _Pinned(host, port, address, limits.tls, _left(until))
    # Each read has a timeout of its own; a server that drips is cut off all the same.
    cut = threading.Timer(_left(until), connection.cut)
    cut.daemon = True
    cut.start()
    try:
        headers = {"Accept-Encoding": "identity", "User-Agent": "Omni", "Connection": "close"}
        connection.request("GET", target, headers=headers)
        return _answered(connection.getresponse(), limits, until)
    except (OSError, http.client.HTTPException, ValueError) as error:
        if isinstance(error, ssl.SSLCertVerificationError):
            raise FetchRefused("its certificate isn't valid") from error
        raise FetchFailed(f"no answer: {type(error).__name__}") from error
    finally:
        cut.cancel()
        connection.close()


def _answered(
    answer: http.client.HTTPResponse, limits: Limits, until: float
) -> Fetched | str:  # fmt: skip
    if answer.status in REDIRECTS:
        return answer.headers.get("Location") or _refuse("redirected to nowhere")
    if answer.status in BUSY:
        raise FetchFailed(f"answered {answer.status}")
    if answer.status != 200:
        raise FetchRefused(f"answered {answer.status}")
    if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise FetchRefused("packed, though it was asked not to be")
    if int(answer.headers.get("Content-Length") or 0) > limits.bytes_:
        raise FetchRefused("too large")
    parts, size = [], 0
    while chunk := answer.read1(CHUNK):
        size += len(chunk)
        if size > limits.bytes_:
            raise FetchRefused("too large")
        parts.append(chunk)
        _left(until)
    _left(until)  # a connection that was cut looks like one that ended
    if answer.length:
        raise FetchFailed("cut off in the middle")
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return Fetched(kind, b"".join(parts))


def _refuse(why: str) -> str:
    raise FetchRefused(why)


def _joined(url: str, onward: str) -> str:
    try:
        return urljoin(url, onward)
    except ValueError as error:
        raise FetchRefused("redirected to no address") from error


def _parts(url: str) -> tuple[str, int, str]:
    try:
        parts = urlsplit(url)
        port = parts.port or 443
    except ValueError as error:
        raise FetchRefused("not an address") from error
    if parts.scheme != "https" or not parts.hostname:
        raise FetchRefused("not https")
    if parts.username is not None or parts.password is not None:
        raise FetchRefused("an address with a name and password")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not target.isascii() or any(c.isspace() or not c.isprintable() for c in target):
        raise FetchRefused("not an address")
    return parts.hostname, port, target


def _resolved(host: str, port: int, limits: Limits) -> str:
    """One address, all of the name's being public: a name that also leads inside leads nowhere."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchFailed("its name leads nowhere") from error
    addresses = list(dict.fromkeys(one[4][0] for one in found))
    for address in addresses:
        if (address, port) not in limits.also and not (port == 443 and is_public(address)):
            raise FetchRefused("not a public address")
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether anybody on the internet may be meant: no private, local, shared or tunnelled one."""
    one = ipaddress.ip_address(address.partition("%")[0])
    if one.version == 6:
        if one.ipv4_mapped is not None:
            return is_public(str(one.ipv4_mapped))
        if any(one in tunnel for tunnel in TUNNELS) or int(one) < 1 << 32:
            return False
    if any(one in network for network in INSIDE):
        return False
    outside = one.is_multicast or one.is_reserved or one.is_unspecified
    return one.is_global and not outside and not one.is_link_local and not one.is_private


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise FetchFailed("too slow")
    return left


class _Pinned(http.client.HTTPSConnection):
    """Connects to the checked address, whatever the name leads to by now; TLS checks the name."""

    def __init__(
        self, host: str, port: int, address: str, tls: ssl.SSLContext, timeout: float
    ) -> None:
        super().__init__(host, port, timeout=timeout, context=tls)
        self._address, self._tls = address, tls

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), self.timeout)
        try:
            self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise

    def cut(self) -> None:
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return
