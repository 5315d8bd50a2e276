"""Ports that stay free until they are opened."""

import random
import socket
from contextlib import ExitStack
from pathlib import Path

LOWEST, HIGHEST = 15_000, 32_767
GIVEN_OUT = Path("/proc/sys/net/ipv4/ip_local_port_range")  # Linux; elsewhere they begin at 49152
TRIES = 1_000


def free_ports(count: int = 1) -> list[int]:
    """Neighbouring ports of 127.0.0.1, in order, that nobody has now.

    Not one of those that the system gives to outgoing connections, where it leaves some: what asks
    for "any free port" gets such a one, and any connection may take it before the server that it is
    meant for has opened it, or while that server is started anew.
    """
    highest = min(HIGHEST, _first_given_out() - 1)
    if highest - LOWEST < count:  # it gives out all of them: better one of those than none
        highest = HIGHEST
    for _ in range(TRIES):
        first = random.randint(LOWEST, highest - count + 1)
        ports = list(range(first, first + count))
        if _all_free(ports):
            return ports
    raise OSError(f"No {count} neighbouring ports are free from {LOWEST} to {highest}.")


def _first_given_out() -> int:
    try:
        return int(GIVEN_OUT.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return HIGHEST + 1


def _all_free(ports: list[int]) -> bool:
    with ExitStack() as opened:
        for port in ports:
            probe = opened.enter_context(socket.socket())
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                return False
    return True
