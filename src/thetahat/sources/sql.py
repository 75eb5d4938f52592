"""Relations in SQL: DuckDB's files, tables and relations, and databases behind a connection."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from thetahat.sources.relation import Array, Expression, Kind, Relation, UnsayableError, Words

BATCH = 1 << 16
"""Rows that are fetched at a time."""
_AGGREGATES = {"total": "SUM", "minimum": "MIN", "maximum": "MAX"}
_FUNCTIONS = {
    "log": "LN({})",
    "exp": "EXP({})",
    "sqrt": "SQRT({})",
    "abs": "ABS({})",
    "sin": "SIN({})",
    "cos": "COS({})",
    "tan": "TAN({})",
    "arctan": "ATAN({})",
    "arctan2": "ATAN2({}, {})",
    "floor": "FLOOR({})",
    "ceil": "CEIL({})",
}
_DUCKDB = {"gammaln": "LGAMMA({})"}


def quoted(name: str) -> str:
    """An identifier in double quotes."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text in single quotes."""
    return "'" + text.replace("'", "''") + "'"


class SqlWords(Words):
    """SQL that DuckDB, PostgreSQL and SQLite understand."""

    double = "DOUBLE"
    functions: Mapping[str, str] = _FUNCTIONS

    def column(self, name: str) -> Expression:
        return name

    def number(self, value: float) -> Expression:
        if not math.isfinite(value):
            return f"CAST('{value}' AS {self.double})"
        text = repr(float(value))
        text = text if "e" in text else text + "e0"
        return f"({text})" if value < 0 or text.startswith("-") else text

    def flag(self, value: bool) -> Expression:
        return "(1 = 1)" if value else "(1 = 0)"

    def arithmetic(self, operator: str, a: Expression, b: Expression) -> Expression:
        return f"POWER({a}, {b})" if operator == "**" else f"({a} {operator} {b})"

    def compare(self, operator: str, a: Expression, b: Expression) -> Expression:
        return f"({a} {({'==': '=', '!=': '<>'}).get(operator, operator)} {b})"

    def both(self, a: Expression, b: Expression) -> Expression:
        return f"({a} AND {b})"

    def either(self, a: Expression, b: Expression) -> Expression:
        return f"({a} OR {b})"

    def negated(self, a: Expression) -> Expression:
        return f"(NOT {a})"

    def where(self, condition: Expression, yes: Expression, no: Expression | None) -> Expression:
        return f"CASE WHEN {condition} THEN {yes}{'' if no is None else f' ELSE {no}'} END"

    def missing(self, a: Expression) -> Expression:
        return f"({a} IS NULL)"

    def equal(self, a: Expression, value: Any) -> Expression:
        if value is None:
            return f"({a} IS NULL)"
        plain = isinstance(value, int | float) and not isinstance(value, bool)
        return f"({a} = {value!r})" if plain else f"({a} = {literal(str(value))})"

    def undefined(self, a: Expression) -> Expression:
        return f"({a} <> {a})"

    def call(self, word: str, arguments: Sequence[Expression]) -> Expression:
        pattern = self.functions.get(word)
        if pattern is None:
            raise UnsayableError(word)
        return pattern.format(*arguments)


class DuckWords(SqlWords):
    """DuckDB, which has lgamma as well."""

    functions: Mapping[str, str] = {**_FUNCTIONS, **_DUCKDB}

    def undefined(self, a: Expression) -> Expression:
        return f"ISNAN({a})"

    def finite(self, a: Expression) -> Expression:
        # Of a comparison DuckDB would believe a Parquet file's least and greatest value, which know of no NaN.
        return f"ISFINITE({a})"


NUMBERS = frozenset(
    {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"}
    | {"FLOAT", "DOUBLE", "REAL", "DECIMAL", "NUMERIC", "BOOLEAN", "BIGNUM", "VARINT", "INT", "INT8", "INT4", "INT2"}
    | {"NULL", "FLOAT4", "FLOAT8", "DOUBLE PRECISION", "BOOL"}
)
"""Names of types whose values are numbers; truth values count as 0 and 1."""


class SqlSource(ABC):
    """What queries are put to: a table, a query or a function that reads files, in some connection."""

    engine = ""
    loses = False
    words: Words = SqlWords()
    text = ""

    def place(self) -> str:
        """What stands after FROM."""
        return f"{self.text} AS source" if self.text.startswith("(") else self.text

    def opened(self) -> SqlRelation:
        """All rows."""
        return SqlRelation(self, self.place())

    @abstractmethod
    def kinds(self) -> list[Kind]:
        """The columns."""

    @abstractmethod
    def cast(self, name: str, kind: str) -> str:
        """A column as a double."""

    def chosen(self, columns: Mapping[str, str], keys: Mapping[str, str]) -> str:
        """A query of some columns by new names: numbers as doubles, groups as they are."""
        types = {k.name: k.type for k in self.kinds()}
        items = [f"{self.cast(c, types[c])} AS {name}" for name, c in columns.items()]
        items += [f"{quoted(c)} AS {name}" for name, c in keys.items()]
        return f"SELECT {', '.join(items)} FROM {self.place()}"

    @abstractmethod
    def run(self, text: str) -> list[tuple[Any, ...]]:
        """The rows of a result."""

    @abstractmethod
    def batches(self, text: str, names: Sequence[str]) -> Iterator[dict[str, Array]]:
        """The rows of a result, some at a time."""

    @abstractmethod
    def sample(self, text: str, names: Sequence[str], fraction: float, most: int) -> dict[str, Array]:
        """Rows taken with equal probability, at most this many."""

    def rows(self) -> int | None:
        """The number of rows: Parquet keeps it, others are read for it."""
        return int(self.run(f"SELECT COUNT(*) FROM {self.place()}")[0][0])

    def numeric_text(self, name: str) -> bool:
        """Whether a column of text counts as numbers; where columns have types it does not."""
        return False

    def text_example(self, name: str) -> str:
        """A cell that is not a number, for a message."""
        return ""

    def frame(self, columns: Mapping[str, Sequence[Any]]) -> Any:
        """A table of results."""
        return {k: list(v) for k, v in columns.items()}


class SqlRelation(Relation):
    """A query of a source."""

    def __init__(self, source: SqlSource, text: str) -> None:
        self.source, self.text = source, text
        self.words = source.words
        self.engine = source.engine
        self.loses = source.loses

    def _derived(self, text: str) -> SqlRelation:
        return SqlRelation(self.source, text)

    def kinds(self) -> Sequence[Kind]:
        return self.source.kinds()

    def start(self, columns: Mapping[str, str], keys: Mapping[str, str]) -> Relation:
        return self._derived(self.source.chosen(columns, keys))

    def extended(self, new: Mapping[str, Expression]) -> Relation:
        items = ", ".join(f"{e} AS {name}" for name, e in new.items())
        return self._derived(f"SELECT *, {items} FROM (\n{self.text}\n) AS t") if new else self

    def filtered(self, condition: Expression) -> Relation:
        return self._derived(f"SELECT * FROM (\n{self.text}\n) AS t WHERE {condition}")

    def explained(self, items: Mapping[str, tuple[str, Expression]], by: Sequence[str] = ()) -> str:
        parts = [*by, *(f"{_AGGREGATES[kind]}({e}) AS {name}" for name, (kind, e) in items.items())]
        group = f"\nGROUP BY {', '.join(by)}" if by else ""
        return f"SELECT {', '.join(parts)}\nFROM (\n{self.text}\n) AS t{group}"

    def aggregate(self, items: Mapping[str, tuple[str, Expression]], by: Sequence[str] = ()) -> list[dict[str, Any]]:
        keys, rows = len(by), self.source.run(self.explained(items, by))
        return [
            dict(zip(by, row[:keys], strict=True))
            | {n: None if v is None else float(v) for n, v in zip(items, row[keys:], strict=True)}
            for row in rows
        ]

    def sample(self, names: Sequence[str], fraction: float, most: int) -> dict[str, Array]:
        return self.source.sample(self.text, names, fraction, most)

    def head(self, names: Sequence[str], count: int) -> dict[str, Array]:
        rows = self.source.run(f"SELECT {', '.join(names)} FROM (\n{self.text}\n) AS t LIMIT {count}")
        return columns(names, rows)

    def batches(self, names: Sequence[str]) -> Iterator[dict[str, Array]]:
        return self.source.batches(f"SELECT {', '.join(names)} FROM (\n{self.text}\n) AS t", names)

    def rows(self) -> int | None:
        return self.source.rows()

    def numeric_text(self, column: str) -> bool:
        return self.source.numeric_text(column)

    def text_example(self, column: str) -> str:
        return self.source.text_example(column)

    def frame(self, columns: Mapping[str, Sequence[Any]]) -> Any:
        return self.source.frame(columns)


def columns(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> dict[str, Array]:
    """Rows of results as one array of doubles for each name; NULL is NaN."""
    out: dict[str, Any] = {}
    for i, name in enumerate(names):
        if name.startswith("k"):
            out[name] = np.array([*(row[i] for row in rows), None], dtype=object)[:-1]
        else:
            out[name] = np.array([math.nan if row[i] is None else float(row[i]) for row in rows], dtype=np.float64)
    return out


def cells(name: str, column: Any) -> Any:
    """An Arrow column as an array: of doubles, or of objects where it tells groups."""
    if name.startswith("k"):
        return np.array([*column.to_pylist(), None], dtype=object)[:-1]
    return column.to_numpy(zero_copy_only=False).astype(float)


def is_number(type_name: str) -> bool:
    """Whether a type of this name holds numbers."""
    return str(type_name).upper().split("(")[0].strip().strip('"') in NUMBERS
