"""Rows that are no numbers, names that are no identifiers, files that are no files: a clear error, or a counted gap."""

import gzip
import math
import sqlite3

import numpy as np
import pytest

import thetahat as th
from thetahat.sources import opening, reader
from thetahat.sources.relation import Relation

from .conftest import NASTY, need


def lazies(values, name="x"):
    pl, duckdb = need("polars"), need("duckdb")
    table = pl.DataFrame({name: values}, strict=False)
    return table.lazy(), duckdb.connect().from_arrow(table.to_arrow())


GAPS = [1.0, 2.0, None, math.nan, 4.0, 0.5]


def test_gaps_are_refused_with_their_numbers():
    for source in lazies(GAPS, NASTY):
        with pytest.raises(th.ThetahatError) as caught:
            th.fit("gamma", source, column=NASTY)
        assert "NULL in 1 and NaN in 1 of 6 rows" in str(caught.value) and "missing='drop'" in str(caught.value)


def test_gaps_are_left_out_and_told_when_asked():
    wanted = th.fit("gamma", [1.0, 2.0, 4.0, 0.5])
    for source in (*lazies(GAPS, NASTY), {NASTY: GAPS}, need("polars").DataFrame({NASTY: GAPS}, strict=False)):
        f = th.fit("gamma", source, column=NASTY, missing="drop")
        assert math.isclose(f.params["shape"], wanted.params["shape"], rel_tol=1e-12) and f.n == 4
        assert "left out" in f.route["data"]
    f = th.fit("gamma", np.array([1.0, 2.0, math.nan, math.nan, 4.0, 0.5]), missing="drop")
    assert f.route["data"] == "1 pass over 4 rows; 2 rows left out (no value in 'x')"


def test_nan_in_parquet_whose_statistics_know_of_none(folder):
    """A file tells its least and greatest number; an engine that believes them would not look for NaN."""
    pl, duckdb, ibis = need("polars"), need("duckdb"), need("ibis")
    place = folder / "a.parquet"
    pl.DataFrame({"x": [1.0, 2.0, None, math.nan, 4.0, 0.5], "w": [1.0, 2.0, 1.0, 1.0, 2.0, 3.0]}).write_parquet(place)
    sources = (place, pl.scan_parquet(place), duckdb.connect().read_parquet(str(place)), ibis.read_parquet(place))
    wanted = th.fit("gamma", [1.0, 2.0, 4.0, 0.5], [1.0, 2.0, 2.0, 3.0])
    for source in sources:
        with pytest.raises(th.ThetahatError, match="NULL in 1 and NaN in 1 of 6 rows"):
            th.fit("gamma", source, column="x", weights="w")
        found = th.fit("gamma", source, column="x", weights="w", missing="drop")
        assert math.isclose(found.params["shape"], wanted.params["shape"], rel_tol=1e-12) and found.n == 8


def test_groups_without_a_name_come_last(folder):
    pl = need("polars")
    keys = [2.0, None, math.nan, 1.0, 2.0, None]
    table = pl.DataFrame({"k": keys, "x": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]}, strict=False)
    table.write_parquet(folder / "a.parquet")
    for source in (folder / "a.parquet", table.lazy()):
        found = th.fit("exponential", source, column="x", by="k")
        assert found.groups[:2] == (1.0, 2.0) and math.isnan(found.groups[2]) and found.groups[3] is None
        assert found.n.tolist() == [1, 2, 1, 2]


def test_text_files_have_no_types(folder):
    """A compressed file is read by DuckDB: as a small one is by us."""
    values = np.random.default_rng(0).gamma(2, 3, 30_000)
    rows = [f"{v};NA" for v in values.tolist()] + ["NA;b", ";b", "3;b"]
    wanted = th.fit("gamma", [*values.tolist(), 3.0])
    for text in ("\n".join(["x;g", *rows]), "\n".join(["x;g", *rows]).replace(".", ",")):
        (folder / "a.csv.gz").write_bytes(gzip.compress(text.encode(), 1))
        with pytest.raises(th.ThetahatError, match="NULL in 2 of 30003 rows"):
            th.fit("gamma", folder / "a.csv.gz", column="x")
        found = th.fit("gamma", folder / "a.csv.gz", column="x", missing="drop")
        assert math.isclose(found.params["shape"], wanted.params["shape"], rel_tol=1e-12)
        assert th.fit("exponential", folder / "a.csv.gz", column="x", by="g", missing="drop").groups == ("NA", "b")
    late = ["x,g", *(f"{i % 7 + 1},a" for i in range(30_000))]
    for line, told in (("2.5,c", None), ("abc,c", 'Could not convert string "abc"'), ("2.5", "Found: 1")):
        (folder / "b.csv.gz").write_bytes(gzip.compress("\n".join([*late, line]).encode(), 1))
        if told is None:
            total = th.fit("exponential", folder / "b.csv.gz", column="x")
            assert math.isclose(total.params["rate"], 30_001 / (sum(i % 7 + 1 for i in range(30_000)) + 2.5))
            continue
        with pytest.raises(th.ThetahatError, match=told) as caught:
            th.fit("exponential", folder / "b.csv.gz", column="x")
        assert "\n" not in str(caught.value)


def test_schemas_that_differ_from_file_to_file(folder):
    pl = need("polars")
    pl.DataFrame({"x": [1, 2, 3]}).write_parquet(folder / "a.parquet")
    pl.DataFrame({"y": [0.0], "x": [2.5]}).write_parquet(folder / "b.parquet")
    assert math.isclose(th.fit("exponential", str(folder / "*.parquet"), column="x").params["rate"], 4 / 8.5)
    with pytest.raises(th.ThetahatError, match="column 'y' is NULL in 3 of 4 rows"):
        th.fit("exponential", folder, column="y")
    pl.DataFrame({"x": ["1", "abc"]}).write_parquet(folder / "c.parquet")
    with pytest.raises(th.ThetahatError, match=r"numbers are needed|cannot read"):
        th.fit("exponential", folder, column="x")


def test_gaps_in_counts_and_in_weights():
    duckdb = need("duckdb")
    made = duckdb.connect()
    source = made.sql("SELECT CASE WHEN range = 3 THEN NULL ELSE range % 4 END AS x, range::DOUBLE AS w FROM range(10)")
    with pytest.raises(th.ThetahatError, match="NULL in 1 of 10 rows"):
        th.fit("poisson", source, column="x")
    f = th.fit("poisson", source, column="x", missing="drop")
    assert f.n == 9 and math.isclose(f.params["rate"], 10 / 9)
    bad = made.sql("SELECT range + 1 AS x, range - 2 AS w FROM range(10)")
    for family in ("gamma", "poisson"):
        with pytest.raises(th.ThetahatError, match="negative"):
            th.fit(family, bad, column="x", weights="w")


def test_a_text_file_with_blanks(folder):
    (folder / "a.csv").write_text("x,g\n1,a\n,a\n3,b\nNA,b\n2,a\n4,b\n")
    with pytest.raises(th.ThetahatError, match="blank in row 2"):
        th.fit("gamma", folder / "a.csv", column="x")
    f = th.fit("gamma", folder / "a.csv", column="x", missing="drop")
    assert f.n == 4 and "2 rows left out" in f.route["data"]
    assert th.fit("exponential", folder / "a.csv", column="x", by="g", missing="drop").groups == ("a", "b")


@pytest.mark.parametrize("missing", ["refuse", "drop"])
def test_infinite_values_and_values_outside_are_always_refused(missing):
    for source in lazies([1.0, math.inf, 2.0]):
        with pytest.raises(th.ThetahatError, match="infinite in 1 of 3 rows"):
            th.fit("normal", source, missing=missing)
    for source in lazies([1.0, -2.0, 0.0, 3.0]):
        with pytest.raises(th.ThetahatError, match="2 of 4 rows are outside the support of gamma: x must be > 0"):
            th.fit("gamma", source, missing=missing)
    for source in lazies([1.0, 0.5, 3.0]):
        with pytest.raises(
            th.ThetahatError, match="1 of 3 rows are outside the support of poisson: x must be an integer"
        ):
            th.fit("poisson", source, missing=missing)


def test_types():
    made = need("duckdb").connect()
    decimals = made.sql("SELECT CAST(range * 1.1 AS DECIMAL(18, 3)) AS x FROM range(10)")
    assert math.isclose(th.fit("normal", decimals).params["mu"], 4.95, rel_tol=1e-15)
    great = made.sql("SELECT 9007199254740993 + range * 4096 AS x FROM range(100)")
    exact = [9007199254740993 + i * 4096 for i in range(100)]
    f = th.fit("normal", great)
    assert math.isclose(f.params["mu"], sum(exact) / 100, rel_tol=1e-15)
    assert math.isclose(f.params["sigma2"], 4096**2 * (100**2 - 1) / 12, rel_tol=1e-9)
    assert th.fit("bernoulli", made.sql("SELECT range < 3 AS x FROM range(10)")).params["p"] == 0.3
    for text in ("DATE '2020-01-01'", "'abc'", "[1, 2]", "INTERVAL 1 DAY"):
        with pytest.raises(th.ThetahatError, match="numbers are needed"):
            th.fit("normal", made.sql(f"SELECT {text} AS x"))
    for source in lazies(["1", "x"]):
        with pytest.raises(th.ThetahatError, match="numbers are needed"):
            th.fit("normal", source)


def test_nothing_at_all():
    made = need("duckdb").connect()
    for family in ("normal", "poisson", "weibull"):
        with pytest.raises(th.ThetahatError, match="there are no data"):
            th.fit(family, made.sql("SELECT 1 AS x WHERE false"))
    with pytest.raises(th.ThetahatError, match="there are no data"):
        th.fit("normal", made.sql("SELECT CAST(NULL AS DOUBLE) AS x"), missing="drop")


def test_no_maximum_is_an_outcome_not_an_error():
    f = th.fit("gamma", need("duckdb").connect().sql("SELECT 2.0 AS x FROM range(5)"))
    assert not f.converged and f.outcome.startswith("no maximum")


def test_files_that_are_none(folder):
    pl = need("polars")
    pl.DataFrame({"x": np.random.default_rng(0).gamma(2, 3, 50_000)}).write_parquet(folder / "whole.parquet")
    content = (folder / "whole.parquet").read_bytes()
    (folder / "half.parquet").write_bytes(content[: len(content) // 2])
    (folder / "nothing.parquet").write_bytes(b"")
    (folder / "no.csv.gz").write_bytes(b"x\n1\n2\n")
    (folder / "cut.csv.gz").write_bytes(gzip.compress(b"x\n1\n2.5\n3\n" * 50_000)[:600])
    (folder / "text.tsv.gz").write_bytes(gzip.compress(b"x\ty\n1\ta\n2\tb\nabc\tc\n"))
    (folder / "no.sqlite").write_bytes(b"SQLite format 3\0 and then nonsense" * 100)
    for name in ("half.parquet", "nothing.parquet", "no.csv.gz", "cut.csv.gz", "text.tsv.gz", "no.sqlite"):
        with pytest.raises(th.ThetahatError) as caught:
            th.fit("gamma", folder / name, column="x")
        assert "\n" not in str(caught.value)
    with pytest.raises(th.ThetahatError, match="no file matches"):
        th.fit("gamma", str(folder / "*.feather"))
    with pytest.raises(th.ThetahatError, match="several kinds"):
        th.fit("gamma", str(folder / "*"))


def test_a_file_that_vanishes_or_changes(folder, monkeypatch):
    pl = need("polars")
    rows = pl.DataFrame({"x": np.random.default_rng(0).weibull(2, 50_000)})
    place = folder / "x.parquet"
    rows.write_parquet(place)
    relation = opening.opened(place)
    place.unlink()
    with pytest.raises(th.ThetahatError, match="cannot read the data"):
        th.fit("gamma", relation)
    rows.write_parquet(place)
    relation = opening.opened(place)
    whole = reader.Reader.first

    def first(self):
        whole(self)
        rows[:40_000].write_parquet(place)

    monkeypatch.setattr(reader.Reader, "first", first)
    with pytest.raises(
        th.ThetahatError, match="the data changed while they were read: 50000 rows at first, then 40000"
    ):
        th.fit("weibull", relation)


def test_databases(folder):
    store = sqlite3.connect(folder / "a.sqlite")
    store.execute(f'CREATE TABLE t ("{NASTY.replace(chr(34), chr(34) * 2)}", k, mixed)')
    store.executemany(
        "INSERT INTO t VALUES (?, ?, ?)", [(i + 1.0, "ab"[i % 2], "q" if i == 3 else i) for i in range(20)]
    )
    store.commit()
    store.close()
    wanted = th.fit("gamma", [i + 1.0 for i in range(20)])
    assert math.isclose(th.fit("gamma", folder / "a.sqlite", column=NASTY).params["shape"], wanted.params["shape"])
    query = f"SELECT \"{NASTY.replace(chr(34), chr(34) * 2)}\" AS y FROM t WHERE k = 'a'"
    assert th.fit("gamma", folder / "a.sqlite", query=query).n == 10
    with pytest.raises(th.ThetahatError, match="holds text"):
        th.fit("gamma", folder / "a.sqlite", column="mixed")
    with pytest.raises(th.ThetahatError, match="no table 'u'"):
        th.fit("gamma", folder / "a.sqlite", table="u")
    with pytest.raises(th.ThetahatError, match="there is no database"):
        th.fit("gamma", folder / "b.sqlite")
    with pytest.raises(th.ThetahatError, match="unknown"):
        th.fit("gamma", "mysql://host/name")
    with pytest.raises(th.ThetahatError, match="go with a database"):
        th.fit("gamma", [1.0, 2.0], table="t") if False else th.fit(
            "gamma", need("polars").LazyFrame({"x": [1.0]}), table="t"
        )
    kept = sqlite3.connect(folder / "a.sqlite").execute("SELECT COUNT(*) FROM t").fetchone()
    assert kept == (20,)


def test_requests_that_cannot_be_met(places):
    with pytest.raises(th.ThetahatError, match="unknown: use 'refuse' or 'drop'"):
        th.fit("gamma", [1.0, 2.0], missing="ignore")
    with pytest.raises(th.ThetahatError, match="there is no column 'rein'"):
        th.fit("gamma", places["relation"](), column="rein")
    with pytest.raises(th.ThetahatError, match="are a column"):
        th.fit("gamma", places["relation"](), column="rain", weights=[1.0, 2.0])
    with pytest.raises(th.ThetahatError, match="axis="):
        th.fit("gamma", places["relation"](), column="rain", axis=0)
    with pytest.raises(th.ThetahatError, match="too little"):
        th.fit("gamma", places["relation"](), column="rain", memory_limit=1000)
    assert isinstance(opening.opened(places["relation"]()), Relation)
