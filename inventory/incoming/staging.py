"""Rows as they were read, into the table of rows: they wait there and change nothing."""

import io
import json

from django.db import connection

from ..lists.rows import Offer, Problem
from ..models import Import, ImportProblem, ImportRow

CREATE = """
DROP TABLE IF EXISTS pg_temp.list_intake;
CREATE TEMPORARY TABLE list_intake (
    id bigint, line int, stock_number text, lab text, number text, facts jsonb, links jsonb,
    fate text, why text, item_id bigint
) ON COMMIT DROP
"""
COPY = """
COPY pg_temp.list_intake (line, stock_number, lab, number, facts, links, fate, why) FROM STDIN
"""
REFUSED, READ = ImportRow.Fate.REFUSED.value, ImportRow.Fate.READ.value
# Only what pieces are found by; to sort a sample of the facts takes longer than it helps.
ANALYZE = "ANALYZE pg_temp.list_intake (stock_number, lab, number)"


def stage(run: Import, offers: list[Offer]) -> None:
    """A batch of rows into this transaction's intake; what is wrong with some of them is kept."""
    file = io.BytesIO("".join(map(_line, offers)).encode())
    with connection.cursor() as cursor:
        cursor.execute(CREATE)
        cursor.copy_expert(COPY, file, 1 << 20)
        cursor.execute(ANALYZE)
    report(run, [problem for offer in offers for problem in offer.problems])


encoded = json.JSONEncoder(separators=(",", ":")).encode
ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def _line(offer: Offer) -> str:
    """As COPY reads it."""
    facts = offer.said or encoded(offer.facts)
    links = encoded(offer.links) if offer.links else ""
    why = offer.problems[0].reason[:120] if offer.problems else ""
    texts = offer.stock_number, offer.lab, offer.number, facts, links, why
    if any("\\" in text or not text.isprintable() for text in texts):
        texts = [text.translate(ESCAPED) for text in texts]
    stock_number, lab, number, facts, links, why = texts
    fate = REFUSED if offer.problems else READ
    return "\t".join(
        (str(offer.line), stock_number, lab, number, facts, links or r"\N", fate, f"{why}\n")
    )


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
    """What stands twice in one list: the first good row counts, the others are refused."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], int] = {}

    def check(self, offer: Offer) -> None:
        if offer.problems:
            return
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
            offer.facts, offer.said = {}, ""
