"""Rows as they were read, into the table of rows: they wait there and change nothing."""

import csv
import io
import json

from django.db import connection

from ..lists.offers import Offer
from ..lists.rows import Problem
from ..models import Import, ImportProblem, ImportRow

COPY = """
COPY inventory_importrow
    (run_id, line, stock_number, lab, number, facts, links, fate, why, state)
FROM STDIN (FORMAT csv, FORCE_NOT_NULL (stock_number, lab, number, why))
"""
REFUSED, READ = ImportRow.Fate.REFUSED.value, ImportRow.Fate.READ.value
WAITING = ImportRow.State.WAITING.value


def stage(run: Import, offers: list[Offer]) -> None:
    """Two statements for a batch: its rows, and what is wrong with some of them."""
    file = io.StringIO()
    writer = csv.writer(file)
    for offer in offers:
        writer.writerow(
            (
                run.pk, offer.line, offer.stock_number, offer.lab, offer.number,
                json.dumps(offer.facts, separators=(",", ":")),
                json.dumps(offer.links) if offer.links else "",
                REFUSED if offer.problems else READ,
                offer.problems[0].reason[:120] if offer.problems else "",
                WAITING,
            )
        )  # fmt: skip
    file.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert(COPY, file)
    report(run, [problem for offer in offers for problem in offer.problems])


def report(run: Import, problems: list[Problem]) -> None:
    ImportProblem.objects.bulk_create(
        ImportProblem(
            run=run,
            line=problem.line,
            column=_kept(problem.column, 40),
            value=_kept(problem.value, 200),
            reason=_kept(problem.reason, 200),
        )
        for problem in problems
    )


def _kept(text: str, longest: int) -> str:
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")[:longest]


class Twins:
    """What stands twice in one list: the first row counts, the others are refused."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], int] = {}

    def check(self, offer: Offer) -> None:
        self._once(offer, (offer.lab, offer.number), "report", bool(offer.number))
        self._once(offer, ("", offer.stock_number), "stock number", bool(offer.stock_number))

    def _once(self, offer: Offer, key: tuple[str, str], what: str, is_said: bool) -> None:
        if not is_said:
            return
        first = self._seen.setdefault(key, offer.line)
        if first != offer.line:
            value = " ".join(filter(None, key))
            reason = f"line {first} has this {what} already"
            offer.problems.append(Problem(offer.line, "", value, reason))
            offer.facts = {}
