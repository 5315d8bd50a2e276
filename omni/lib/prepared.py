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

M = TypeVar("M", bound=Model)
ASKED = "what-is-asked-for"


class Prepared(Generic[M]):
    """`Prepared(lambda: Stone.objects.filter(item__sku=ASKED)).first("TD-1")`.

    `select_related` is kept; one text that is asked for stands where `ASKED` stood.
    """

    def __init__(self, build: Callable[[], QuerySet[M]]) -> None:
        self.build = build

    def first(self, asked: str) -> M | None:
        """One query, of which the first row is read."""
        plan = self._plan
        with connection.cursor() as cursor:
            cursor.execute(plan.sql, [asked if one == ASKED else one for one in plan.params])
            row = cursor.fetchone()
        return plan.made(row) if row else None

    @cached_property
    def _plan(self) -> "Plan[M]":
        return Plan(self.build()[:1])


class Plan(Generic[M]):
    """What `ModelIterable` works out anew for every query."""

    def __init__(self, queryset: QuerySet[M]) -> None:
        compiler = queryset.query.get_compiler(using=queryset.db)
        self.sql, self.params = compiler.as_sql()
        self.db, info = queryset.db, compiler.klass_info
        self.model, fields = info["model"], info["select_fields"]
        self.own = slice(fields[0], fields[-1] + 1)
        self.names = [one[0].target.attname for one in compiler.select[self.own]]
        self.related = get_related_populators(info, compiler.select, queryset.db)
        columns = [one[0] for one in compiler.select]
        self.converters = compiler.get_converters(columns)

    def made(self, found: tuple) -> M:
        row = list(found)
        for at, (converters, column) in self.converters.items():
            for convert in converters:
                row[at] = convert(row[at], column, connection)
        one = self.model.from_db(self.db, self.names, row[self.own])
        for related in self.related:
            related.populate(row, one)
        return one
