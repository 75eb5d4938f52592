"""The third seed: four heights, 173, 177, 175, 178, with a known spread.

The likelihood of the sample is a product of densities; the mean that makes it greatest makes its logarithm greatest and
its negative logarithm least, and it is 175.75.
"""

import numpy as np
import pytest
from scipy import optimize, stats

import thetahat as th
from thetahat.core.derivation import Likelihood, LogLikelihood, SampleProduct

SIGMA = 3.0


@pytest.fixture(scope="module")
def heights(published):
    return np.array((published / "heights.txt").read_text().split(), dtype=float)


@pytest.fixture(scope="module")
def model():
    return th.declare(
        "exp(-(x-mu)**2/(2*sigma**2))/(sigma*sqrt(2*pi))",
        parameters={"mu": "real"},
        known={"sigma": "positive"},
        support="real",
    )


def test_the_estimate(model, heights):
    fit = th.fit(model, heights, fixed={"sigma": SIGMA})
    assert fit.params["mu"] == 175.75
    assert fit.standard_errors["mu"] == pytest.approx(SIGMA / 2, rel=1e-14)


@pytest.mark.parametrize(
    "criterion",
    [
        lambda mu, x: -np.prod(stats.norm.pdf(x, mu, SIGMA)),
        lambda mu, x: -np.sum(stats.norm.logpdf(x, mu, SIGMA)),
    ],
    ids=["likelihood", "log-likelihood"],
)
def test_product_and_sum_have_the_same_greatest_point(criterion, heights):
    found = optimize.minimize_scalar(criterion, (174, 177), args=(heights,), options={"xtol": 1e-10})
    assert found.x == pytest.approx(175.75, abs=1e-5)


def test_the_derivation_shows_the_product_then_the_sum(model):
    steps = th.derive(model).steps
    shown = [equation for step in steps for equation in step.equations]
    product = next(i for i, e in enumerate(shown) if isinstance(e.left, Likelihood))
    total = next(i for i, e in enumerate(shown) if isinstance(e.left, LogLikelihood))
    assert product < total
    assert any(side.has(SampleProduct) for side in shown[product].right)
    assert any(side.has(th.Total) for side in shown[total].right)


def test_three_candidates_over_the_sample(model, heights):
    """The candidates' likelihoods stand in the order of their distance from the mean."""
    nll = th.derive(model).functions()["nll"]
    values = [nll(heights, mu, SIGMA) for mu in (170.0, 175.75, 180.0)]
    np.testing.assert_allclose(values, [-stats.norm.logpdf(heights, mu, SIGMA).sum() for mu in (170.0, 175.75, 180.0)])
    assert min(values) == values[1]
