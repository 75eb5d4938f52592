"""The first seed: a thousand normal numbers, and what a general minimiser makes of them.

    np.random.seed(123); x = np.random.normal(5, 2, 1000); minimize(NLL, [0, 1])

The closed form gives exactly what the minimiser approximates, and what its default method misses altogether.
"""

import math

import numpy as np
import pytest
from scipy import optimize, stats

import thetahat as th


@pytest.fixture(scope="module")
def x():
    np.random.seed(123)
    return np.random.normal(5, 2, 1000)


@pytest.fixture(scope="module")
def fit(x):
    return th.fit("normal_sd", x)


def negative_log_likelihood(theta, x):
    return -np.sum(stats.norm.logpdf(x, theta[0], theta[1]))


def test_the_sample_is_the_one_that_was_meant(x):
    assert x.mean() == pytest.approx(4.920871727838416) and x.std() == pytest.approx(2.001575075032467)


def test_the_closed_form_is_the_mean_and_the_deviation_with_divisor_n(x, fit):
    mean = math.fsum(x) / len(x)
    deviation = math.sqrt(math.fsum((x - mean) ** 2) / len(x))
    assert fit.params["mu"] == pytest.approx(mean, rel=1e-12)
    assert fit.params["sigma"] == pytest.approx(deviation, rel=1e-12)
    assert fit.log_likelihood == pytest.approx(stats.norm.logpdf(x, mean, deviation).sum(), rel=1e-12)
    assert fit.outcome.startswith("global maximum") and fit.converged


def test_a_simplex_search_from_0_and_1_arrives_near_it(x, fit):
    with np.errstate(all="ignore"):
        found = optimize.minimize(negative_log_likelihood, [0, 1], args=(x,), method="Nelder-Mead")
    np.testing.assert_allclose(found.x, list(fit.params.values()), atol=1e-3)
    assert found.fun >= fit.nll


def test_the_default_search_from_0_and_1_does_not(x, fit):
    """What ends there is nowhere near: sigma below zero, where the likelihood does not exist."""
    with np.errstate(all="ignore"):
        found = optimize.minimize(negative_log_likelihood, [0, 1], args=(x,))
    assert not np.allclose(found.x, list(fit.params.values()), atol=1e-2)


def test_the_numeric_route_agrees_and_says_how(x, fit):
    """A normal is a generalised normal of exponent 2, whose location has no formula for a general exponent."""
    model = th.declare(
        "p/(2*s*gamma(1/p)) * exp(-(abs(x-mu)/s)**p)",
        parameters={"mu": "real", "s": "positive"},
        known={"p": "p > 0"},
        support="real",
    )
    found = th.fit(model, x, fixed={"p": 2})
    assert found.params["mu"] == pytest.approx(fit.params["mu"], rel=1e-6)
    assert found.params["s"] == pytest.approx(fit.params["sigma"] * math.sqrt(2), rel=1e-6)
    assert found.log_likelihood == pytest.approx(fit.log_likelihood, rel=1e-12)
    assert found.route["mu"] and found.route["mu"] != fit.route["mu"]
