"""What PostgreSQL alone does of the same: pgbench on the same server, by its own program."""

import re
import subprocess
import tempfile
from pathlib import Path

from .client import Broken
from .house import House

TABLES = """
CREATE TABLE bench_stock (id int PRIMARY KEY, on_hand int NOT NULL, claimed int NOT NULL);
INSERT INTO bench_stock SELECT n, 2000000000, 0 FROM generate_series(1, 10000) AS n;
CREATE TABLE bench_claim (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, stock int NOT NULL,
    quantity int NOT NULL, holder text NOT NULL, at timestamptz NOT NULL DEFAULT now());
VACUUM ANALYZE bench_stock;
"""
UPDATE = "UPDATE bench_stock SET claimed = claimed + 1 WHERE id = {} AND on_hand - claimed >= 1;\n"
HOT = "BEGIN;\n" + UPDATE.format(1) + "COMMIT;\n"
SPREAD = (
    "\\set id random(1, 10000)\nBEGIN;\n"
    + UPDATE.format(":id")
    + "INSERT INTO bench_claim (stock, quantity, holder) VALUES (:id, 1, 'customer:bench');\n"
    "COMMIT;\n"
)
RATE = re.compile(r"tps = ([\d.]+)")


def lay_tables(house: House) -> None:
    with house.server.cursor(house.database) as cursor:
        for statement in TABLES.split(";\n"):
            if statement.strip():
                cursor.execute(statement)


def rate(house: House, script: str, *, clients: int = 8, seconds: int = 4) -> float:
    """Transactions a second of `script`."""
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "script.sql"
        file.write_text(script)
        done = subprocess.run(
            [
                str(house.server.programs / "pgbench"), "--no-vacuum", f"--file={file}",
                f"--client={clients}", "--jobs=2", f"--time={seconds}",
            ],
            env=house.server.environ(house.database), capture_output=True, text=True, check=False,
        )  # fmt: skip
    found = RATE.search(done.stdout)
    if done.returncode or not found:
        raise Broken(f"pgbench: {done.stderr[-800:]}")
    return float(found[1])
