"""Large Parquet files: time and peak memory of a fit, against the engine's own SELECT of the same sums.

python tests/benchmarks/large.py make FOLDER ROWS      writes FOLDER/*.parquet, columns g (gamma), z (normal),
                                                       b (beta), k (Weibull)
python tests/benchmarks/large.py fit FOLDER FAMILY     one fit in a process of its own: seconds, megabytes
python tests/benchmarks/large.py select FOLDER FAMILY  the same sums and validity counts by a hand-written SELECT
python tests/benchmarks/large.py all FOLDER            every family both ways, each in a process of its own
python tests/benchmarks/large.py ratio FOLDER          the same in one process, in turns: the best of three each, and
                                                       their ratio, without the time of imports
"""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

COLUMNS = {
    "gamma": "g",
    "normal": "z",
    "beta": "b",
    "weibull": "k",
    "exponential": "g",
    "lognormal": "g",
    "uniform": "b",
}
PART = 5_000_000
SUMS = {
    "gamma": "sum(ln(x)), sum(x), min(x), max(x)",
    "normal": "sum(x), sum(x*x), min(x), max(x)",
    "beta": "sum(ln(x)), sum(ln(1 - x)), min(x), max(x)",
    "exponential": "sum(x), min(x), max(x)",
    "lognormal": "sum(ln(x)), sum(ln(x)*ln(x)), min(x), max(x)",
    "uniform": "min(x), max(x)",
}
SOUND = {
    "gamma": "x > 0",
    "normal": "x = x",
    "beta": "x > 0 AND x < 1",
    "exponential": "x >= 0",
    "lognormal": "x > 0",
    "uniform": "x = x",
}


def make(folder: Path, rows: int) -> None:
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder.mkdir(parents=True, exist_ok=True)
    for part, start in enumerate(range(0, rows, PART)):
        n = min(PART, rows - start)
        draw = np.random.default_rng(part)
        columns = {
            "g": draw.gamma(2.3, 4.0, n),
            "z": draw.normal(1e6, 2.0, n),
            "b": draw.beta(2.0, 3.0, n),
            "k": 3.0 * draw.weibull(1.7, n),
        }
        pq.write_table(pa.table(columns), folder / f"part-{part:03d}.parquet", compression="none", use_dictionary=False)


def peak() -> float:
    """Megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fit(folder: Path, family: str) -> None:
    start = time.perf_counter()
    import duckdb  # noqa: F401

    import thetahat as th

    began = time.perf_counter()
    found = th.fit(family, folder, column=COLUMNS[family], memory_limit=500_000_000)
    seconds = {"imports": began - start, "seconds": time.perf_counter() - began}
    print(json.dumps({"family": family, **seconds, "megabytes": peak(), "fit": dict(found.params), **found.route}))


def select(folder: Path, family: str) -> None:
    import duckdb  # noqa: F401

    began = time.perf_counter()
    rows = selected(folder, family)
    print(json.dumps({"select": family, "seconds": time.perf_counter() - began, "megabytes": peak(), "rows": rows}))


def selected(folder: Path, family: str) -> int:
    """The number of rows that the SELECT counts."""
    import duckdb

    source = duckdb.connect()
    source.execute("SET memory_limit = '250MB'")
    counts = (
        "count(*), count(*) FILTER (WHERE x IS NULL), count(*) FILTER (WHERE isnan(x)), "
        f"count(*) FILTER (WHERE isinf(x)), count(*) FILTER (WHERE NOT ({SOUND[family]}))"
    )
    rows = source.execute(
        f"SELECT {counts}, {SUMS[family]} FROM (SELECT {COLUMNS[family]} AS x FROM read_parquet(?))",
        [str(folder / "*.parquet")],
    ).fetchall()
    return rows[0][0]


def ratio(folder: Path, rounds: int = 3) -> None:
    import thetahat as th

    for family in SUMS:
        took: dict[str, list[float]] = {"select": [], "fit": []}
        for _ in range(rounds):
            began = time.perf_counter()
            selected(folder, family)
            between = time.perf_counter()
            th.fit(family, folder, column=COLUMNS[family], memory_limit=500_000_000)
            took["select"].append(between - began)
            took["fit"].append(time.perf_counter() - between)
        best = {name: min(seconds) for name, seconds in took.items()}
        print(json.dumps({"family": family, **best, "ratio": best["fit"] / best["select"]}))


def everything(folder: Path) -> None:
    for family in COLUMNS:
        for what in ("fit", "select"):
            if what == "fit" or family in SUMS:
                subprocess.run([sys.executable, __file__, what, str(folder), family], check=True)


if __name__ == "__main__":
    place = Path(sys.argv[2])
    if sys.argv[1] == "make":
        make(place, int(float(sys.argv[3])))
    elif sys.argv[1] == "all":
        everything(place)
    elif sys.argv[1] == "ratio":
        ratio(place)
    else:
        {"fit": fit, "select": select}[sys.argv[1]](place, sys.argv[3])
