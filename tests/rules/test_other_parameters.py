"""Estimates through other parameters, through the equations of the statistics, and within a budget of time."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

import thetahat as th
from thetahat.algebra.coordinates import simpler
from thetahat.core.derivation import Verdict


def heavy() -> np.ndarray:
    return np.asarray(stats.genpareto.rvs(0.6, scale=2, size=150, random_state=3))


@pytest.mark.parametrize(
    ("density", "parameters", "back"),
    [
        ("(1+xi*x/s)**(-1/xi-1)/s", {"xi": "positive", "s": "positive"}, lambda xi, s: (xi, s)),
        pytest.param(
            "(1+exp(a)*x/exp(b))**(-1/exp(a)-1)/exp(b)",
            {"a": "real", "b": "real"},
            lambda a, b: (np.exp(a), np.exp(b)),
            marks=pytest.mark.long,
        ),
        pytest.param(
            "(1+s*x/xi)**(-xi-1)*s",
            {"xi": "positive", "s": "positive"},
            lambda xi, s: (1 / xi, 1 / s),
            marks=pytest.mark.long,
        ),
    ],
)
def test_one_equation_for_the_generalised_pareto(density: str, parameters: dict[str, str], back) -> None:
    model = th.declare(density, parameters=parameters, support="x >= 0")
    derivation = th.derive(model)
    assert derivation.verdict is Verdict.REDUCED
    x = heavy()
    shape, _, scale = stats.genpareto.fit(x, floc=0)
    fit = th.fit(derivation, x)
    assert back(*fit.params.values()) == pytest.approx((shape, scale), rel=1e-3)
    best = stats.genpareto.logpdf(x, shape, 0, scale).sum()
    assert fit.log_likelihood >= best - 1e-9


def test_a_simple_density_is_left_alone() -> None:
    assert list(simpler(th.family("gamma"))) == []


def test_the_document_says_how_the_estimates_were_carried_back() -> None:
    text = th.derive("generalised_pareto_heavy").to_text()
    assert "invariance of the maximum-likelihood estimator" in text
    assert "parameter used on the way" in text


PAIR = "exp(-((x-m)**2/v-2*r*(x-m)*(y-k)/sqrt(v*w)+(y-k)**2/w)/(2*(1-r**2)))/(2*pi*sqrt(v*w*(1-r**2)))"


def pairs(budget: float) -> th.Derivation:
    model = th.declare(
        PAIR,
        parameters={"m": "real", "k": "real", "v": "positive", "w": "positive", "r": "-1 < r < 1"},
        support="x real and y real",
        observation=("x", "y"),
    )
    return th.derive(model, contest=False, budget=budget)


def test_the_budget_is_kept_and_its_end_is_told() -> None:
    derivation = pairs(budget=0.0)
    assert derivation.verdict is Verdict.NUMERIC
    assert "deadline" in {s.rule for s in derivation.steps}
    assert "0 seconds allowed" in derivation.to_text()


def test_points_on_a_line_have_no_maximum() -> None:
    random = np.random.default_rng(5)
    for _ in range(10):
        x = random.normal(3, 1, random.integers(3, 40))
        fit = th.fit("bivariate_normal", {"x": x, "y": random.normal() * x + random.normal()})
        assert fit.outcome.startswith("no maximum")


def test_correlation_far_from_the_origin() -> None:
    random = np.random.default_rng(6)
    x, e = random.normal(size=(2, 200))
    y = 0.6 * x + 0.8 * e
    near = th.fit("bivariate_normal", {"x": x, "y": y})
    far = th.fit("bivariate_normal", {"x": x + 1e7, "y": y - 1e7})
    assert near.params["rho"] == pytest.approx(np.corrcoef(x, y)[0, 1], rel=1e-12)
    assert far.params["rho"] == pytest.approx(near.params["rho"], rel=1e-8)
