"""One table of seeded data in every place where a table can live."""

import os
import sqlite3
from pathlib import Path

import numpy as np
import pytest

ROWS = 40_000
NASTY = 'x"; DROP TABLE t; --'


def need(name):
    """An optional library: under CI its absence is a failure, elsewhere the test is skipped."""
    if os.environ.get("CI"):
        return __import__(name)
    return pytest.importorskip(name)


@pytest.fixture(scope="session")
def columns():
    draw = np.random.default_rng(20)
    return {
        "rain": draw.gamma(2.3, 4.0, ROWS),
        "height": draw.normal(1e6, 2.0, ROWS),
        "share": draw.beta(2.0, 3.0, ROWS),
        "life": 3.0 * draw.weibull(1.7, ROWS),
        "gain": 1.0 + 2.0 * draw.standard_t(5, ROWS),
        "peak": draw.gumbel(3.0, 2.0, ROWS),
        "turn": draw.vonmises(0.3, 2.0, ROWS),
        "count": draw.negative_binomial(3, 0.3, ROWS),
        "w": draw.integers(0, 4, ROWS).astype(float),
        "station": np.array(["Añasco", "b'c", 'd"e'])[draw.integers(0, 3, ROWS)],
    }


@pytest.fixture(scope="session")
def frame(columns):
    return need("polars").DataFrame(columns)


@pytest.fixture(scope="session")
def places(frame, tmp_path_factory):
    """Name to a function that gives the data there."""
    duckdb = need("duckdb")
    folder = tmp_path_factory.mktemp("places")
    (folder / "rain").mkdir()
    frame[:15_000].write_parquet(folder / "rain" / "a.parquet")
    frame[15_000:].write_parquet(folder / "rain" / "b[1].parquet")
    frame.write_csv(folder / "rain.csv")
    frame.write_ndjson(folder / "rain.jsonl")
    frame.write_ipc(folder / "rain.arrow")
    import gzip

    (folder / "rain.tsv.gz").write_bytes(gzip.compress(frame.write_csv(separator="\t").encode(), 1))
    made = duckdb.connect(str(folder / "rain.duckdb"))
    made.execute("CREATE TABLE rain AS SELECT * FROM read_parquet(?)", [str(folder / "rain" / "*.parquet")])
    made.close()
    with sqlite3.connect(folder / "rain.sqlite") as store:
        names = ", ".join(f'"{n}"' for n in frame.columns)
        store.execute(f"CREATE TABLE rain ({names})")
        store.executemany(f"INSERT INTO rain VALUES ({', '.join('?' * len(frame.columns))})", frame.rows())
    connection = duckdb.connect()
    connection.register("frame", frame.to_arrow())
    return {
        "pattern": lambda: str(folder / "rain" / "*.parquet"),
        "folder": lambda: folder / "rain",
        "json": lambda: folder / "rain.jsonl",
        "arrow": lambda: folder / "rain.arrow",
        "tsv.gz": lambda: folder / "rain.tsv.gz",
        "duckdb file": lambda: folder / "rain.duckdb",
        "duckdb url": lambda: f"duckdb:///{folder / 'rain.duckdb'}",
        "sqlite": lambda: f"sqlite:///{folder / 'rain.sqlite'}",
        "relation": lambda: connection.table("frame"),
        "polars lazy": lambda: frame.lazy(),
        "polars": lambda: frame,
        "pandas": lambda: frame.to_pandas(),
        "pyarrow": lambda: frame.to_arrow(),
    }


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path
