"""How soon open pages know: from the commit to the frame, and when the push was lost."""

import json
import random
import time
from collections.abc import Iterator
from statistics import quantiles

from ..bench import RUNS, Bench
from ..client import Broken, Browser, get
from ..data import STONES
from ..figures import Figure, Run
from ..hands import Hand
from ..house import HOST, House
from ..registry import figure, measures
from ..sockets import Pages

CHANGES, PAUSE = 15, 0.3  # changes a run, and seconds between them
NOWHERE = "redis://127.0.0.1:1/0"


@measures("live_fanout_200_p99_ms", "live_fanout_1000_p99_ms")
def fan_out(bench: Bench) -> Iterator[Figure]:
    """All pages show the stone that changes."""
    with bench.house(STONES) as house:
        hand = house.hand("bench.committer")
        topic = hand.ask("topic")["topic"]
        for count in (200, 1000):
            pages = Pages(house.ports["live"], count, topic)
            waits(pages, hand, count)  # the first push of a process opens its connections
            runs = [Run(waits(pages, hand, count)) for _ in range(RUNS)]
            pages.close()
            yield figure(f"live_fanout_{count}_p99_ms", "ms", runs)


def waits(pages: Pages, hand: Hand, count: int) -> float:
    """The 99th percentile of every page's wait for every change, in ms."""
    seen: list[float] = []
    for _ in range(CHANGES):
        hand.tell("change")
        came = pages.listen(10, lambda frame: frame["type"] == "push", count)
        told = hand.hear()
        if len(came) < count or any(frame["version"] != told["version"] for _, frame in came):
            raise Broken(f"{len(came)} of {count} pages heard of version {told['version']}.")
        seen += [at - told["at"] for at, _ in came]
        time.sleep(PAUSE)
    return quantiles(seen, n=100)[-1] * 1000


@measures("heal_s")
def heal(bench: Bench) -> Iterator[Figure]:
    """The process that changes the stone has no Redis: its push is lost as when it dies.

    From the commit until the page has its new badge: the heartbeat names the version, the page
    fetches the fragment.
    """
    with bench.house(STONES) as house:
        hand = house.hand("bench.committer", REDIS_URL=NOWHERE)
        topic = hand.ask("topic")["topic"]
        page = Pages(house.ports["live"], 1, topic)
        dice = random.Random(1)
        runs = []
        for _ in range(2 * RUNS):
            time.sleep(dice.uniform(0, 5))
            runs.append(Run(healed(house, page, hand, topic)))
        page.close()
        yield figure("heal_s", "s", runs)


def healed(house: House, page: Pages, hand: Hand, topic: str) -> float:
    told = hand.ask("change")

    def names_it(frame: dict) -> bool:
        known = frame["versions"].get(topic, 0) if frame["type"] == "beat" else 0
        return known >= told["version"]

    if not page.listen(60, names_it, 1):
        raise Broken("No heartbeat named the version.")
    browser = Browser(house.web)
    answer = browser.ask(get(f"/live/?t={topic}:{told['version'] - 1}", HOST))
    browser.socket.close()
    fragment = json.loads(answer.partition(b"\r\n\r\n")[2])[topic]
    if fragment["version"] < told["version"]:
        raise Broken(f"The fragment is of version {fragment['version']}.")
    return time.monotonic() - told["at"]
