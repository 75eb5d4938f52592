"""Supports that say how variables stand to one another: y successes out of m trials, y below b x."""

import duckdb
import numpy as np
import pytest
from scipy import stats

import thetahat as th
from thetahat.errors import DataError


@pytest.fixture(scope="module")
def trials():
    return th.derive(
        th.declare(
            "binomial(m, y)*p**y*(1-p)**(m-y)",
            {"p": "0 < p < 1"},
            "y in 0, 1, ..., m and m in 1, 2, ...",
            observation="y, m",
            given="m",
            name="trials",
        )
    )


def test_successes_out_of_trials_that_differ(trials):
    random = np.random.default_rng(3)
    m = random.integers(1, 30, 40).astype(float)
    y = random.binomial(m.astype(int), 0.3).astype(float)
    found = th.fit(trials.model, {"y": y, "m": m})
    assert found.params["p"] == pytest.approx(y.sum() / m.sum(), rel=1e-12)
    assert -found.nll == pytest.approx(stats.binom(m, y.sum() / m.sum()).logpmf(y).sum(), rel=1e-12)


def test_more_successes_than_trials_are_refused(trials):
    with pytest.raises(DataError, match="y <= m does not hold at position 1"):
        th.fit(trials.model, {"y": [1, 7], "m": [5, 5]})
    module: dict = {}
    exec(trials.generate("numpy"), module)
    assert module["estimate"](np.array([[1.0, 5.0], [2.0, 5.0]]))["p"] == pytest.approx(0.3)
    with pytest.raises(ValueError, match="y must satisfy y <= m"):
        module["estimate"](np.array([[1.0, 5.0], [7.0, 5.0]]))


def test_every_target_refuses_them_too(trials):
    for target in ("c", "r", "stan"):
        assert "m" in trials.generate(target)
    assert "every row must satisfy y <= m" in trials.generate("stan")
    connection = duckdb.connect()
    connection.execute("create table t(y double, m double); insert into t values (1, 5), (2, 5)")
    query = trials.generate("sql", dialect="duckdb", table="t")
    assert connection.execute(query).fetchall()[0] == pytest.approx((0.3, 2, 0, 0))
    connection.execute("insert into t values (7, 5)")
    assert connection.execute(query).fetchall() == [(None, 2, 0, 1)]
    with pytest.raises(DataError, match="y <= m must hold"):
        th.fit(trials.model, connection.table("t"))


def test_an_end_for_each_observation():
    model = th.declare("1/(b*x)", {"b": "positive"}, "0 < y < b*x and x > 0", observation="y, x", given="x")
    found = th.derive(model)
    assert found.verdict == "boundary"
    assert found.certificate.status("maximum") == "proved"
    random = np.random.default_rng(1)
    x = random.uniform(1, 5, 30)
    y = 2 * x * random.random(30)
    assert th.fit(model, {"y": y, "x": x}).params["b"] == pytest.approx(np.max(y / x), rel=1e-12)
