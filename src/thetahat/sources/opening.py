"""What a user passed -> a relation, or None where the data are in memory anyway."""

from __future__ import annotations

import glob
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from thetahat.errors import DataError, RequestError
from thetahat.sources.relation import Relation

LARGE = 1 << 26
"""Bytes from which a plain text file is read by an engine, if there is one."""
_COMPRESSED = (".gz", ".zst")
_TEXT = (".csv", ".tsv", ".txt", ".dat")
_LINES = (".jsonl", ".ndjson", ".json")
_ARROW = (".arrow", ".feather", ".ipc")
_PARQUET = (".parquet", ".pq")
_DATABASES = (".duckdb", ".sqlite", ".sqlite3", ".db")


def opened(data: Any, table: str | None = None, query: str | None = None, memory: int | None = None) -> Relation | None:
    """The rows of ``data`` as a relation; None for arrays, eager frames and small plain text files.

    ``table`` or ``query`` tell what of a database is meant.  Raises DataError for files that cannot be read.
    """
    if isinstance(data, str | os.PathLike):
        return _named(os.fspath(data), table, query, memory)
    if table is not None or query is not None:
        raise RequestError("table= and query= go with a database: pass its file or URL as the data")
    home = type(data).__module__.split(".")[0]
    if isinstance(data, Relation):
        return data
    if home in ("duckdb", "_duckdb"):
        return _duck_relation(data)
    if home in ("polars", "dask", "dask_expr", "pyspark", "ibis", "narwhals"):
        from thetahat.sources.frames import lazy

        return lazy(data)
    return None


def _duck_relation(data: Any) -> Relation:
    from thetahat.sources.duck import DuckRelation

    if not hasattr(data, "query"):
        raise DataError("a DuckDB connection holds many tables: pass one of them, connection.table(name)")
    return DuckRelation(data).opened()


def _kind(name: str) -> str:
    """The suffix that tells a file's format, without the one of its compression."""
    path = Path(name)
    return Path(path.stem).suffix.lower() if path.suffix.lower() in _COMPRESSED else path.suffix.lower()


def _named(name: str, table: str | None, query: str | None, memory: int | None) -> Relation | None:
    from thetahat.sources.database import database

    if "://" in name or _kind(name) in _DATABASES:
        return database(name, table, query, memory)
    if table is not None or query is not None:
        raise RequestError(f"table= and query= go with a database; {name!r} is none")
    if name == "-":
        return None
    files = _files(name)
    if files is None:
        return None
    kinds = sorted({_kind(f) for f in files})
    if len(kinds) > 1:
        raise DataError(f"{name!r} matches files of several kinds: {', '.join(k or 'no suffix' for k in kinds)}")
    plain = kinds[0] not in (*_LINES, *_ARROW, *_PARQUET) and not any(f.lower().endswith(_COMPRESSED) for f in files)
    if plain and len(files) == 1 and name == files[0] and (Path(name).stat().st_size < LARGE or not _duckdb()):
        return None
    if not _duckdb():
        what = f"{len(files)} files need" if len(files) > 1 else f"{files[0]!r} needs"
        raise RequestError(f"{what} DuckDB: pip install 'thetahat[data]' (one plain CSV file does without)")
    return _through_duckdb(files, kinds[0], memory)


def _duckdb() -> bool:
    from importlib.util import find_spec

    return find_spec("duckdb") is not None


def _files(name: str) -> list[str] | None:
    """The files that a name stands for; None where it names no file (what reads text files then says so)."""
    path = Path(name)
    if path.is_dir():
        found = sorted(str(p) for p in path.rglob("*") if p.is_file() and _kind(p.name) in (*_PARQUET, *_ARROW))
        if not found:
            raise DataError(f"the folder {name!r} holds no Parquet or Arrow files: give a pattern, {name}/*.csv")
        return found
    if path.is_file():
        return [name]
    if any(c in name for c in "*?["):
        # Path.glob knows no absolute patterns
        found = sorted(f for f in glob.glob(name, recursive=True) if Path(f).is_file())  # noqa: PTH207
        if not found:
            raise DataError(f"no file matches {name!r}")
        return found
    return None


def _through_duckdb(files: Sequence[str], kind: str, memory: int | None) -> Relation:
    import duckdb

    from thetahat.sources.delimited import Delimited, Lines
    from thetahat.sources.duck import Duck, settled
    from thetahat.sources.sql import literal
    from thetahat.sources.trouble import engine_errors

    # A file whose name holds a wildcard is that file.
    named = [_escaped(f) for f in files]
    listed = "[" + ", ".join(map(literal, named)) + "]"
    with engine_errors("DuckDB"):
        made = settled(duckdb.connect(":memory:"), memory)
        if kind in _ARROW:
            made.register("arrow_files", _arrow(files))
            return Duck(made, "arrow_files").opened()
        if kind in _PARQUET:
            return Duck(made, f"read_parquet({listed}, union_by_name = true)").opened()
        if kind in _LINES:
            return Lines(made, named).opened()
        return Delimited(made, named, "\t" if kind == ".tsv" else "").opened()


def _escaped(name: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def _arrow(files: Sequence[str]) -> Any:
    """Arrow files, which are mapped into memory and read a batch at a time."""
    try:
        import pyarrow.dataset as datasets
    except ImportError as error:
        raise RequestError("Arrow files need pyarrow: pip install 'thetahat[data]'") from error
    return datasets.dataset(list(files), format="ipc")
