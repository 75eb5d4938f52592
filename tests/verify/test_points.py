"""Random points: admissible, reproducible, and distributed as the model says (Kolmogorov–Smirnov against SciPy)."""

import numpy as np
import pytest
from scipy import stats

import thetahat as th
from thetahat.verify import declared
from thetahat.verify.points import Points, ordered

from .examples import TEXTS, line, model, symbols


@pytest.mark.parametrize("name", TEXTS)
def test_points_are_admissible_and_in_the_support(name):
    m = model(name)
    parameters, data = Points(m, 1).batch(40, 6)
    assert np.all(declared.admissible(m, parameters))
    assert np.all(np.isfinite(declared.log_density(m, parameters, data)))


def test_the_same_seed_gives_the_same_points():
    m = model("gamma")
    one, other = Points(m, 7), Points(m, 7)
    other.sample(3)
    for _ in range(3):
        (p, d), (q, e) = one.sample(5), other.sample(5)
        assert p == q
        assert all(np.array_equal(d[x], e[x]) for x in d)
    assert Points(m, 8).sample(5)[0] != Points(m, 7).sample(5)[0]


DRAWN = [
    ("normal", {"mu": 3.0, "v": 1e-4}, stats.norm(3, 0.01)),
    ("normal", {"mu": 400.0, "v": 1.0}, stats.norm(400, 1)),
    ("gamma", {"a": 0.1, "b": 2.0}, stats.gamma(0.1, scale=2)),
    ("gamma", {"a": 1000.0, "b": 2.0}, stats.gamma(1000, scale=2)),
    ("cauchy", {"mu": -100.0, "s": 2.0}, stats.cauchy(-100, 2)),
    ("pareto", {"m": 2.0, "a": 0.5}, stats.pareto(0.5, scale=2)),
    ("beta", {"a": 0.3, "b": 0.2}, stats.beta(0.3, 0.2)),
    ("uniform", {"a": -2.0, "b": 7.0}, stats.uniform(-2, 9)),
    ("student", {"mu": 1.0, "s": 2.0, "nu": 1.5}, stats.t(1.5, 1, 2)),
    ("pareto_generalised", {"xi": -0.4, "s": 2.0}, stats.genpareto(-0.4, scale=2)),
]


@pytest.mark.parametrize(("name", "at", "truth"), DRAWN, ids=[d[0] for d in DRAWN])
def test_draws_follow_the_model(name, at, truth):
    m, s = model(name), symbols(model(name))
    points = Points(m)
    data, good = points.data({s[k]: np.array([[v]]) for k, v in at.items()}, 4000, np.random.default_rng(2))
    assert good.all()
    assert points.faithful
    assert stats.kstest(data[m.observation[0]][0], truth.cdf).pvalue > 0.001


@pytest.mark.parametrize(
    ("name", "at", "truth"), [("poisson", {"lam": 4.0}, stats.poisson(4)), ("zeta", {"s": 2.5}, stats.zipf(2.5))]
)
def test_counts_follow_the_model(name, at, truth):
    m, s = model(name), symbols(model(name))
    data, _ = Points(m).data({s[k]: np.array([[v]]) for k, v in at.items()}, 5000, np.random.default_rng(2))
    (x,) = data.values()
    edges = np.arange(6)
    observed = [*(np.sum(x == e) for e in edges), np.sum(x > 5)]
    expected = 5000 * np.array([*truth.pmf(edges), truth.sf(5)])
    used = expected > 0
    assert stats.chisquare(np.array(observed)[used], expected[used]).pvalue > 0.001


def test_given_variables_are_drawn_and_conditioned_on():
    m, s = line(), symbols(line())
    y, z = m.observation
    at = {s["a"]: 2.0, s["b"]: -3.0, s["v"]: 0.25}
    data, _ = Points(m).data({k: np.array([[v]]) for k, v in at.items()}, 800, np.random.default_rng(1))
    assert data[z].std() > 0.5
    assert stats.kstest((data[y] - 2 + 3 * data[z])[0], stats.norm(0, 0.5).cdf).pvalue > 0.001


def test_given_variables_without_a_region_keep_the_density_positive():
    m = th.declare(
        "exp(-lam*t)*(lam*t)**x/factorial(x)",
        observation=("x", "t"),
        given=("t",),
        parameters={"lam": "positive"},
        support="x in 0, 1, 2, ...",
    )
    _, data = Points(m).batch(20, 5)
    assert (data[m.observation[1]] > 0).all()


def test_a_kernel_gets_values_in_its_support():
    m = th.declare(
        "(lam*exp(-lam*t))**d*exp(-lam*t)**(1-d)",
        observation=("t", "d"),
        parameters={"lam": "positive"},
        support="t >= 0, d in 0, 1",
        kernel=True,
    )
    _, data = Points(m).batch(5, 8)
    t, d = (data[v] for v in m.observation)
    assert (t >= 0).all()
    assert set(np.unique(d)) <= {0.0, 1.0}
    flat = th.declare("x**a", parameters={"a": "positive"}, support="x > 0", kernel=True)
    points = Points(flat)
    _, data = points.batch(5, 8)
    assert not points.faithful
    assert data[flat.observation[0]].max() < 1e4


def test_parameters_come_after_what_their_ends_hold():
    m = model("cells")
    assert [p.name for p in ordered(m.parameters[::-1])] == ["p", "q"]
