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
    fit = th.fit("generalised_gamma", stats.lognorm.ppf((np.arange(100) + 0.5) / 100, 0.5))
    assert fit.converged or "in the limit" not in fit.outcome


def test_a_maximum_gets_no_name():
    assert "in the limit" not in th.fit("gamma", ONE_SIDED).outcome
