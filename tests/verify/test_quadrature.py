"""Integrals and sums that are known exactly, singular ends and heavy tails among them."""

import mpmath
import numpy as np
import pytest
from scipy import special, stats

from thetahat.verify.quadrature import integral, mass, nodes

INFINITE = np.array([[-np.inf]]), np.array([[np.inf]])
CENTRE = np.zeros((1, 1))


def whole(log_density, lower, upper, centres=CENTRE):
    value, error = integral(log_density, np.array([[lower]]), np.array([[upper]]), centres)
    return value[0], error[0]


@pytest.mark.parametrize(
    ("log_density", "lower", "upper", "truth"),
    [
        (stats.norm(3, 0.01).logpdf, -np.inf, np.inf, 1.0),
        (stats.cauchy(-100, 2).logpdf, -np.inf, np.inf, 1.0),
        (stats.gamma(0.01).logpdf, 0.0, np.inf, 1.0),
        (stats.pareto(0.05).logpdf, 1.0, np.inf, 1.0),
        (lambda x: -np.sqrt(x), 0.0, np.inf, 2.0),
        (lambda x: -0.9 * np.log(x - 2), 2.0, 3.0, 10.0),
        (lambda x: -0.5 * np.log(5 - x), 4.0, 5.0, 2.0),
        (lambda x: np.where(x < 0.3, 0.0, -np.inf), 0.0, 1.0, 0.3),
        (lambda x: -np.abs(x - 0.7), -np.inf, np.inf, 2.0),
    ],
)
def test_integrals(log_density, lower, upper, truth):
    value, error = whole(log_density, lower, upper)
    assert abs(value - truth) <= error + 1e-10
    assert error < 2e-3 * truth


def test_a_divergent_integral_is_large():
    value, _ = integral(lambda x: 0 * x, *INFINITE, CENTRE)
    assert value[0] > 1e100


def test_rows_are_independent():
    scale = np.array([[0.1], [1.0], [30.0]])
    lower, upper = np.full((3, 1), -np.inf), np.full((3, 1), np.inf)
    value, _ = integral(lambda x: stats.norm.logpdf(x, 0, scale) + np.log(scale), lower, upper, np.zeros((3, 1)))
    np.testing.assert_allclose(value, scale[:, 0], rtol=1e-10)


@pytest.mark.parametrize(
    ("log_term", "lower", "upper", "truth"),
    [
        (lambda k: -3 * np.log(k), 1, np.inf, float(mpmath.zeta(3))),
        (lambda k: -1.1 * np.log(k), 1, np.inf, float(mpmath.zeta(1.1))),
        (lambda k: special.xlogy(k, 3) - special.gammaln(k + 1), 0, np.inf, np.exp(3)),
        (lambda k: -np.abs(k), -np.inf, np.inf, 1 / np.tanh(0.5)),
        (lambda k: 0 * k, 3, 12, 10.0),
        (lambda k: k * np.log(2), -np.inf, 3, 16.0),
        (lambda k: 0 * k, 5, 4, 0.0),
    ],
)
def test_sums(log_term, lower, upper, truth):
    value, error = mass(log_term, np.array([[float(lower)]]), np.array([[float(upper)]]))
    assert value[0] == pytest.approx(truth, rel=1e-9)
    assert error[0] < 1e-6 * max(truth, 1)


@pytest.mark.parametrize(
    ("lower", "upper", "function", "truth"),
    [
        (-np.inf, np.inf, stats.norm(0.5, 2).pdf, 1.0),
        (0.0, np.inf, stats.gamma(0.4).pdf, 1.0),
        (-1.0, 2.0, lambda x: (x + 1) ** -0.5, 2 * 3**0.5),
    ],
)
def test_the_double_exponential_rule(lower, upper, function, truth):
    x, w = nodes(np.array([[lower]]), np.array([[upper]]), 200)
    with np.errstate(divide="ignore"):
        terms = function(x) * w
    assert np.nansum(np.where(np.isfinite(terms), terms, 0.0)) == pytest.approx(truth, rel=1e-6)
