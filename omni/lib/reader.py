"""Database reads of an event loop: a few threads, each with a lasting, checked connection."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import close_old_connections


class Reader:
    """Runs reads in `threads` threads; a read that takes longer than `patience` seconds fails."""

    def __init__(self, name: str, threads: int, patience: float) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._patience = patience

    async def __call__(self, function: Callable, *args):
        """The function's result; raises what it raises, or `TimeoutError`."""

        def read():
            close_old_connections()  # also has a connection checked that was cut meanwhile
            return function(*args)

        async with asyncio.timeout(self._patience):
            return await asyncio.get_running_loop().run_in_executor(self._pool, read)
