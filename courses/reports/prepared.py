"""Queries of the busiest pages: the ORM makes their SQL once, and after that they are only run.

Making the SQL of one query takes a thousand Python calls and more, running it some thirty.
"""

import uuid
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators


class _Objects(NamedTuple):
    """How a row becomes an object with those that it points to: as Django's ModelIterable does."""

    model: type[Model]
    first: int
    end: int
    names: list[str]
    related: list[Any]
    annotations: dict[str, int]

    def read(self, row: Sequence[Any]) -> Any:
        one = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.first : self.end])
        for each in self.related:
            each.populate(row, one)
        for name, place in self.annotations.items():
            setattr(one, name, row[place])
        return one


class _Made(NamedTuple):
    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]  # (which parameter, which argument)
    converters: tuple[tuple[int, list[Any], Any], ...]
    objects: _Objects | None


class Prepared:
    """`build` is called once for each kind of database, with a stand-in of the type of each
    argument, and gives a queryset. A list in it has a fixed number of members.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *types: type) -> None:
        self.build = build
        self.types = types
        self.made: dict[str, _Made] = {}

    def objects(self, *values: Any) -> list[Any]:
        rows = self.rows(*values)
        read = self._get().objects
        if read is None:
            raise TypeError("A query of values has no objects.")
        return [read.read(row) for row in rows]

    def rows(self, *values: Any) -> list[tuple[Any, ...]]:
        made = self._get()
        params = list(made.params)
        for place, which in made.places:
            params[place] = _adapted(values[which])
        with connection.cursor() as cursor:
            cursor.execute(made.sql, params)
            rows = cursor.fetchall()
        return [_converted(row, made.converters) for row in rows] if made.converters else rows

    def row(self, *values: Any) -> tuple[Any, ...] | None:
        rows = self.rows(*values)
        return rows[0] if rows else None

    def _get(self) -> _Made:
        made = self.made.get(connection.vendor)
        if made is None:
            made = self.made[connection.vendor] = self._make()
        return made

    def _make(self) -> _Made:
        stand_ins = [_stand_in(type_, number) for number, type_ in enumerate(self.types)]
        queryset = self.build(*stand_ins)
        compiler = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        adapted = [_adapted(one) for one in stand_ins]
        places = tuple(
            (place, adapted.index(value)) for place, value in enumerate(params) if value in adapted
        )
        if {which for _, which in places} != set(range(len(adapted))):
            raise ValueError("An argument is not found in the query as it is.")
        found = compiler.get_converters([column[0] for column in compiler.select])
        return _Made(
            sql,
            tuple(params),
            places,
            tuple((place, converters, one) for place, (converters, one) in found.items()),
            None if queryset.query.values_select or not compiler.klass_info else _objects(compiler),
        )


def _objects(compiler: Any) -> _Objects:
    info, select = compiler.klass_info, compiler.select
    fields = info["select_fields"]
    first, end = fields[0], fields[-1] + 1
    return _Objects(
        info["model"],
        first,
        end,
        [column[0].target.attname for column in select[first:end]],
        get_related_populators(info, select, DEFAULT_DB_ALIAS),  # type: ignore[call-arg]
        compiler.annotation_col_map,
    )


def _stand_in(type_: type, number: int) -> Any:
    if type_ is int:
        return 987_654_321 + number
    if type_ is uuid.UUID:
        return uuid.UUID(int=987_654_321 + number)
    if type_ is datetime:
        return datetime(1987, 6, 5, 4, 3, number, tzinfo=UTC)
    if type_ is date:
        return date(1987, 6, 5 + number)
    return f"stand-in/{number}"


def _adapted(value: Any) -> Any:
    """As Django's fields give it to the database."""
    if isinstance(value, uuid.UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value


def _converted(row: Iterable[Any], converters: Iterable[tuple[int, list[Any], Any]]) -> tuple:
    values = list(row)
    for place, each, expression in converters:
        value = values[place]
        if value is None:
            continue
        for convert in each:
            value = convert(value, expression, connection)
        values[place] = value
    return tuple(values)
