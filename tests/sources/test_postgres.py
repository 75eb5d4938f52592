"""PostgreSQL: a real server on the loopback device, the same answers through its address, one line for every error."""

import math

import numpy as np
import pytest

import thetahat as th
from thetahat.sources import newton

from . import everywhere
from .conftest import NASTY, need

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def url(server, frame):
    everywhere.in_postgres(frame, server.url)
    return server.url


def test_every_kind_of_estimator(url, columns, monkeypatch):
    monkeypatch.setattr(newton, "WHOLE", 4000)  # so that these rows count as many
    families = {"gamma": "rain", "normal": "far", "negative_binomial": "count", "laplace": "gain", "beta": "share"}
    for family, column in families.items():
        found, wanted = th.fit(family, url, column=column, weights="w"), th.fit(family, columns[column], columns["w"])
        for name, value in wanted.params.items():
            assert math.isclose(found.params[name], value, rel_tol=1e-12), (family, name)
        assert math.isclose(found.log_likelihood, wanted.log_likelihood, rel_tol=1e-12)
        assert (found.n, found.outcome) == (wanted.n, wanted.outcome)
    for family, column in {"weibull": "life", "skew_normal": "rain"}.items():
        found, wanted = th.fit(family, url, column=column), th.fit(family, columns[column])
        for name, value in wanted.params.items():
            assert abs(found.params[name] - value) < 1e-6 * wanted.standard_errors[name], (family, name)


def test_groups_and_a_query(url, columns):
    found = th.fit("gamma", url, table="rain", column="rain", by="station")
    assert found.groups == tuple(sorted(set(columns["station"])))
    query = "SELECT rain AS mm FROM rain WHERE station = 'b''c' -- one of them"
    one = th.fit("gamma", url, query=query)
    assert math.isclose(one.params["shape"], found["b'c"].params["shape"], rel_tol=1e-12)


def test_what_is_no_observation(server):
    psycopg, name = need("psycopg"), everywhere.quoted(NASTY)
    with psycopg.connect(server.url) as made:
        made.execute("DROP TABLE IF EXISTS t")
        made.execute(f"CREATE TABLE t ({name} double precision, big numeric(38, 0), yes boolean, day date, word text)")
        values = [1.0, 2.0, None, math.nan, math.inf, 0.5]
        for value in values:
            made.execute("INSERT INTO t VALUES (%s, 9007199254740993, true, '2020-01-01', '1')", [value])
    with pytest.raises(th.ThetahatError, match=r"NULL in 1 and NaN in 1 and infinite in 1 of 6 rows"):
        th.fit("gamma", server.url, table="t", column=NASTY)
    query = f"SELECT {name} FROM t WHERE NOT {name} = 'Infinity' OR {name} IS NULL"
    found = th.fit("gamma", server.url, query=query, missing="drop")
    wanted = th.fit("gamma", [1.0, 2.0, 0.5])
    assert math.isclose(found.params["shape"], wanted.params["shape"], rel_tol=1e-12)
    assert "1 row left out (NULL in " in found.route["data"] and "1 row left out (NaN in " in found.route["data"]
    with pytest.raises(th.ThetahatError, match="is NULL in 1"):
        th.fit("beta", server.url, table="t", column=NASTY)
    assert th.fit("bernoulli", server.url, table="t", column="yes").params["p"] == 1.0
    assert th.fit("exponential", server.url, table="t", column="big").params["rate"] == 1 / 9007199254740992
    for column in ("day", "word"):
        with pytest.raises(th.ThetahatError, match="numbers are needed"):
            th.fit("normal", server.url, table="t", column=column)


def test_what_cannot_be_reached(server):
    for place, options, told in (
        (server.url, {"table": "nowhere"}, "no table 'nowhere'"),
        (server.url, {"query": "SELECT nothing"}, "does not exist"),
        (server.url + "_that_is_not", {}, "does not exist"),
        ("postgresql://postgres@127.0.0.1:1/postgres", {}, "refused"),
    ):
        with pytest.raises(th.ThetahatError, match=told) as caught:
            th.fit("gamma", place, **options)
        assert "\n" not in str(caught.value)


def test_nothing_is_written(server):
    with need("psycopg").connect(server.url) as made:
        made.execute("CREATE SEQUENCE counter")
    with pytest.raises(th.ThetahatError, match="read-only"):
        th.fit("gamma", server.url, query="SELECT nextval('counter') AS x")


def test_overflow_is_an_error_or_a_number(server):
    psycopg = need("psycopg")
    x = np.array([1e-200, 1e200, 1.0, 2.0, 5.0])
    with psycopg.connect(server.url) as made:
        made.execute("DROP TABLE IF EXISTS wide; CREATE TABLE wide (x double precision)")
        made.cursor().executemany("INSERT INTO wide VALUES (%s)", [[v] for v in x.tolist()])
    wanted = th.fit("gamma", x)
    found = th.fit("gamma", server.url, table="wide")
    assert math.isclose(found.params["shape"], wanted.params["shape"], rel_tol=1e-12)
