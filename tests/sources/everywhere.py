"""One table in every place where a table can live: frames, files, databases, clusters."""

import gzip
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

Places = dict[str, Callable[[], Any]]


def in_memory(table) -> Places:
    """Frames whose rows are in memory."""
    return {"polars": lambda: table, "pandas": table.to_pandas, "pyarrow": table.to_arrow}


def lazy(table) -> Places:
    """Lazy frames and relations over the same memory."""
    import duckdb

    connection = duckdb.connect()
    connection.register("rain", table.to_arrow())
    return {"polars lazy": table.lazy, "relation": lambda: connection.table("rain")}


def files(table, folder: Path) -> Places:
    """Files of each kind, and a folder of two files with an awkward name."""
    half = len(table) * 3 // 8
    (folder / "rain").mkdir()
    table[:half].write_parquet(folder / "rain" / "a.parquet")
    table[half:].write_parquet(folder / "rain" / "b[1].parquet")
    table.write_csv(folder / "rain.csv")
    table.write_ndjson(folder / "rain.jsonl")
    table.write_ipc(folder / "rain.arrow")
    (folder / "rain.tsv.gz").write_bytes(gzip.compress(table.write_csv(separator="\t").encode(), 1))
    return {
        "pattern": lambda: str(folder / "rain" / "*.parquet"),
        "folder": lambda: folder / "rain",
        "csv": lambda: folder / "rain.csv",
        "json": lambda: folder / "rain.jsonl",
        "arrow": lambda: folder / "rain.arrow",
        "tsv.gz": lambda: folder / "rain.tsv.gz",
    }


def databases(table, folder: Path) -> Places:
    """DuckDB and SQLite, by file and by address."""
    import duckdb

    made = duckdb.connect(str(folder / "rain.duckdb"))
    made.register("given", table.to_arrow())
    made.execute("CREATE TABLE rain AS SELECT * FROM given")
    made.close()
    with sqlite3.connect(folder / "rain.sqlite") as store:
        store.execute(f"CREATE TABLE rain ({', '.join(quoted(n) for n in table.columns)})")
        store.executemany(f"INSERT INTO rain VALUES ({', '.join('?' * len(table.columns))})", table.iter_rows())
    store.close()
    return {
        "duckdb file": lambda: folder / "rain.duckdb",
        "duckdb url": lambda: f"duckdb:///{folder / 'rain.duckdb'}",
        "sqlite": lambda: f"sqlite:///{folder / 'rain.sqlite'}",
    }


def quoted(name: str) -> str:
    """An identifier."""
    return '"' + name.replace('"', '""') + '"'


def in_postgres(table, url: str, name: str = "rain") -> Places:
    """A table of a PostgreSQL server."""
    import psycopg

    types = {"Float64": "double precision", "Int64": "bigint", "String": "text", "Boolean": "boolean"}
    listed = ", ".join(f"{quoted(n)} {types[str(t)]}" for n, t in table.schema.items())
    with psycopg.connect(url) as made:
        made.execute(f"DROP TABLE IF EXISTS {quoted(name)}")
        made.execute(f"CREATE TABLE {quoted(name)} ({listed})")
        with made.cursor().copy(f"COPY {quoted(name)} FROM STDIN") as copy:
            for row in table.iter_rows():
                copy.write_row(row)
    return {"postgresql": lambda: url}


def in_ibis(folder: Path) -> Places:
    """A table of Ibis: that of the DuckDB file."""
    import ibis

    return {"ibis": lambda: ibis.duckdb.connect(folder / "rain.duckdb", read_only=True).table("rain")}


def in_dask(table, partitions: int = 3) -> Places:
    """A data frame of Dask, in parts."""
    import dask.dataframe as frames

    parts = frames.from_pandas(table.to_pandas(), npartitions=partitions)
    return {"dask": lambda: parts}


def in_spark(table, session, folder: Path) -> Places:
    """A data frame of Spark."""
    folder.mkdir(exist_ok=True)
    place = folder / "spark.parquet"
    table.write_parquet(place)
    return {"spark": lambda: session.read.parquet(str(place))}


def spark_session(folder: Path):
    """A session of Spark on this machine alone, without pages and without noise."""
    from pyspark.sql import SparkSession

    made = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.memory", "1g")
        .config("spark.sql.warehouse.dir", str(folder))
        .getOrCreate()
    )
    made.sparkContext.setLogLevel("OFF")
    return made
