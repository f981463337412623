"""Querysets that Django writes as SQL once. Of what making a page costs, most goes into writing the same statements again.

_LIVE_AT = Prepared(lambda: Page.objects.live().filter(url_path=Given("path")))
found = _LIVE_AT(path="/home/nieuws/")
"""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from functools import cached_property
from typing import Any, Generic, TypeVar, cast

from django.contrib.postgres.fields import ArrayField
from django.db import connections, router, transaction
from django.db.models import BigIntegerField, BooleanField, Expression, Field, Func, Model, QuerySet
from django.db.models.sql import UpdateQuery
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)


class Given(Expression):
    """A value that is told when the rows are asked for."""

    def __init__(self, name: str, output_field: "Field[Any, Any] | None" = None) -> None:
        super().__init__(output_field)
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
        values = _values(parameters, given)
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


class PreparedUpdate(Generic[M]):
    """`QuerySet.update` by a statement that stays the same but for the values that are `Given`."""

    def __init__(self, write: "Callable[[], QuerySet[M]]", **changes: Any) -> None:
        self._write = write  # as above
        self._changes = changes

    def __call__(self, **given: Any) -> int:
        """How many rows were changed."""
        using, sql, parameters = self._statement
        with transaction.mark_for_rollback_on_error(using), connections[using].cursor() as cursor:
            cursor.execute(sql, _values(parameters, given))
            changed: int = cursor.rowcount
            return changed

    @cached_property
    def _statement(self) -> tuple[str, str, Sequence[Any]]:
        queryset = self._write()
        using = router.db_for_write(queryset.model)
        query = cast("UpdateQuery", queryset.query.chain(UpdateQuery))
        query.add_update_values(self._changes)
        return using, *query.get_compiler(using).as_sql()


def _values(parameters: Sequence[Any], given: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(given[one.name] if isinstance(one, Given) else one for one in parameters)
