"""Which topics any page follows, asked of Redis itself: what nobody looks at needn't be drawn."""

from collections.abc import Iterable

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry


class Followers:
    """Asks on a connection of its own, and the asking thread waits: a loop that is woken for every
    question costs twice as much as the question.
    """

    def __init__(self, patience: float) -> None:
        """`patience` in seconds for connecting, and again for an answer."""
        self._patience = patience
        self._layer: object = None

    def among(self, layer, groups: Iterable[str]) -> set[str]:
        """The groups that somebody has subscribed to; all of them where the layer can't say.

        One command for all. Raises `redis.RedisError`.
        """
        groups = list(groups)
        if layer is not self._layer:
            self._look_into(layer)
        if self._redis is None:
            return set(groups)
        names = [self._names._get_group_channel_name(group) for group in groups]
        counts = self._redis.pubsub_numsub(*names)
        return {group for group, (_, count) in zip(groups, counts, strict=True) if count}

    def _look_into(self, layer) -> None:
        """The layer has no public way to ask, so whatever lacks its parts, or spreads them over
        servers, can't say.
        """
        # 7 MB with what it may encrypt by; the process that only reads never pushes anything.
        from channels_redis.pubsub import RedisPubSubLoopLayer

        self._layer, self._redis = layer, None
        try:
            self._names = RedisPubSubLoopLayer(*layer._args, **layer._kwargs)
            (shard,) = self._names._shards
            address = shard.host["address"]
        except (AttributeError, KeyError, TypeError, ValueError):
            return
        self._redis = redis.Redis.from_url(
            address,
            single_connection_client=True,  # one thread asks: a pool for it costs as much again
            socket_timeout=self._patience,
            socket_connect_timeout=self._patience,
            retry=Retry(NoBackoff(), 1),  # a kept connection may have been cut meanwhile
        )
