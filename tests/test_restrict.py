"""Bounds and constraints: the narrowed model against the closed answers that it has."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import optimize, stats

import thetahat as th
from thetahat.errors import RequestError, ThetahatError
from thetahat.restrict import bounded, tied

DATA = np.random.default_rng(0).normal(-1, 2, 40)


def test_a_bound_that_binds_is_the_estimate():
    model = bounded(th.family("normal"), {"mu": (0, None)})
    fit = th.fit(model, DATA)
    assert fit.params["mu"] == 0 and fit.outcome.startswith("boundary")
    assert fit.params["sigma2"] == pytest.approx(np.mean(DATA**2), rel=1e-12)
    assert math.isnan(fit.standard_errors["mu"])
    free = th.fit(model, DATA + 3)
    assert free.params["mu"] == pytest.approx(DATA.mean() + 3, rel=1e-12)


@pytest.mark.long
@pytest.mark.parametrize("shape", [0.5, 2.0, 20.0])
def test_gamma_with_its_shape_between_two_bounds(shape):
    data = np.random.default_rng(1).gamma(shape, 1, 60)
    fit = th.fit(bounded(th.family("gamma"), {"shape": (1, 5)}), data)
    free = stats.gamma.fit(data, floc=0)[0]
    assert fit.params["shape"] == pytest.approx(min(max(free, 1), 5), rel=1e-6)
    assert fit.params["scale"] == pytest.approx(data.mean() / fit.params["shape"], rel=1e-9)


@pytest.mark.long
def test_a_parameter_tied_to_another():
    data = np.random.default_rng(2).gamma(2, 4, 100)
    fit = th.fit(tied(th.family("gamma"), {"scale": "2*shape"}), data)
    known = optimize.minimize_scalar(
        lambda k: -stats.gamma.logpdf(data, k, scale=2 * k).sum(), bounds=(0.1, 20), method="bounded"
    )
    assert tuple(fit.params) == ("shape",)
    assert fit.params["shape"] == pytest.approx(known.x, rel=1e-5)
    assert fit.log_likelihood == pytest.approx(-known.fun, rel=1e-12)


def test_normal_with_equal_mean_and_variance():
    """The positive root of v^2 + v = mean of x^2."""
    data = np.random.default_rng(3).normal(2, math.sqrt(2), 50)
    fit = th.fit(tied(th.family("normal"), {"mu": "sigma2"}), data)
    assert fit.params["sigma2"] == pytest.approx((math.sqrt(1 + 4 * np.mean(data**2)) - 1) / 2, rel=1e-12)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda m: bounded(m, {"mean": (0, 1)}), "did you mean"),
        (lambda m: bounded(m, {"mu": (1, 0)}), "nothing is left for mu"),
        (lambda m: bounded(m, {"mu": "positive"}), "pair of numbers"),
        (lambda m: bounded(m, {"mu": (math.nan, 1)}), "not a number"),
        (lambda m: tied(m, {"mean": "1"}), "did you mean"),
        (lambda m: tied(m, {"mu": "sigma2 > 1"}), "condition"),
        (lambda m: tied(m, {"mu": "sigma2", "sigma2": "mu"}), "tied itself"),
        (lambda m: tied(m, {"mu": "1", "sigma2": "2"}), "nothing is left"),
        (lambda m: tied(m, {"mu": "__import__('os')"}), "constraint on mu"),
    ],
)
def test_what_makes_no_sense_is_refused(call, message):
    with pytest.raises(ThetahatError, match=message):
        call(th.family("normal"))


def test_an_integer_has_no_bounds():
    with pytest.raises(RequestError, match="integer"):
        bounded(th.family("binomial_both"), {"trials": (1, 5)})


def test_the_public_name_takes_them():
    data = np.random.default_rng(3).normal(2, math.sqrt(2), 50)
    fit = th.fit("normal", data, constraints={"mu": "sigma2"})
    assert fit.estimate(fit.tied["mu"]).value == fit.params["sigma2"] and "= sigma2" in fit.summary()
    assert th.fit("normal", DATA, bounds={"mu": (0, None)}).params["mu"] == 0
    robust = th.fit("normal", DATA, cov="robust")
    assert robust.covariance_kind == "robust" and "sandwich" in robust.summary()


def test_a_start_may_find_a_higher_maximum():
    """Cauchy data in two clumps have two maxima: from either start the greater one is reported."""
    data = np.array([-6.2, -6.0, -5.9, 5.8, 6.0, 6.1, 6.3])
    fit = th.fit("cauchy", data, fixed={"scale": 0.5})
    for location in (-6.0, 6.0):
        again = th.fit("cauchy", data, fixed={"scale": 0.5}, start={"location": location})
        assert again.params["location"] == pytest.approx(fit.params["location"], rel=1e-6)
    with pytest.raises(RequestError, match="not free"):
        th.fit("cauchy", data, fixed={"scale": 0.5}, start={"scale": 1.0})
    with pytest.raises(RequestError, match="outside the domain"):
        th.fit("exponential", data + 7, start={"rate": -1.0})
