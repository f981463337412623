"""Querysets that Django writes as SQL once. Of what making a page costs, most goes into writing the same statements again.

_LIVE_AT = Prepared(lambda: Page.objects.live().filter(url_path=Given("path")))
found = _LIVE_AT(path="/home/nieuws/")
"""

from collections.abc import Callable, Sequence
from copy import copy
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import connections
from django.db.models import BigIntegerField, BooleanField, Expression, Func, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)


class Given(Expression):
    """A value that is told when the rows are asked for."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, _compiler: SQLCompiler, _connection: Any) -> tuple[str, Any]:
        """The place of the value, which holds this expression until there is one."""
        return "%s", (self,)

    def get_group_by_cols(self) -> list[Any]:
        """It is the same for every row."""
        return []


class Among(Func):
    """Whether a field has one of the values of a list: `filter(Among("pk", Given("pks")))`. Unlike `pk__in` it's the same
    statement for any number of values."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


class ChosenIn(Func):
    """The keys that the blocks of a StreamField hold, each block a chooser: `Among("pk", ChosenIn(OuterRef("competences")))`."""

    template = "ARRAY(SELECT (jsonb_array_elements(%(expressions)s)->>'value')::bigint)"
    output_field = ArrayField(BigIntegerField())


class Prepared(Generic[M]):
    """Rows by a statement that stays the same but for the values that are `Given`. Whatever else the queryset depends on
    (a setting, the active time zone) must be the same for the life of the process."""

    def __init__(self, write: "Callable[[], QuerySet[M]]") -> None:
        self._write = write  # not called before the first question: models may not be loaded yet

    def __call__(self, **given: Any) -> list[M]:
        """The rows, with what the queryset selects and prefetches."""
        queryset, written, sql, parameters, converters = self._statement
        values = tuple(given[one.name] if isinstance(one, Given) else one for one in parameters)
        compiler = copy(written)
        compiler.connection = connections[queryset.db]
        compiler.as_sql = lambda: (sql, values)  # type: ignore[assignment, method-assign, misc]
        compiler.get_converters = lambda _columns: converters  # type: ignore[assignment, method-assign]
        rows = queryset.all()
        rows.query.get_compiler = lambda *_, **__: compiler  # type: ignore[method-assign]
        return list(rows)

    @cached_property
    def _statement(self) -> "tuple[QuerySet[M], SQLCompiler, str, Sequence[Any], Any]":
        queryset = self._write()
        compiler = queryset.query.get_compiler(queryset.db)
        sql, parameters = compiler.as_sql()
        converters = compiler.get_converters([column for column, _sql, _alias in compiler.select[: compiler.col_count]])
        return queryset, compiler, sql, parameters, converters
