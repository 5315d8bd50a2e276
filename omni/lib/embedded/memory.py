"""How much of the machine's memory the embedded PostgreSQL may take."""

import os
from pathlib import Path

MB = 1024**2
LEAST, MOST = 256, 4096  # MB
CGROUP = Path("/sys/fs/cgroup/memory.max")


def settings(memory: int | None = None) -> dict[str, str]:
    """Its buffers by the memory there is, in bytes: an eighth, as others live here too.

    A small shop's stock is in memory whatever they are. Memory that is never used isn't taken.
    """
    memory = there_is() if memory is None else memory
    buffers = min(max(memory // 8 // MB, LEAST), MOST)
    return {
        "shared_buffers": f"{buffers}MB",
        "effective_cache_size": f"{4 * buffers}MB",
    }


def there_is(cgroup: Path = CGROUP) -> int:
    """Bytes of this machine, or of the container that it is."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        return min(whole, int(cgroup.read_text()))
    except (OSError, ValueError):  # no container, or one without a limit, which says `max`
        return whole
