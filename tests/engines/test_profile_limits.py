"""A likelihood that rises towards an end of its profile has a limit, and the family in that limit is named."""

import numpy as np
import pytest
from scipy import stats

import thetahat as th


@pytest.mark.parametrize(("seed", "n"), [(1, 3000), (2, 200)])
def test_the_generalised_gamma_runs_into_the_lognormal(seed, n):
    x = np.random.default_rng(seed).lognormal(1.0, 0.5, n)
    found = th.fit("generalised_gamma", x)
    logarithms = np.log(x)
    height = stats.lognorm.logpdf(x, logarithms.std(), scale=np.exp(logarithms.mean())).sum()
    assert found.outcome.startswith("limit:") and "Lognormal" in found.outcome and not found.converged
    assert found.params == {"a": 0.0, "d": np.inf, "p": 0.0}
    assert found.log_likelihood == pytest.approx(height, rel=1e-6)


@pytest.mark.parametrize("rows", [20, 6000])
def test_equal_observations_give_burrs_distribution_a_limit(rows):
    # c -> infinity with c k = m: the Pareto distribution of exponent m on (1, infinity).
    found = th.fit("burr_xii", np.full(rows, 3.0))
    m = 1.0 / np.log(3.0)
    assert found.outcome.startswith("limit:") and found.params == {"c": np.inf, "k": 0.0}
    assert found.log_likelihood == pytest.approx(rows * (np.log(m) - (m + 1.0) * np.log(3.0)), rel=1e-9)


def test_a_maximum_inside_is_no_limit():
    x = stats.gengamma.rvs(2.0, 1.5, scale=3.0, size=500, random_state=4)
    found = th.fit("generalised_gamma", x)
    assert found.converged
    assert found.log_likelihood >= stats.gengamma.logpdf(x, *stats.gengamma.fit(x, floc=0)).sum() - 1e-6
