"""Eight people on a shop's pages, strangers or signed in, while its stock changes."""

import itertools
import json
import sys
from collections.abc import Callable, Iterator

from .bench import CLIENTS, SECONDS
from .buyers import TOKEN
from .client import Browser, Load, cookies, get, load, post
from .house import HOST, House
from .results import RESULTS

Paths = Callable[[object], Iterator[str]]
END = b"</html>"
PROFILED = 400  # pages


class Visitors:
    """`paths(seed)` is where one of them goes; each seed makes others of them."""

    def __init__(
        self,
        house: House,
        paths: Paths,
        keys: list[str] | None = None,
        seen: dict[str, str] | None = None,
    ) -> None:
        """`keys` are cookies that sign in, one each; without them all are strangers.

        `seen` are items by path: each page is then followed by the beacon that it sends.
        """
        self.house, self.paths, self.seen = house, paths, seen
        self.cookies = [
            "; ".join(filter(None, [self._visit(), key]))
            for key in itertools.islice(itertools.cycle(keys or [""]), CLIENTS)
        ]
        self.load("warm", 2 * SECONDS)

    def _visit(self) -> str:
        """The cookies of a browser that has been here before."""
        browser = Browser(self.house.web)
        kept = cookies(browser.ask(get(next(self.paths("first")), HOST)))
        browser.socket.close()
        return kept

    def _beacon(self, n: int, item: str) -> bytes:
        cookie = f"{self.cookies[n]}; __Host-csrf={TOKEN}"
        body = json.dumps({"item": item}).encode()
        return post("/seen/", HOST, body, "application/json", cookie, X_CSRFToken=TOKEN)

    def load(self, seed: object, seconds: float = SECONDS) -> Load:
        def asked(n: int) -> Iterator[bytes]:
            for path in self.paths((seed, n)):
                yield get(path, HOST, self.cookies[n], X_Forwarded_For=f"203.0.113.{n + 1}")
                if self.seen:
                    yield self._beacon(n, self.seen[path])

        return load(self.house.web, [asked(n) for n in range(CLIENTS)], seconds, ends=END)

    def rate(self, seed: object) -> float:
        return self.load(seed).rate

    def profile(self, name: str) -> None:
        """Where the time of such a page goes, for whoever makes it faster."""
        paths = itertools.islice(self.paths("profile"), PROFILED)
        report = self.house.run("-m", "bench.profiled", self.cookies[0], told="\n".join(paths))
        folder = RESULTS / "profiles"
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.txt").write_text(report)


def while_stock_changes(house: House) -> Callable[[Visitors], Callable[[object], float]]:
    """Makes of visitors their pages a second while the stock of this house changes."""
    writer = house.hand("bench.changes")

    def busy(visitors: Visitors) -> Callable[[object], float]:
        def rate(seed: object) -> float:
            writer.ask("go")
            try:
                return visitors.rate(seed)
            finally:
                told = writer.ask("rest")
                if told["late"]:
                    sys.stderr.write(f"  {told['late']} of {told['done']} changes came late.\n")

        return rate

    return busy
