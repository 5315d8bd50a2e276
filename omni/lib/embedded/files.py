"""How many files a process may hold open: every socket is one, and shells start with few."""

import resource

ENOUGH = 16_384


def allow_many_files() -> None:
    """Raise this process's own limit, and its children's, as far as the machine allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = ENOUGH if hard == resource.RLIM_INFINITY else min(ENOUGH, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
