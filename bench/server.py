"""The bench's own PostgreSQL and Valkey, set as docs/operating.md says a shop's should be."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg2

from omni.lib.embedded.cluster import programs
from omni.lib.embedded.place import choose
from omni.lib.embedded.servers import running


@dataclass(frozen=True, slots=True)
class Server:
    """Both servers of `var`, durable, and PostgreSQL's own programs."""

    var: Path
    database_url: str
    redis_url: str
    programs: Path

    def url(self, database: str) -> str:
        return urlsplit(self.database_url)._replace(path=f"/{database}").geturl()

    def redis(self, number: int) -> str:
        return f"{self.redis_url.rpartition('/')[0]}/{number}"

    def environ(self, database: str) -> dict[str, str]:
        """How PostgreSQL's own programs find a database; no password in a command line."""
        parts = urlsplit(self.database_url)
        return os.environ | {
            "PGHOST": parse_qs(parts.query)["host"][0],
            "PGUSER": parts.username,
            "PGPASSWORD": parts.password,
            "PGDATABASE": database,
        }

    @contextlib.contextmanager
    def cursor(self, database: str = "omni") -> Iterator:
        """Each statement is its own transaction."""
        with contextlib.closing(psycopg2.connect(self.url(database))) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                yield cursor

    def version(self) -> str:
        with self.cursor() as cursor:
            cursor.execute("SHOW server_version")
            return cursor.fetchone()[0]


@contextlib.contextmanager
def server(var: Path) -> Iterator[Server]:
    with running(var, {}, durable=True) as found:
        yield Server(var, found["DATABASE_URL"], found["REDIS_URL"], programs(choose(var)))
