"""The queries: run by DuckDB, SQLite and PostgreSQL, parsed for Spark, held against the package."""

import os
import sqlite3

import numpy as np
import pytest
from cases import FEW, LATENT, RUNNING, case, every, plan_of, same_estimate, tool
from queries import answered, local, table, written
from test_extreme import case_of
from test_extreme import table as extremes

import servers
from thetahat.codegen.languages.sql import query
from thetahat.codegen.languages.sql_dialects import DIALECTS
from thetahat.errors import RequestError, TargetError

duckdb = pytest.importorskip("duckdb") if os.environ.get("CI") != "true" else __import__("duckdb")
sqlglot = pytest.importorskip("sqlglot") if os.environ.get("CI") != "true" else __import__("sqlglot")


CONNECT = {"duckdb": lambda: duckdb.connect(), "sqlite": lambda: sqlite3.connect(":memory:")}


@pytest.mark.parametrize("dialect", CONNECT)
@pytest.mark.parametrize("name", FEW)
def test_a_query_returns_the_estimate(dialect, name):
    text = written(case(name), dialect)
    if text is not None:
        row = local(CONNECT[dialect](), case(name), text)
        assert (row["n"], row["missing_rows"], row["outside_rows"]) == (80, 0, 0)
        assert same_estimate(case(name), answered(case(name), text, row)) == []


@pytest.mark.long
@pytest.mark.parametrize("dialect", CONNECT)
def test_every_family_that_sql_admits(dialect):
    connection = CONNECT[dialect]()
    done, wrong = 0, []
    for name in every("sql"):
        text = written(case(name), dialect)
        if text is not None:
            wrong += same_estimate(case(name), answered(case(name), text, local(connection, case(name), text)))
            done += 1
    assert wrong == [] and done > 80


def with_extreme_data(dialect):
    """(entry, case, query) for each entry of the table with an estimate."""
    for e in extremes():
        c = case_of(e)
        text = written(c, dialect) if "estimate" in e and c.name not in (*LATENT, *RUNNING) else None
        if text is not None:
            yield e, c, text


def misses(e, found):
    """What is further from the exact estimate than 1e-7 of it and 1e-3 of a standard error."""
    found = np.array(found, dtype=float)
    slack = 1e-7 * np.abs(e["estimate"]) + 1e-3 * np.array(e["errors"])
    near = np.all(np.abs(found - e["estimate"]) <= slack)
    return [] if near else [(e["family"], e["extreme"], e["theta"], found)]


@pytest.mark.long
@pytest.mark.parametrize("dialect", CONNECT)
def test_every_family_with_extreme_data(dialect):
    connection = CONNECT[dialect]()
    found = [(e, answered(c, text, local(connection, c, text))) for e, c, text in with_extreme_data(dialect)]
    assert [m for e, values in found for m in misses(e, values)] == [] and len(found) > 100


@pytest.fixture(scope="module")
def postgres():
    """Scripts run by a server of our own."""
    if servers.programs() is None:
        tool("initdb")
    with servers.postgres() as server:
        yield lambda sql: server.psql(sql, "-A", "-t", "-x")


def asked(postgres, cases):
    """What one session answers to (case, query): a row each."""
    script = []
    for c, text in cases:
        columns, rows = table(c)
        script.append("drop table if exists data;")
        script.append(f"create table data ({', '.join(f'{chr(34)}{x}{chr(34)} double precision' for x in columns)});")
        values = ",".join(f"({','.join(map(repr, r))})" for r in rows)
        script.append(f"insert into data values {values};")
        script.append(f"\\echo family {c.name}")
        script.append(text)
    done = postgres("\n".join(script))
    assert done.returncode == 0, done.stderr[:2000]
    out = []
    for line in done.stdout.splitlines():
        if line.startswith("family "):
            out.append({})
        elif "|" in line:
            label, value = line.split("|", 1)
            out[-1][label] = float(value) if value else None
    assert len(out) == len(cases)
    return out


def in_postgres(postgres, names):
    """How many of the families were asked, and what is not the package's estimate."""
    cases = [(case(n), text) for n in names if (text := written(case(n), "postgres")) is not None]
    rows = asked(postgres, cases)
    pairs = zip(cases, rows, strict=True)
    return len(rows), [d for (c, text), row in pairs for d in same_estimate(c, answered(c, text, row))]


def test_postgres_returns_the_estimates(postgres):
    assert in_postgres(postgres, FEW)[1] == []


@pytest.mark.long
def test_postgres_and_every_family(postgres):
    done, wrong = in_postgres(postgres, every("sql"))
    assert wrong == [] and done > 80


@pytest.mark.long
def test_postgres_and_every_family_with_extreme_data(postgres):
    entries = list(with_extreme_data("postgres"))
    rows = asked(postgres, [(c, text) for _, c, text in entries])
    pairs = zip(entries, rows, strict=True)
    assert [m for (e, c, text), row in pairs for m in misses(e, answered(c, text, row))] == [] and len(rows) > 100


def test_postgres_counts_what_is_no_number_and_an_empty_table_gives_null(postgres):
    values = "(1.0), (3.0), (NULL), ('NaN'), ('Infinity'), ('-Infinity')"
    for name in ("exponential", "weibull"):
        text = query(plan_of(name), ["test"], "postgres")
        script = f"create temp table data (x double precision);\n{text}\ninsert into data values {values};\n{text}"
        done = postgres(script)
        assert done.returncode == 0, done.stderr
        said = [x.split("|")[1] for x in done.stdout.splitlines() if "|" in x]
        half = len(said) // 2
        assert not any(said[: half - 3]) and said[half - 3 : half] == ["0", "0", "0"]
        assert said[-3:] == ["2", "4", "0"] and float(said[half]) > 0


@pytest.mark.parametrize("dialect", CONNECT)
def test_infinities_are_missing(dialect):
    connection = CONNECT[dialect]()
    connection.execute("create table data (x double)")
    connection.executemany("insert into data values (?)", [(1.0,), (3.0,), (float("inf"),), (float("-inf"),), (None,)])
    for name in ("exponential", "normal", "weibull"):
        row = connection.execute(query(plan_of(name), ["test"], dialect)).fetchone()
        assert row[-3:] == (2, 3, 0) and row[0] > 0


@pytest.mark.parametrize("dialect", DIALECTS)
def test_another_parser_reads_every_dialect(dialect):
    for name in ("normal", "gamma", "weibull", "laplace"):
        text = written(case(name), dialect, by=("region",))
        read = None if dialect == "portable" else dialect
        assert len(sqlglot.parse(text, read=read)) == 1


def test_groups_gaps_and_strange_names():
    connection = duckdb.connect()
    connection.execute('create table "my ""t" ("we""ird; drop" double, "n" varchar)')
    rows = [(1.0, "a"), (3.0, "a"), (None, "a"), (5.0, "b"), (float("nan"), "b"), (-1.0, "c"), (2.0, None)]
    connection.executemany('insert into "my ""t" values (?, ?)', rows)
    text = query(plan_of("exponential"), ["test"], "duckdb", table='my "t', column='we"ird; drop', by="n")
    found = {r[0]: r[1:] for r in connection.execute(text).fetchall()}
    assert found == {"a": (0.5, 2, 1, 0), "b": (0.2, 1, 1, 0), "c": (None, 0, 0, 1), None: (0.5, 1, 0, 0)}


@pytest.mark.parametrize("dialect", CONNECT)
def test_an_empty_table_gives_null(dialect):
    connection = CONNECT[dialect]()
    connection.execute("create table data (x double)")
    for name in ("exponential", "normal", "weibull", "pareto"):
        cursor = connection.execute(query(plan_of(name), ["test"], dialect))
        row = dict(zip([d[0] for d in cursor.description], cursor.fetchone(), strict=True))
        assert all(row[p.name] is None for p in plan_of(name).parameters), name


@pytest.mark.parametrize("dialect", CONNECT)
def test_equal_values_give_the_limit(dialect):
    connection = CONNECT[dialect]()
    connection.execute("create table data (x double)")
    connection.executemany("insert into data values (?)", [(2.0,), (2.0,), (2.0,)])
    row = connection.execute(query(plan_of("weibull"), ["test"], dialect)).fetchone()
    assert row[0] == float("inf") and row[1] is None


@pytest.mark.parametrize("name", ["normal", "weibull", "pareto", "gumbel"])
def test_extreme_data(name):
    from dataclasses import replace

    from thetahat.engines.estimate import estimate

    random = np.random.default_rng(9)
    x = {
        "normal": 1e8 + random.normal(size=300),
        "weibull": 1e8 * random.weibull(1.7, 300),
        "pareto": 1e8 * (1 + random.pareto(2.0, 300)),
        "gumbel": 1e8 + random.gumbel(size=300),
    }[name]
    c = replace(case(name), columns={"x": x}, fit=estimate(plan_of(name), x))
    connection = duckdb.connect()
    connection.execute("create table data (x double)")
    connection.executemany("insert into data values (?)", [(float(v),) for v in x])
    row = connection.execute(query(plan_of(name), ["test"], "duckdb")).fetchone()
    assert same_estimate(c, row[: len(c.plan.parameters)], 1e3) == []


def test_requests_that_cannot_be_met():
    plan = plan_of("normal")
    with pytest.raises(RequestError, match="dialect 'oracle'"):
        query(plan, [], "oracle")
    with pytest.raises(RequestError, match="no variable"):
        query(plan, [], column={"q": "a"})
    with pytest.raises(RequestError, match="cannot be the name"):
        query(plan, [], table="a\n; drop table b")
    with pytest.raises(TargetError, match=r"student_t.*joint maximisation.*numpy, c, r"):
        query(plan_of("student_t"), [])


def test_postgres_searches_where_exponentials_are_too_small_for_a_number(postgres):
    text = query(plan_of("truncated_exponential"), ["test"], "postgres", known={"upper": 2000.0})
    values = ", ".join(f"({v})" for v in (12.0, 400.0, 90.0, 700.0, 1300.0))
    done = postgres(f"create temp table data (x double precision);\ninsert into data values {values};\n{text}")
    assert done.returncode == 0, done.stderr
    # the mean of a truncated exponential variable is 1/r - 2000/(exp(2000 r) - 1)
    rate = float(done.stdout.splitlines()[0].split("|")[1])
    assert 1 / rate - 2000 / np.expm1(2000 * rate) == pytest.approx(2502 / 5, rel=1e-9)
