"""The control's shop: it looks whether there is one, takes the money, and writes the sale.

No lock, no constraint, no claim: the code that a hurried afternoon would write.
"""

import os
import time
from urllib.parse import urlsplit

import psycopg2

BANK = 0.2  # seconds that a bank takes to answer
TABLES = """
DROP TABLE IF EXISTS naive_sale, naive_stock;
CREATE TABLE naive_stock (on_hand int NOT NULL);
CREATE TABLE naive_sale (id bigserial PRIMARY KEY);
INSERT INTO naive_stock VALUES (1);
"""
_open: list = []


def _connection():
    if not _open:
        url = urlsplit(os.environ["DATABASE_URL"])
        _open.append(psycopg2.connect(url._replace(scheme="postgresql").geturl()))
        _open[0].autocommit = True
    return _open[0]


def application(environ, start_response):
    with _connection().cursor() as cursor:
        cursor.execute("SELECT on_hand FROM naive_stock")
        there = cursor.fetchone()[0] > 0
        if there:
            time.sleep(BANK)
            cursor.execute("UPDATE naive_stock SET on_hand = on_hand - 1")
            cursor.execute("INSERT INTO naive_sale DEFAULT VALUES")
    start_response("302 Found" if there else "409 Conflict", [("Location", "/sold/")])
    return [b""]
