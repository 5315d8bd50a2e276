"""A new row by a statement that is kept, for what is written in great numbers.

`Model.objects.create` puts the same SQL together each time, which takes several times as long as
PostgreSQL needs to plan and write it.
"""

from functools import lru_cache

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, Model

from .statement import Writing


def insert(row: Model, *, unless: str = "") -> bool:
    """Write this new row as `save` would, and give it its key; one query, no signals.

    With `unless`, a unique column, answers False and writes nothing where its value stands already:
    after waiting for whoever is writing it.
    """
    statement, fields = _plan(type(row), unless)
    here = connections[DEFAULT_DB_ALIAS]
    made = statement.rows(
        *(field.get_db_prep_save(field.pre_save(row, add=True), here) for field in fields)
    )
    if not made:
        return False
    ((row.pk,),) = made
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return True


@lru_cache(maxsize=50)
def _plan(model: type[Model], unless: str) -> tuple[Writing, list[Field]]:
    key = model._meta.pk
    fields = [field for field in model._meta.concrete_fields if field is not key]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(["%s"] * len(fields))
    conflict = f'ON CONFLICT ("{unless}") DO NOTHING ' if unless else ""
    return Writing(
        f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({places}) '
        f'{conflict}RETURNING "{key.column}"'
    ), fields
