"""Relations of lazy frames through narwhals: Polars, PySpark, Dask, Ibis and whatever else narwhals knows.

Nothing is collected but results of aggregates, samples, and batches for what the engine cannot say.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from thetahat.errors import RequestError
from thetahat.sources.relation import Array, Expression, Kind, Relation, UnsayableError, Words
from thetahat.sources.sql import BATCH, cells, columns
from thetahat.sources.trouble import engine_errors

_ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "**": operator.pow,
}
_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_METHODS = ("exp", "sqrt", "abs", "sin", "cos", "floor", "ceil")
_AGGREGATES = {"total": "sum", "minimum": "min", "maximum": "max"}
_TITLES = {"polars": "Polars", "pyspark": "Spark", "dask": "Dask", "ibis": "Ibis", "duckdb": "DuckDB"}


class FrameWords(Words):
    """narwhals expressions."""

    strict = False
    """Whether the engine has no value for the logarithm of 0 or for 1/0 where a double has one."""

    def __init__(self, strict: bool = False) -> None:
        import narwhals as nw

        self.nw, self.strict = nw, strict

    def column(self, name: str) -> Expression:
        return self.nw.col(name)

    def number(self, value: float) -> Expression:
        return self.nw.lit(float(value), dtype=self.nw.Float64())

    def flag(self, value: bool) -> Expression:
        return self.nw.lit(value)

    def arithmetic(self, operator: str, a: Expression, b: Expression) -> Expression:
        if operator == "/" and self.strict:
            # Engines with SQL's rules raise where IEEE divides by zero; what then is no value is counted.
            return self.nw.when(b != 0.0).then(a / b)
        return _ARITHMETIC[operator](a, b)

    def compare(self, operator: str, a: Expression, b: Expression) -> Expression:
        return _COMPARE[operator](a, b)

    def both(self, a: Expression, b: Expression) -> Expression:
        return a & b

    def either(self, a: Expression, b: Expression) -> Expression:
        return a | b

    def negated(self, a: Expression) -> Expression:
        return ~a

    def where(self, condition: Expression, yes: Expression, no: Expression | None) -> Expression:
        chosen = self.nw.when(condition).then(yes)
        return chosen if no is None else chosen.otherwise(no)

    def missing(self, a: Expression) -> Expression:
        return a.is_null()

    def equal(self, a: Expression, value: Any) -> Expression:
        return a.is_null() if value is None else a == self.nw.lit(value)

    def undefined(self, a: Expression) -> Expression:
        return a.is_nan()

    def finite(self, a: Expression) -> Expression:
        return a.is_finite()

    def call(self, word: str, arguments: Sequence[Expression]) -> Expression:
        if word == "log":
            return arguments[0].log()
        if word not in _METHODS:
            raise UnsayableError(word)
        return getattr(arguments[0], word)()


class FrameRelation(Relation):
    """A narwhals lazy frame."""

    def __init__(self, frame: Any, native: Any, steps: tuple[str, ...] = ()) -> None:
        self.lazy, self.native, self.steps = frame, native, steps
        home = type(native).__module__.split(".")[0]
        home = "dask" if home == "dask_expr" else home
        self.home = home
        self.engine = _TITLES.get(home, home)
        # pandas below Dask has one value for NaN and for nothing; SQL engines have none for log(-1).
        self.loses = home != "polars"
        self.words = FrameWords(strict=home in ("pyspark", "ibis"))

    def _then(self, frame: Any, step: str) -> FrameRelation:
        return FrameRelation(frame, self.native, (*self.steps, step))

    def kinds(self) -> Sequence[Kind]:
        with engine_errors(self.engine):
            schema = self.lazy.collect_schema()
        return [Kind(name, t.is_numeric() or str(t) == "Boolean", str(t)) for name, t in schema.items()]

    def start(self, columns: Mapping[str, str], keys: Mapping[str, str]) -> Relation:
        nw = self.words.nw  # type: ignore[attr-defined]
        chosen = [nw.col(c).cast(nw.Float64()).alias(name) for name, c in columns.items()]
        chosen += [nw.col(c).alias(name) for name, c in keys.items()]
        told = ", ".join(f"{name} = {c!r} as double" for name, c in columns.items())
        return self._then(self.lazy.select(*chosen), f"select({told})")

    def extended(self, new: Mapping[str, Expression]) -> Relation:
        if not new:
            return self
        frame = self.lazy.with_columns(*(e.alias(name) for name, e in new.items()))
        return self._then(frame, _told("with_columns", new))

    def filtered(self, condition: Expression) -> Relation:
        return self._then(self.lazy.filter(condition), f"filter({condition})")

    def _aggregates(self, items: Mapping[str, tuple[str, Expression]]) -> tuple[Any, list[Any]]:
        # An aggregate is of a column: engines differ in what they take of expressions of aggregates.
        frame = self.lazy.with_columns(*(e.alias(f"x_{name}") for name, (_, e) in items.items()))
        nw = self.words.nw  # type: ignore[attr-defined]
        return frame, [getattr(nw.col(f"x_{name}"), _AGGREGATES[k])().alias(name) for name, (k, _) in items.items()]

    def aggregate(self, items: Mapping[str, tuple[str, Expression]], by: Sequence[str] = ()) -> list[dict[str, Any]]:
        with engine_errors(self.engine):
            frame, wanted = self._aggregates(items)
            result = frame.group_by(*by).agg(*wanted) if by else frame.select(*wanted)
            rows = _collected(result).rows(named=True)
        return [{k: _plain(v, k in by) for k, v in row.items()} for row in rows]

    def sample(self, names: Sequence[str], fraction: float, most: int) -> dict[str, Array]:
        part: Any = self.lazy.select(*names)
        with engine_errors(self.engine):
            if fraction < 1:
                part = _SAMPLES.get(self.home, _every)(part, fraction)
            found = _arrays(_collected(part), names)
        return {n: v[:most] for n, v in found.items()}

    def head(self, names: Sequence[str], count: int) -> dict[str, Array]:
        with engine_errors(self.engine):
            return _arrays(_collected(self.lazy.select(*names).head(count)), names)

    def batches(self, names: Sequence[str]) -> Iterator[dict[str, Array]]:
        with engine_errors(self.engine):
            yield from _BATCHES.get(self.home, _at_once)(self.lazy.select(*names), names)

    def explained(self, items: Mapping[str, tuple[str, Expression]], by: Sequence[str] = ()) -> str:
        group = [f"group_by({', '.join(by)})"] if by else []
        last = ",\n    ".join(f"{name} = {_AGGREGATES[k]}({e})" for name, (k, e) in items.items())
        return "\n".join([*self.steps, *group, f"aggregate(\n    {last}\n)"])

    def rows(self) -> int | None:
        nw = self.words.nw  # type: ignore[attr-defined]
        if self.home in ("pyspark", "dask"):
            return None
        return int(_collected(self.lazy.select(nw.len().alias("n"))).rows()[0][0])

    def frame(self, columns: Mapping[str, Sequence[Any]]) -> Any:
        """The table in the frame library that the data came in."""
        if self.home == "polars":
            import polars

            return polars.DataFrame({k: list(v) for k, v in columns.items()}, strict=False)
        if self.home == "pyspark":
            rows = [tuple(_python(v) for v in row) for row in zip(*columns.values(), strict=True)]
            return self.native.sparkSession.createDataFrame(rows, list(columns))
        if self.home == "dask":
            import dask.dataframe
            import pandas

            maker: Any = dask.dataframe
            return maker.from_pandas(pandas.DataFrame(dict(columns)), npartitions=1)
        import pyarrow

        return pyarrow.table({k: list(v) for k, v in columns.items()})


def lazy(data: Any) -> Relation | None:
    """A relation of a lazy frame; None for an eager one, whose rows are in memory."""
    try:
        import narwhals as nw
    except ImportError as error:
        raise RequestError("data frames need narwhals: pip install 'thetahat[frames]'") from error
    try:
        frame = data if isinstance(data, nw.LazyFrame | nw.DataFrame) else nw.from_native(data)
    except TypeError:
        # A series or something else of the package: what reads arrays says what it makes of it.
        return None
    if isinstance(frame, nw.DataFrame):
        return None
    return FrameRelation(frame, frame.to_native())


def _told(what: str, new: Mapping[str, Expression]) -> str:
    inner = ",\n    ".join(f"{name} = {e}" for name, e in new.items())
    return f"{what}(\n    {inner}\n)"


def _collected(frame: Any) -> Any:
    return frame.collect() if hasattr(frame, "collect") else frame


def _plain(value: Any, key: bool) -> Any:
    if key:
        return value.item() if isinstance(value, np.generic) else value
    return None if value is None else float(value)


def _python(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


def _arrays(frame: Any, names: Sequence[str]) -> dict[str, Array]:
    return {n: _cells(n, frame[n].to_numpy()) for n in names}


def _cells(name: str, values: Any) -> Any:
    """An array of doubles, or of objects where it tells groups."""
    return np.asarray(values, dtype=object if name.startswith("k") else np.float64)


# ------------------------------------------------------------------ what narwhals leaves to each engine


def _every(frame: Any, fraction: float) -> Any:
    return frame.gather_every(max(1, math.floor(1 / fraction)))


def _spark_sample(frame: Any, fraction: float) -> Any:
    import narwhals as nw

    return nw.from_native(frame.to_native().sample(fraction=fraction, seed=0))


def _dask_sample(frame: Any, fraction: float) -> Any:
    import narwhals as nw

    return nw.from_native(frame.to_native().sample(frac=fraction, random_state=0))


def _ibis_sample(frame: Any, fraction: float) -> Any:
    import narwhals as nw

    return nw.from_native(frame.to_native().sample(fraction, seed=0))


_SAMPLES: dict[str, Callable[[Any, float], Any]] = {
    "pyspark": _spark_sample,
    "dask": _dask_sample,
    "ibis": _ibis_sample,
}


def _polars_batches(frame: Any, names: Sequence[str]) -> Iterator[dict[str, Array]]:
    for part in frame.to_native().collect_batches(chunk_size=BATCH, maintain_order=False):
        yield {n: _cells(n, part[n].to_numpy()) for n in names}


def _spark_batches(frame: Any, names: Sequence[str]) -> Iterator[dict[str, Array]]:
    rows: list[Any] = []
    for row in frame.to_native().toLocalIterator(prefetchPartitions=True):
        rows.append(row)
        if len(rows) == BATCH:
            yield columns(names, rows)
            rows = []
    if rows:
        yield columns(names, rows)


def _dask_batches(frame: Any, names: Sequence[str]) -> Iterator[dict[str, Array]]:
    for part in frame.to_native().partitions:
        here = part.compute()
        yield {n: _cells(n, here[n].to_numpy()) for n in names}


def _ibis_batches(frame: Any, names: Sequence[str]) -> Iterator[dict[str, Array]]:
    native = frame.to_native()
    if native.get_backend().name == "duckdb" and not _ibis_streams():
        batches: Any = native.to_pyarrow().to_batches(BATCH)
    else:
        batches = native.to_pyarrow_batches(chunk_size=BATCH)
    for batch in batches:
        yield {n: cells(n, batch.column(n)) for n in names}


def _ibis_streams() -> bool:
    """Whether this Ibis knows how its DuckDB gives batches: DuckDB 2 calls it by another name than Ibis up to 12."""
    import duckdb

    return hasattr(duckdb.DuckDBPyConnection, "fetch_record_batch")


def _at_once(frame: Any, names: Sequence[str]) -> Iterator[dict[str, Array]]:
    yield _arrays(_collected(frame), names)


_BATCHES: dict[str, Callable[[Any, Sequence[str]], Iterator[dict[str, Array]]]] = {
    "polars": _polars_batches,
    "pyspark": _spark_batches,
    "dask": _dask_batches,
    "ibis": _ibis_batches,
}
