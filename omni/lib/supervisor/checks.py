"""What must be true before anything is started; each failure is one sentence."""

import socket
from collections.abc import Mapping
from pathlib import Path

from omni.lib.embedded.refusal import CannotStart, sentence
from omni.lib.embedded.servers import lay_out


def ports(environ: Mapping[str, str]) -> tuple[int, int]:
    """The web and the live port, both free."""
    web = _port(environ.get("PORT") or "8000", "PORT")
    live = _port(environ.get("LIVE_PORT") or str(web + 1), "LIVE_PORT")
    for number, variable in ((web, "PORT"), (live, "LIVE_PORT")):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", number))
                probe.listen()
            except OSError as error:
                raise CannotStart(_taken(number, variable, web, error)) from error
    return web, live


def _port(text: str, variable: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise CannotStart(f"{variable} must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def _taken(number: int, variable: str, web: int, error: OSError) -> str:
    if isinstance(error, PermissionError):
        return f"Port {number} may not be opened by this user; choose one above 1023 with PORT."
    what = "" if variable == "PORT" else " (for live updates)"
    other = web + 100 if web + 101 < 65536 else 8000
    return (
        f"Port {number}{what} is taken by another program. "
        f"Choose another pair of ports: make run PORT={other}"
    )


def room(var: Path) -> None:
    """That `var` exists, is writable, and that its disk isn't full."""
    probe = var / "run" / "probe"
    try:
        lay_out(var)
        probe.write_bytes(b"\0" * 1_000_000)
        probe.unlink()
    except OSError as error:
        probe.unlink(missing_ok=True)
        raise CannotStart(sentence(error, var)) from error
