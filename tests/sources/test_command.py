"""The command on files of every kind: the same options, one more page of help, one line for every error."""

import json
import sys
from types import SimpleNamespace

import pytest

import thetahat as th
from thetahat.cli import main

from .conftest import need


@pytest.fixture
def run(folder, monkeypatch, capsys):
    """The command, in this process."""
    need("duckdb")
    monkeypatch.chdir(folder)

    def runner(*arguments):
        monkeypatch.setattr(sys, "argv", ["thetahat", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        return SimpleNamespace(returncode=left.value.code, **capsys.readouterr()._asdict())

    return runner


def test_a_pattern_with_groups_and_weights(run, frame, folder):
    (folder / "rain").mkdir()
    frame[:500].write_parquet(folder / "rain" / "a.parquet")
    frame[500:900].write_parquet(folder / "rain" / "b.parquet")
    done = run("fit", "gamma", "rain/*.parquet", "--column", "rain", "--by", "station", "--weights", "w", "--json")
    assert done.returncode == 0 and not done.err
    wanted = th.fit("gamma", frame[:900], column="rain", by="station", weights="w")
    for row, value in zip(json.loads(done.out), wanted.params["shape"], strict=True):
        assert row["shape"] == pytest.approx(value, rel=1e-11)


def test_explain_reads_nothing_and_shows_the_query(run, frame, folder):
    frame[:900].write_parquet(folder / "a.parquet")
    done = run("fit", "weibull", "a.parquet", "--column", "life", "--explain")
    assert done.returncode == 0
    assert "in DuckDB: 900 rows" in done.out and "pass 1:" in done.out and "Newton's method" in done.out
    import duckdb

    text = done.out[done.out.index("SELECT") : done.out.index("pass 2")]
    assert "read_parquet(['a.parquet']" in text
    found = duckdb.sql(text.replace("'a.parquet'", f"'{folder / 'a.parquet'}'")).fetchall()
    assert found[0][0] == 900.0
    frame[:900].write_csv(folder / "a.csv")
    done = run("fit", "normal", "a.csv", "--column", "rain", "--explain")
    assert "in memory: 900 rows" in done.out and "pass 2: total of (x - mu)**2" in done.out
    assert "aggregate(" in th.explain("gamma", frame.lazy(), column="rain")


def test_gaps_limits_and_databases(run, folder):
    import duckdb

    made = duckdb.connect(str(folder / "a.duckdb"))
    made.execute("CREATE TABLE t AS SELECT CASE WHEN range = 3 THEN NULL ELSE range + 1 END AS x FROM range(10)")
    made.execute("CREATE TABLE u AS SELECT 1 AS x")
    made.close()
    done = run("fit", "gamma", "a.duckdb", "--table", "t")
    assert done.returncode == 2 and "NULL in 1 of 10 rows" in done.err and done.err.count("\n") == 1
    done = run("fit", "gamma", "a.duckdb", "--table", "t", "--missing", "drop", "--memory-limit", "200MB")
    assert done.returncode == 0 and "1 row left out" in " ".join(done.out.split())
    done = run("fit", "gamma", "a.duckdb", "--query", "SELECT x FROM t WHERE x > 4")
    assert done.returncode == 0 and "observations 6" in done.out
    assert "say which one" in run("fit", "gamma", "a.duckdb").err
    for bad in (["--memory-limit", "much"], ["--memory-limit", "1kB"], ["--table", "none"]):
        done = run("fit", "gamma", "a.duckdb", *bad)
        assert done.returncode == 2 and done.err.count("\n") == 1
