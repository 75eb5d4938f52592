"""Known answers: NIST's univariate sets for numerical accuracy, and fits that other programs fail."""

from fractions import Fraction

import numpy as np
import pytest
from scipy import stats

import thetahat as th

# https://www.itl.nist.gov/div898/strd/univ/homepage.html: the sets are defined by a rule, the answers are certified.
NUMACC = {
    "NumAcc1": ([10000001.0, 10000003.0, 10000002.0], 10000002.0, 1.0),
    "NumAcc2": ([1.2, *([1.1, 1.3] * 500)], 1.2, 0.1),
    "NumAcc3": ([1000000.2, *([1000000.1, 1000000.3] * 500)], 1000000.2, 0.1),
    "NumAcc4": ([10000000.2, *([10000000.1, 10000000.3] * 500)], 10000000.2, 0.1),
}


@pytest.mark.parametrize("name", NUMACC)
@pytest.mark.parametrize("repeated", [1, 40])
def test_numerical_accuracy(name, repeated):
    data, mean, deviation = NUMACC[name]
    fit = th.fit("normal", np.array(data * repeated))
    mu, sigma2 = fit.params.values()
    n = len(data)
    assert mu == pytest.approx(mean, rel=1e-15)
    # The certified deviation belongs to decimal numbers: as floats they are rounded, one part in 1e8 of the spread.
    assert sigma2 == pytest.approx(deviation**2 * (n - 1) / n, rel=1e-7)
    values = [Fraction(v) for v in data]
    centre = sum(values) / n
    exact = sum((v - centre) ** 2 for v in values) / n
    # Rounding the mean to a float costs (mu eps)^2; the rest is the rounding of a sum of squares.
    assert sigma2 == pytest.approx(float(exact), rel=2e-14)


AWKWARD = {
    "normal": stats.norm(),
    "logistic": stats.logistic(),
    "gumbel": stats.gumbel_r(),
    "laplace": stats.laplace(),
    "cauchy": stats.cauchy(),
    "hyperbolic_secant": stats.hypsecant(),
    "skew_normal": stats.skewnorm(4),
    "gamma": stats.gamma(0.7),
    "weibull": stats.weibull_min(1.5),
    "frechet": stats.invweibull(2.5),
    "inverse_gaussian": stats.invgauss(0.5),
    "log_logistic": stats.fisk(3),
}
ON_THE_LINE = ("normal", "logistic", "gumbel", "laplace", "cauchy", "hyperbolic_secant", "skew_normal")


@pytest.mark.parametrize("name", AWKWARD)
@pytest.mark.parametrize("seed", range(3))
def test_units_do_not_matter(name, seed):
    """Scale 1e-8, and location 1e6 where there is one: as great a likelihood as in ordinary units."""
    x = AWKWARD[name].rvs(size=50, random_state=np.random.default_rng(seed))
    plain = th.fit(name, x)
    if not plain.converged:
        return
    small = th.fit(name, 1e-8 * x)
    assert small.converged and small.outcome == plain.outcome
    assert small.log_likelihood == pytest.approx(plain.log_likelihood + 50 * np.log(1e8), rel=1e-9)
    if name in ON_THE_LINE:
        far = th.fit(name, 1e6 + x)
        rounded = th.fit(name, (1e6 + x) - 1e6)
        assert far.converged
        assert far.log_likelihood == pytest.approx(rounded.log_likelihood, rel=1e-9)


@pytest.mark.parametrize("name", ["gamma", "weibull", "logistic", "negative_binomial", "normal", "beta"])
def test_large_samples_are_read_a_few_times(name):
    drawn = {
        "gamma": stats.gamma(2),
        "weibull": stats.weibull_min(2),
        "logistic": stats.logistic(1, 2),
        "negative_binomial": stats.nbinom(3, 0.4),
        "normal": stats.norm(3, 2),
        "beta": stats.beta(2, 3),
    }[name]
    x = drawn.rvs(size=150_000, random_state=np.random.default_rng(1)).astype(float)
    fit = th.fit(name, x)
    passes = int(fit.route["data"].split()[0])
    assert passes <= 5 and "150000 rows" in fit.route["data"]
    # Every tenth row ten times is another sample; the same rows in two halves are not.
    score = fit.likelihood.gradient([fit.params[p] for p in fit.free])
    errors = np.array([fit.standard_errors[p] for p in fit.free])
    assert np.all(np.abs(fit.covariance @ score) <= 1e-5 * errors)


def test_the_first_seeds_sample_never_ends_below_zero():
    x = np.random.default_rng(0).normal(5.0, 2.0, 100)
    fit = th.fit("normal_sd", x)
    assert all(v > 0 for v in fit.params.values()) and fit.converged


@pytest.mark.parametrize(
    ("name", "data", "fixed"),
    [
        ("asymmetric_laplace", [-1.4530887, -0.5655107, -0.5322851, -0.8672204], None),
        ("split_normal", [0.7495469, 1.4104888, 2.7255060, 3.1757309, -0.7098674], None),
        ("three_cells", [1, 1, 2], None),
        ("hypergeometric_population", [0] * 5, {"marked": 4, "drawn": 1}),
    ],
)
def test_suprema_that_are_not_attained_are_said_to_be_none(name, data, fixed):
    fit = th.fit(name, data, fixed=fixed)
    assert not fit.converged and fit.outcome.startswith(("no maximum", "limit"))
