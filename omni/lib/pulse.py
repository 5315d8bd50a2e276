"""Signs of life of the background processes: each leaves the time under its name in Redis."""

import time

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

PREFIX = "omni.pulse."
KEPT = 24 * 3600  # seconds
PATIENCE = 0.5  # seconds; a sign of life must never hold up what it is a sign of


def client(url: str) -> redis.Redis:
    """One that answers or fails at once."""
    return redis.Redis.from_url(
        url,
        socket_timeout=PATIENCE,
        socket_connect_timeout=PATIENCE,
        retry=Retry(NoBackoff(), 0),
        max_connections=4,
    )


class Pulse:
    """What one process leaves behind; lost, and no harm done, when Redis is away."""

    def __init__(self, url: str, every: float = 2.0) -> None:
        self._client = client(url)
        self._every = every
        self._next = 0.0

    def beat(self, *names: str) -> None:
        moment = time.monotonic()
        if moment < self._next:
            return
        self._next = moment + self._every
        try:
            with self._client.pipeline(transaction=False) as pipe:
                for name in names:
                    pipe.set(PREFIX + name, time.time(), ex=KEPT)
                pipe.execute()
        except redis.RedisError:
            self._next = moment + 10 * self._every


def ages(connection: redis.Redis, names: list[str]) -> dict[str, float | None]:
    """Seconds since each was last heard; None for one that has not been for a day.

    Raises `redis.RedisError`.
    """
    found = connection.mget([PREFIX + name for name in names])
    now = time.time()
    return {
        name: None if at is None else round(max(0.0, now - float(at)), 1)
        for name, at in zip(names, found, strict=True)
    }
