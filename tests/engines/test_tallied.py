"""Counts in a table: the quick way over it gives what the general way gives, and leaves to it what is no table."""

import numpy as np
import pytest
from scipy import stats

import thetahat as th
from thetahat import plans
from thetahat.engines.estimate import estimate
from thetahat.engines.tallied import of_counts
from thetahat.errors import DataError

DRAWN = {
    "negative_binomial": stats.nbinom(2.5, 0.3),
    "negative_binomial_dispersion": stats.nbinom(0.4, 0.05),
    "negative_binomial_mean": stats.nbinom(20, 0.5),
    "generalised_poisson": stats.nbinom(3, 0.4),
    "skellam": stats.skellam(4, 9),
    "yule_simon": stats.yulesimon(6),
    "discrete_rayleigh": stats.binom(12, 0.4),
}


def sample(name, size):
    return DRAWN[name].rvs(size=size, random_state=np.random.default_rng(size)).astype(float)


@pytest.mark.parametrize("size", [40, 900, 20_000])
@pytest.mark.parametrize("name", DRAWN)
def test_both_ways_agree(name, size):
    plan = plans.shipped(name).plan
    x = sample(name, size)
    slow = estimate(plan, x)
    with np.errstate(all="ignore"):
        found = of_counts(plan).run(x, float(size))
    assert found is not None
    theta, value, triangle, _ = found
    assert theta == pytest.approx(tuple(slow.params.values()), rel=1e-7)
    assert value == pytest.approx(slow.log_likelihood, rel=1e-12)
    k = len(theta)
    assert triangle == pytest.approx(slow.hessian[np.tril_indices(k)], rel=1e-5, abs=1e-8 * np.abs(slow.hessian).max())


def test_a_table_is_one_pass():
    assert th.fit("negative_binomial", sample("negative_binomial", 500)).route["data"] == "1 pass over 500 rows"


@pytest.mark.parametrize(
    ("value", "message"),
    [(2.5, r"integer \(2.5 at position 6\)"), (np.nan, "row 7"), (np.inf, "row 7"), (-3.0, "position 6")],
)
def test_what_is_no_count_is_refused_with_its_place(value, message):
    x = sample("negative_binomial", 60)
    x[6] = value
    with pytest.raises(DataError, match=message):
        th.fit("negative_binomial", x)


def test_counts_far_apart_are_left_to_the_general_way():
    x = sample("negative_binomial", 60)
    x[3] = 1e9
    plan = plans.shipped("negative_binomial").plan
    assert of_counts(plan).run(x, 60.0) is None
    assert th.fit("negative_binomial", x).converged


def test_counts_that_do_not_vary_have_no_maximum():
    assert th.fit("negative_binomial", np.full(50, 4.0)).outcome.startswith(("no maximum", "limit"))


@pytest.mark.parametrize("name", ["beta_binomial", "poisson", "logistic_regression", "gamma"])
def test_other_plans_have_ways_of_their_own(name):
    assert of_counts(plans.shipped(name).plan) is None
