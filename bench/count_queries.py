"""How many queries a page costs a stranger once caches are warm: `… PATH` prints the number."""

import sys

from .hands import django_ready


def main(path: str, cookie: str = "") -> None:
    django_ready()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    browser = Client(headers={"host": "127.0.0.1", "cookie": cookie})
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(path, secure=True)
            assert answer.status_code == 200, answer.status_code
    sys.stdout.write(str(len(queries)))


if __name__ == "__main__":
    main(*sys.argv[1:])
