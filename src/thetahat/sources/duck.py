"""DuckDB: tables and files of a connection of our own, and relations that a user made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from thetahat.sources.relation import Array, Kind, Words
from thetahat.sources.sql import BATCH, DuckWords, SqlSource, cells, is_number, quoted
from thetahat.sources.trouble import engine_errors, interruptible

TAKEN = 0.5
"""The part of a memory limit that DuckDB gets; Python, Arrow and its own buffers take the rest."""


def settled(connection: Any, memory: int | None) -> Any:
    """A connection of our own: no progress bar, and no more memory than allowed."""
    connection.execute("SET enable_progress_bar = false")
    if memory is not None:
        megabytes = max(int(memory * TAKEN), 64 << 20) // 1_000_000
        connection.execute(f"SET memory_limit = '{megabytes}MB'; SET preserve_insertion_order = false")
    return connection


class Duck(SqlSource):
    """What stands after FROM in a connection of our own: a table, a query, or a function that reads files."""

    engine = "DuckDB"
    words: Words = DuckWords()

    def __init__(self, connection: Any, text: str) -> None:
        self.connection, self.text = connection, text
        self._kinds: list[Kind] | None = None

    def kinds(self) -> list[Kind]:
        """The columns."""
        if self._kinds is None:
            self._kinds = [
                Kind(name, is_number(kind), kind)
                for name, kind, *_ in self.run(f"DESCRIBE SELECT * FROM {self.place()}")
            ]
        return self._kinds

    def cast(self, name: str, kind: str) -> str:
        """A column as a double."""
        return quoted(name) if kind == "DOUBLE" else f"CAST({quoted(name)} AS DOUBLE)"

    def query(self, text: str) -> Any:
        """The result of a query."""
        return self.connection.execute(text)

    def stop(self) -> None:
        """End the query that is running."""
        self.connection.interrupt()

    def stream(self, text: str) -> Any:
        """The result of a query as a relation, which gives Arrow batches as they come."""
        return self.connection.sql(text)

    def run(self, text: str) -> list[tuple[Any, ...]]:
        """The rows of a result."""
        with engine_errors(self.engine):
            return interruptible(lambda: self.query(text).fetchall(), self.stop)

    def sample(self, text: str, names: Sequence[str], fraction: float, most: int) -> dict[str, Array]:
        """Rows taken with equal probability, the same ones whenever one thread reads them."""
        chosen = f"SELECT {', '.join(names)} FROM (\n{text}\n) AS t"
        if fraction < 1:
            chosen += f" USING SAMPLE {100 * fraction!r} PERCENT (bernoulli, 0)"
        parts = list(self.batches(chosen, names))
        return {n: np.concatenate([p[n] for p in parts])[:most] if parts else np.empty(0) for n in names}

    def batches(self, text: str, names: Sequence[str]) -> Iterator[dict[str, Array]]:
        """The rows of a result through Arrow, some at a time."""
        with engine_errors(self.engine):
            relation = self.stream(text)
            # DuckDB 2 has another name for it than DuckDB 1.
            opened = getattr(relation, "to_arrow_reader", None) or relation.fetch_record_batch
            reader = opened(BATCH)
            try:
                for batch in reader:
                    yield {n: cells(n, batch.column(i)) for i, n in enumerate(names)}
            finally:
                # A result that nobody reads to its end would keep the connection.
                reader.close()

    def text_example(self, name: str) -> str:
        """A cell that is not a number."""
        column = quoted(name)
        found = self.run(
            f"SELECT CAST({column} AS VARCHAR) FROM {self.place()} WHERE {column} IS NOT NULL "
            f"AND TRY_CAST(CAST({column} AS VARCHAR) AS DOUBLE) IS NULL LIMIT 1"
        )
        return repr(found[0][0][:40]) if found else ""

    def frame(self, columns: Mapping[str, Sequence[Any]]) -> Any:
        """A PyArrow table."""
        import pyarrow as pa

        return pa.table({name: list(values) for name, values in columns.items()})


class DuckRelation(Duck):
    """A relation that a user made, in a connection of theirs."""

    def __init__(self, relation: Any) -> None:
        super().__init__(None, "source")
        self.relation = relation

    def kinds(self) -> list[Kind]:
        """The columns."""
        pairs = zip(self.relation.columns, map(str, self.relation.dtypes), strict=True)
        return [Kind(name, is_number(kind), kind) for name, kind in pairs]

    def query(self, text: str) -> Any:
        """The result of a query over the relation, which it calls ``source``."""
        return self.relation.query("source", text)

    def run(self, text: str) -> list[tuple[Any, ...]]:
        """The rows of a result; the connection is not at hand to be interrupted from outside."""
        with engine_errors(self.engine):
            return self.query(text).fetchall()

    def stream(self, text: str) -> Any:
        """The same."""
        return self.query(text)

    def frame(self, columns: Mapping[str, Sequence[Any]]) -> Any:
        """A relation."""
        import duckdb

        return duckdb.from_arrow(super().frame(columns))
