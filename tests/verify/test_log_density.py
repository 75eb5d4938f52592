"""The declared text's log-density against SciPy, at the ends of the support and far in the tails."""

import mpmath
import numpy as np
import pytest
from scipy import stats

import thetahat as th
from thetahat.verify import declared
from thetahat.verify.points import Points

from .examples import line, model, symbols

SCIPY = {
    "normal": lambda p: stats.norm(p["mu"], np.sqrt(p["v"])),
    "gamma": lambda p: stats.gamma(p["a"], scale=p["b"]),
    "weibull": lambda p: stats.weibull_min(p["k"], scale=p["s"]),
    "logistic": lambda p: stats.logistic(p["mu"], p["s"]),
    "cauchy": lambda p: stats.cauchy(p["mu"], p["s"]),
    "laplace": lambda p: stats.laplace(p["mu"], p["s"]),
    "beta": lambda p: stats.beta(p["a"], p["b"]),
    "uniform": lambda p: stats.uniform(p["a"], p["b"] - p["a"]),
    "pareto": lambda p: stats.pareto(p["a"], scale=p["m"]),
    "student": lambda p: stats.t(p["nu"], p["mu"], p["s"]),
    "skew_normal": lambda p: stats.skewnorm(p["a"], p["m"], p["w"]),
    "poisson": lambda p: stats.poisson(p["lam"]),
    "zeta": lambda p: stats.zipf(p["s"]),
    "pareto_generalised": lambda p: stats.genpareto(p["xi"], scale=p["s"]),
}


@pytest.mark.parametrize("name", SCIPY)
def test_against_scipy(name):
    m = model(name)
    points = Points(m, 3)
    for n in (4, 9):
        parameters, data = points.sample(n)
        frozen = SCIPY[name]({p.name: parameters[p.symbol] for p in m.parameters})
        (x,) = data.values()
        truth = frozen.logpmf(x) if hasattr(frozen, "pmf") and m.discrete else frozen.logpdf(x)
        np.testing.assert_allclose(declared.log_density(m, parameters, data), truth, rtol=1e-9, atol=1e-12)
        exact = declared.log_density(m, parameters, data, 30)
        np.testing.assert_allclose(exact.astype(float), truth, rtol=1e-9, atol=1e-12)


def test_far_tails():
    m, s = model("logistic"), symbols(model("logistic"))
    at = {m.observation[0]: np.array([-1e5, 1e5])}
    np.testing.assert_allclose(declared.log_density(m, {s["mu"]: 0.0, s["s"]: 1.0}, at), [-1e5, -1e5], rtol=1e-12)
    m, s = model("skew_normal"), symbols(model("skew_normal"))
    at = {m.observation[0]: np.array([-40.0])}
    truth = stats.skewnorm.logpdf(-40.0, 3)
    found = declared.log_density(m, {s["m"]: 0.0, s["w"]: 1.0, s["a"]: 3.0}, at)
    np.testing.assert_allclose(found, np.log(2) + stats.norm.logpdf(-40.0) + stats.norm.logcdf(-120.0), rtol=1e-12)
    assert truth < -700


def test_outside_and_on_the_border():
    m, s = model("uniform_to"), symbols(model("uniform_to"))
    (x,) = m.observation
    found = declared.log_density(m, {s["theta"]: 2.0}, {x: np.array([-0.1, 0.0, 2.0, 2.0000001])})
    assert list(found) == [-np.inf, -np.log(2), -np.log(2), -np.inf]
    forgiven = declared.log_density(m, {s["theta"]: 2.0}, {x: np.array([2 + 4e-16])}, slack=1e-12)
    assert forgiven[0] == pytest.approx(-np.log(2))
    beta = model("beta")
    p = symbols(beta)
    on = {beta.observation[0]: np.array([0.0, 1.0])}
    # an infinite density on an open border is no likelihood; a finite one counts
    assert list(declared.log_density(beta, {p["a"]: 0.5, p["b"]: 1.0}, on)) == [-np.inf, pytest.approx(np.log(0.5))]


def test_counts_must_be_whole():
    m, s = model("poisson"), symbols(model("poisson"))
    found = declared.log_density(m, {s["lam"]: 2.0}, {m.observation[0]: np.array([-1.0, 0.0, 1.5, 3.0])})
    assert list(np.isfinite(found)) == [False, True, False, True]


def test_frequencies_and_tuples():
    m, s = line(), symbols(line())
    y, z = m.observation
    data = {y: np.array([1.0, 2.5]), z: np.array([0.0, 1.0])}
    p = {s["a"]: 1.0, s["b"]: 2.0, s["v"]: 0.25}
    each = stats.norm.logpdf([0.0, -0.5], 0, 0.5)
    np.testing.assert_allclose(declared.log_density(m, p, data), each, rtol=1e-13)
    assert declared.log_likelihood(m, p, data, weights=np.array([3.0, 0.0])) == pytest.approx(3 * each[0])


def test_exponents_are_unbounded_with_digits():
    m, s = model("gamma"), symbols(model("gamma"))
    at = {m.observation[0]: np.array([mpmath.mpf(10) ** -800], dtype=object)}
    found = declared.log_density(m, {s["a"]: 0.5, s["b"]: 1.0}, at, 30)[0]
    assert float(found) == pytest.approx(400 * np.log(10) - np.log(np.pi) / 2, rel=1e-14)


def test_domains():
    m, s = model("cells"), symbols(model("cells"))
    good = declared.admissible(m, {s["p"]: np.array([[0.2], [0.6], [0.0]]), s["q"]: np.array([[0.3], [0.5], [0.5]])})
    assert list(good[:, 0]) == [True, False, False]
    m, s = model("die"), symbols(model("die"))
    assert [bool(declared.admissible(m, {s["N"]: v})) for v in (1, 2.5, 0)] == [True, False, False]


def test_a_model_without_text_is_read_from_its_expression():
    import sympy as sp

    mu = sp.Symbol("mu", real=True)
    m = th.Model(
        sp.exp(-((sp.Symbol("x") - mu) ** 2) / 2) / sp.sqrt(2 * sp.pi), parameters={"mu": "real"}, support="real"
    )
    found = declared.log_density(m, {m.parameters[0].symbol: 1.0}, {m.observation[0]: np.array([0.0, 3.0])})
    np.testing.assert_allclose(found, stats.norm.logpdf([0.0, 3.0], 1.0), rtol=1e-13)
