"""Databases: a DuckDB or SQLite file, a PostgreSQL URL; a table or a query of them as a relation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from thetahat.errors import DataError, RequestError
from thetahat.sources.duck import Duck, settled
from thetahat.sources.relation import Array, Kind, Relation, Words
from thetahat.sources.sql import BATCH, SqlSource, SqlWords, columns, is_number, quoted
from thetahat.sources.trouble import engine_errors, interruptible


def database(name: str, table: str | None, query: str | None, memory: int | None = None) -> Relation:
    """The rows of a table or of a query.

    ``name`` is a file (.duckdb, .sqlite, .db) or a URL: duckdb:///file, sqlite:///file, postgresql://user@host/database.
    A database with one table needs no more.  RequestError for an unknown scheme, DataError for what cannot be read.
    """
    if table is not None and query is not None:
        raise RequestError("give table= or query=, not both")
    scheme, place = _parts(name)
    if scheme in ("duckdb", "sqlite") and not Path(place).is_file():
        raise DataError(f"there is no database {place!r}")
    if scheme == "duckdb":
        return _duckdb(place, table, query, memory)
    if scheme == "sqlite":
        return Sqlite(place, table, query).opened()
    if scheme in ("postgresql", "postgres"):
        return Postgres(name, table, query).opened()
    raise RequestError(f"databases of kind {scheme!r} are unknown: use duckdb, sqlite or postgresql")


def _parts(name: str) -> tuple[str, str]:
    """The kind of a database and the file, if it is one."""
    if "://" in name:
        url = urlsplit(name)
        return url.scheme.lower().split("+")[0], unquote(url.path[1:] if url.path.startswith("/") else url.path)
    start = b""
    if Path(name).is_file():
        with Path(name).open("rb") as file:
            start = file.read(16)
    if start.startswith(b"SQLite format 3"):
        return "sqlite", name
    return ("duckdb", name) if name.endswith(".duckdb") or start[8:12] == b"DUCK" else ("sqlite", name)


def _of(table: str | None, query: str | None, tables: Sequence[str], place: str) -> str:
    """What stands after FROM."""
    if query is not None:
        return f"({query.strip().rstrip(';')}\n)"
    if table is None:
        if len(tables) != 1:
            listed = ", ".join(map(repr, tables[:8]))
            raise RequestError(f"{place!r} holds {len(tables)} tables, {listed}: say which one (table)")
        table = tables[0]
    if table not in tables:
        raise DataError(f"{place!r} has no table {table!r}: there are {', '.join(map(repr, tables[:8]))}")
    return quoted(table)


def _duckdb(place: str, table: str | None, query: str | None, memory: int | None) -> Relation:
    try:
        import duckdb
    except ImportError as error:
        raise RequestError("DuckDB files need DuckDB: pip install 'thetahat[data]'") from error
    with engine_errors("DuckDB"):
        made = settled(duckdb.connect(place, read_only=True), memory)
        names = [row[0] for row in made.execute("SELECT table_name FROM information_schema.tables").fetchall()]
        return Duck(made, _of(table, query, names, place)).opened()


class _Connection(SqlSource):
    """A database behind a Python connection."""

    loses = True
    connection: Any

    def run(self, text: str) -> list[tuple[Any, ...]]:
        """The rows of a result."""
        with engine_errors(self.engine):
            return interruptible(lambda: self._rows(text), self.stop)

    def stop(self) -> None:
        """End the query that is running."""

    def _rows(self, text: str) -> list[tuple[Any, ...]]:
        with closing(self.connection.cursor()) as cursor:
            cursor.execute(text)
            return list(cursor.fetchall())

    def batches(self, text: str, names: Sequence[str]) -> Iterator[dict[str, Array]]:
        """The rows of a result, some at a time."""
        with engine_errors(self.engine), closing(self._cursor()) as cursor:
            cursor.execute(text)
            while rows := cursor.fetchmany(BATCH):
                yield columns(names, rows)

    def _cursor(self) -> Any:
        return self.connection.cursor()

    def sample(self, text: str, names: Sequence[str], fraction: float, most: int) -> dict[str, Array]:
        """Rows at random."""
        chosen = f"SELECT {', '.join(names)} FROM (\n{text}\n) AS t"
        if fraction < 1:
            chosen += f" WHERE {self._chance(fraction)}"
        return columns(names, self.run(f"{chosen} LIMIT {most}"))

    def _chance(self, fraction: float) -> str:
        return f"RANDOM() < {fraction!r}"


class _SqliteWords(SqlWords):
    double = "REAL"


class Sqlite(_Connection):
    """An SQLite file, through Python's own module.  Opened to be read only."""

    engine = "SQLite"
    words: Words = _SqliteWords()

    def __init__(self, place: str, table: str | None, query: str | None) -> None:
        import sqlite3

        with engine_errors(self.engine):
            self.connection = sqlite3.connect(
                f"{Path(place).resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False
            )
            names = [r[0] for r in self.run("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
        self.text = _of(table, query, names, place)

    def kinds(self) -> list[Kind]:
        """The columns.  SQLite's cells have types, columns only intend them: all count as text until one is wanted."""
        with engine_errors(self.engine):
            cursor = self.connection.execute(f"SELECT * FROM {self.place()} LIMIT 0")
        return [Kind(d[0], False, "text") for d in cursor.description]

    def stop(self) -> None:
        self.connection.interrupt()

    def numeric_text(self, name: str) -> bool:
        """Whether no cell is a text: reads the column."""
        return not self.text_example(name)

    def text_example(self, name: str) -> str:
        """A cell that is a text."""
        cell = quoted(name)
        found = self.run(f"SELECT {cell} FROM {self.place()} WHERE typeof({cell}) IN ('text', 'blob') LIMIT 1")
        return f"{found[0][0]!r:.40}" if found else ""

    def cast(self, name: str, kind: str) -> str:
        """A column as a double."""
        return f"CAST({quoted(name)} AS REAL)"

    def _chance(self, fraction: float) -> str:
        return f"ABS(RANDOM() / 9223372036854775808.0) < {fraction!r}"


class _PostgresWords(SqlWords):
    double = "DOUBLE PRECISION"

    def number(self, value: float) -> Any:
        # A plain literal would be a decimal number there.
        return f"float8 '{value!r}'"

    def undefined(self, a: Any) -> Any:
        return f"({a} = CAST('NaN' AS DOUBLE PRECISION))"


class Postgres(_Connection):
    """A PostgreSQL database, through psycopg.  Arithmetic that overflows there is an error, never a number."""

    engine = "PostgreSQL"
    words: Words = _PostgresWords()

    def __init__(self, url: str, table: str | None, query: str | None) -> None:
        try:
            import psycopg
        except ImportError as error:
            raise RequestError("PostgreSQL needs psycopg: pip install 'thetahat[postgres]'") from error
        with engine_errors(self.engine):
            self.connection = psycopg.connect(url.replace("+psycopg", ""))
            self.connection.read_only = True
            names = [
                r[0]
                for r in self.run(
                    "SELECT table_name FROM information_schema.tables "
                    "WHERE table_schema NOT IN ('pg_catalog', 'information_schema')"
                )
            ]
        self.text = _of(table, query, names, url.rsplit("@", 1)[-1])

    def kinds(self) -> list[Kind]:
        """The columns."""
        with engine_errors(self.engine):
            cursor = self.connection.execute(f"SELECT * FROM {self.place()} LIMIT 0")
            return [Kind(d.name, is_number(d.type_display), d.type_display) for d in cursor.description]

    def cast(self, name: str, kind: str) -> str:
        """A column as a double."""
        inner = f"CAST({quoted(name)} AS INTEGER)" if kind.upper() in ("BOOL", "BOOLEAN") else quoted(name)
        return f"CAST({inner} AS DOUBLE PRECISION)"

    def stop(self) -> None:
        self.connection.cancel()

    def _cursor(self) -> Any:
        return self.connection.cursor(name="thetahat")
