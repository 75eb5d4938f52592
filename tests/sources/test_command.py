"""The command on files of every kind: the same options, one more page of help, one line for every error."""

import json
import subprocess
import sys

import pytest

import thetahat as th

from .conftest import need


@pytest.fixture
def run(folder):
    need("duckdb")

    def runner(*arguments):
        command = [sys.executable, "-c", "from thetahat.cli import main; main()", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, cwd=folder)

    return runner


def test_a_pattern_with_groups_and_weights(run, frame, folder):
    (folder / "rain").mkdir()
    frame[:500].write_parquet(folder / "rain" / "a.parquet")
    frame[500:900].write_parquet(folder / "rain" / "b.parquet")
    done = run("fit", "gamma", "rain/*.parquet", "--column", "rain", "--by", "station", "--weights", "w", "--json")
    assert done.returncode == 0 and not done.stderr
    wanted = th.fit("gamma", frame[:900], column="rain", by="station", weights="w")
    for row, value in zip(json.loads(done.stdout), wanted.params["shape"], strict=True):
        assert row["shape"] == pytest.approx(value, rel=1e-11)


def test_explain_reads_nothing_and_shows_the_query(run, frame, folder):
    frame[:900].write_parquet(folder / "a.parquet")
    done = run("fit", "weibull", "a.parquet", "--column", "life", "--explain")
    assert done.returncode == 0
    assert "in DuckDB: 900 rows" in done.stdout and "pass 1:" in done.stdout and "Newton's method" in done.stdout
    import duckdb

    text = done.stdout[done.stdout.index("SELECT") : done.stdout.index("pass 2")]
    found = duckdb.sql(f"SELECT * FROM '{folder / 'a.parquet'}'").query("source", text).fetchall()
    assert found[0][0] == 900.0
    frame[:900].write_csv(folder / "a.csv")
    done = run("fit", "normal", "a.csv", "--column", "rain", "--explain")
    assert "in memory: 900 rows" in done.stdout and "pass 2: total of t**2" in done.stdout
    assert "aggregate(" in th.explain("gamma", frame.lazy(), column="rain")


def test_gaps_limits_and_databases(run, folder):
    import duckdb

    made = duckdb.connect(str(folder / "a.duckdb"))
    made.execute("CREATE TABLE t AS SELECT CASE WHEN range = 3 THEN NULL ELSE range + 1 END AS x FROM range(10)")
    made.execute("CREATE TABLE u AS SELECT 1 AS x")
    made.close()
    done = run("fit", "gamma", "a.duckdb", "--table", "t")
    assert done.returncode == 2 and "NULL in 1 of 10 rows" in done.stderr and done.stderr.count("\n") == 1
    done = run("fit", "gamma", "a.duckdb", "--table", "t", "--missing", "drop", "--memory-limit", "200MB")
    assert done.returncode == 0 and "1 row left out" in " ".join(done.stdout.split())
    done = run("fit", "gamma", "a.duckdb", "--query", "SELECT x FROM t WHERE x > 4")
    assert done.returncode == 0 and "observations 6" in done.stdout
    assert "say which one" in run("fit", "gamma", "a.duckdb").stderr
    for bad in (["--memory-limit", "much"], ["--memory-limit", "1kB"], ["--table", "none"]):
        done = run("fit", "gamma", "a.duckdb", *bad)
        assert done.returncode == 2 and done.stderr.count("\n") == 1
