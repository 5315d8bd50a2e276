"""Which topics any page follows, asked of Redis itself: what nobody looks at needn't be drawn."""

from collections.abc import Iterable


async def followed(layer, groups: Iterable[str]) -> set[str]:
    """The groups that somebody has subscribed to; all of them where the layer can't say.

    It asks `PUBSUB NUMSUB` on the layer's own connection, one command for all. The layer has no
    public way to ask, so whatever lacks its parts, or spreads them over servers, gets everything.
    """
    groups = list(groups)
    try:
        here = layer._get_layer()
        (shard,) = here._shards
        names = [here._get_group_channel_name(group) for group in groups]
    except (AttributeError, TypeError, ValueError):
        return set(groups)
    async with shard._lock:
        shard._ensure_redis()
        counts = await shard._redis.pubsub_numsub(*names)
    return {group for group, (_, count) in zip(groups, counts, strict=True) if count}
