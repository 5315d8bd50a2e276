"""A query that Django puts together once and that is then only asked.

For a page's one or two queries the ORM takes several times as long to write the SQL as PostgreSQL
to answer it. What it wrote doesn't change, so it is kept, with the plan of which columns make which
object; the objects are the usual models.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Generic, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

from .statement import Statement

M = TypeVar("M", bound=Model)
ASKED = "what-is-asked-for"


class Prepared(Generic[M]):
    """`Prepared(lambda: Stone.objects.filter(item__sku=ASKED)).first("TD-1")`.

    `select_related` and `annotate` are kept; one text that is asked for stands where `ASKED` stood,
    or a key, or a list of them, by `.extra(where=["id = ANY(%s)"], params=[ASKED])`. `beside` is a
    SELECT of what goes with a row, which is `found`, its columns `col1` and so on.
    """

    def __init__(self, build: Callable[[], QuerySet[M]], beside: str = "") -> None:
        self.build, self.beside = build, beside

    def all(self, asked: object) -> list[M]:
        """Every row, as its model; one query."""
        return [one for one, _ in self.all_and_beside(asked)]

    def all_and_beside(self, asked: object) -> list[tuple[M, list[tuple]]]:
        """Every row, as its model, with the rows that go with it; one query."""
        plan = self._plan_of_all
        by_key: dict[object, list[tuple]] = {}
        for row in plan.rows(asked):
            by_key.setdefault(row[plan.own.start], []).append(row)
        return [
            (plan.made(rows[0]), [row[plan.width :] for row in rows]) for rows in by_key.values()
        ]

    def first(self, asked: str) -> M | None:
        """The first row, as its model; one query."""
        found = self.first_and_beside(asked)
        return found[0] if found else None

    def first_and_beside(self, asked: str) -> tuple[M, list[tuple]] | None:
        """The first row, as its model, and the rows that go with it; one query."""
        plan = self._plan
        rows = plan.rows(asked)
        return (plan.made(rows[0]), [row[plan.width :] for row in rows]) if rows else None

    @property
    def statement(self) -> Statement:
        return self._plan.statement

    @cached_property
    def _plan(self) -> "Plan[M]":
        return Plan(self.build()[:1], self.beside)

    @cached_property
    def _plan_of_all(self) -> "Plan[M]":
        return Plan(self.build(), self.beside)


class Plan(Generic[M]):
    """What `ModelIterable` works out anew for every query."""

    def __init__(self, queryset: QuerySet[M], beside: str) -> None:
        compiler = queryset.query.get_compiler(using=queryset.db)
        sql, self.params = compiler.as_sql(with_col_aliases=True)
        if beside:
            sql = f"SELECT * FROM ({sql}) found CROSS JOIN LATERAL ({beside}) beside"
        self.statement = Statement(sql)
        self.db, info = queryset.db, compiler.klass_info
        self.model, fields = info["model"], info["select_fields"]
        self.own = slice(fields[0], fields[-1] + 1)
        self.said = compiler.annotation_col_map
        self.names = [one[0].target.attname for one in compiler.select[self.own]]
        self.related = get_related_populators(info, compiler.select, queryset.db)
        columns = [one[0] for one in compiler.select]
        self.width = len(columns)
        self.converters = compiler.get_converters(columns)

    def rows(self, asked: object) -> list[tuple]:
        return self.statement.rows(*[asked if one == ASKED else one for one in self.params])

    def made(self, found: tuple) -> M:
        row = list(found)
        for at, (converters, column) in self.converters.items():
            for convert in converters:
                row[at] = convert(row[at], column, connection)
        one = self.model.from_db(self.db, self.names, row[self.own])
        for name, at in self.said.items():
            setattr(one, name, row[at])
        for related in self.related:
            related.populate(row, one)
        return one
