"""A likelihood without a maximum tells the family that it runs into."""

import numpy as np
import pytest
from scipy import stats

import thetahat as th

EVEN = (np.arange(60) + 0.5) / 60
NEAR_EVEN = [3.0, 4, 3, 4, 5, 4, 3, 4, 4, 5, 3, 4]
"""Counts whose variance is less than their mean."""
ONE_SIDED = np.array([0.01, 0.02, 0.05, 0.1, 0.13, 0.2, 0.24, 0.3, 0.4, 0.5, 0.7, 1.1])


@pytest.mark.parametrize(
    ("name", "data", "limit", "log_likelihood"),
    [
        ("student_t", stats.norm.ppf(EVEN), "Normal distribution", None),
        ("lomax", stats.expon.ppf(EVEN), "Exponential distribution", None),
        ("negative_binomial", NEAR_EVEN, "Poisson distribution", stats.poisson.logpmf(NEAR_EVEN, 46 / 12).sum()),
        ("zero_inflated_poisson", NEAR_EVEN, "Poisson distribution", stats.poisson.logpmf(NEAR_EVEN, 46 / 12).sum()),
        (
            "generalised_gamma",
            stats.lognorm.ppf((np.arange(100) + 0.5) / 100, 0.5),
            "Lognormal distribution",
            None,
        ),
        (
            "skew_normal",
            ONE_SIDED,
            "for the distances from 0.01: Half-normal distribution",
            stats.halfnorm.logpdf(ONE_SIDED - 0.01, scale=np.sqrt(np.mean((ONE_SIDED - 0.01) ** 2))).sum(),
        ),
    ],
)
def test_the_limit_has_a_name(name, data, limit, log_likelihood):
    fit = th.fit(name, np.array(data))
    assert not fit.converged and "in the limit" in fit.outcome and limit in fit.outcome
    if log_likelihood is not None:
        assert fit.log_likelihood == pytest.approx(log_likelihood, rel=1e-5)


def test_a_limit_that_the_catalogue_has_not_gets_no_name():
    # A Pareto distribution on (1, infinity): the catalogue has none with a fixed end.
    fit = th.fit("burr_xii", np.full(20, 3.0))
    assert fit.outcome.startswith("limit:") and "in the limit" not in fit.outcome


def test_a_maximum_gets_no_name():
    assert "in the limit" not in th.fit("gamma", ONE_SIDED).outcome


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("half_logistic", [0.0, 0.0, 0.0], "no maximum: the likelihood grows without bound as scale → 0"),
        (
            "beta",
            [0.3],
            "no maximum: a maximum exists only if the xᵢ are not all equal, and these data do not fulfil that",
        ),
        ("cauchy", [1.0, 1.0, 5.0], "no maximum: the likelihood grows without bound as scale → 0"),
    ],
)
def test_a_likelihood_without_a_bound_is_not_given_a_height(name, data, told):
    fit = th.fit(name, data)
    assert fit.outcome == told and not fit.converged and np.isnan(fit.log_likelihood)


@pytest.mark.parametrize("family", ["beta", "beta_mean_precision", "beta_prime", "log_logistic", "hyperbolic_secant"])
@pytest.mark.parametrize("n", [2, 7, 5000])
def test_equal_observations_have_no_maximum(family, n):
    """The likelihood grows as the density closes in on the only value; far out its rounding must not be a maximum."""
    for value in (0.25, 0.3, 0.5, 0.999):
        fit = th.fit(family, np.full(n, value))
        assert not fit.converged and not fit.outcome.startswith(("global", "local", "not unique"))


def test_a_ridge_is_not_called_a_maximum():
    """Two observations of a Cauchy distribution: every point of a circle is as likely."""
    for pair in ([0.0, 1.0], [-3.0, 7.0], [1e6, 1e6 + 3.0]):
        assert th.fit("cauchy", pair).outcome.startswith("not unique")
    for low, high, each in ((1.0, 4.0, 3), (0.0, 1.0, 4), (0.0, 1.0, 3)):  # two halves, each equal: the same circle
        fit = th.fit("cauchy", [low] * each + [high] * each)
        away = fit.params["location"] - (low + high) / 2
        assert fit.outcome.startswith("not unique")
        assert np.hypot(away, fit.params["scale"]) == pytest.approx((high - low) / 2, rel=1e-6)
    fit = th.fit("cauchy", [1.0, 4.0])
    assert fit.outcome.startswith("not unique") and fit.log_likelihood == pytest.approx(-2 * np.log(6 * np.pi / 2))


def test_a_limit_is_found_behind_a_local_maximum():
    """The likelihood rises again, and higher, where the shape goes to infinity."""
    x = np.abs(np.random.default_rng(5).normal(size=40))
    fit = th.fit("skew_normal", x)
    limit = stats.halfnorm.logpdf(x - x.min(), scale=np.sqrt(np.mean((x - x.min()) ** 2))).sum()
    assert fit.log_likelihood >= limit - 1e-5 * abs(limit)


@pytest.mark.parametrize("seed", range(3))
def test_the_height_of_a_limit_is_that_of_the_family_in_the_limit(seed):
    """Counts that vary less than a Poisson's: the negative binomial's likelihood rises to the Poisson's maximum."""
    x = np.random.default_rng(seed).binomial(60, 0.35, 50).astype(float)
    assert x.var() < x.mean()
    fit = th.fit("negative_binomial", x)
    assert fit.outcome.startswith("limit")
    assert fit.log_likelihood == pytest.approx(stats.poisson(x.mean()).logpmf(x).sum(), rel=1e-9)
