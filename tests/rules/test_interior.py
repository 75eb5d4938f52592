"""Existence by theorem: regular exponential families on a curve, log-concave location and scale, and nothing else."""

import numpy as np
import pytest
from scipy import stats
from sympy import oo

import thetahat as th

PROVED = {
    "beta": {"alpha": oo, "beta": oo},
    "beta_mean_precision": {},
    "beta_prime": {"alpha": oo, "beta": oo},
    "logistic": {"scale": 0},
    "log_logistic": {"shape": oo},
    "hyperbolic_secant": {"scale": 0},
}
"""Families, and where their parameters run if all observations are equal, as far as it is known."""

DECLARED = [
    # a logistic distribution of log(x/(1-x))
    (
        "exp(-(log(x/(1-x))-m)/s)/(s*x*(1-x)*(1+exp(-(log(x/(1-x))-m)/s))**2)",
        {"m": "real", "s": "positive"},
        "0 < x < 1",
    ),
    # the beta distribution in the logarithms of its parameters
    (
        "x**(exp(a)-1)*(1-x)**(exp(b)-1)*gamma(exp(a)+exp(b))/(gamma(exp(a))*gamma(exp(b)))",
        {"a": "real", "b": "real"},
        "0 < x < 1",
    ),
]


@pytest.mark.parametrize("name", PROVED)
def test_two_different_observations_are_needed_and_enough(name):
    derivation = th.derive(name)
    assert derivation.certificate.status("exists") == "proved"
    (condition,) = (c for c in derivation.conditions if c.kind == "exists")
    assert str(condition) == "A maximum exists only if the xᵢ are not all equal."
    assert dict(condition.otherwise) == PROVED[name]
    assert th.fit(derivation, [0.4] * 7).outcome.startswith("no maximum")
    fit = th.fit(derivation, [0.4, 0.4, 0.4, 0.41])
    assert fit.outcome.startswith("global maximum")


@pytest.mark.parametrize(("density", "parameters", "support"), DECLARED)
def test_declared_densities(density, parameters, support):
    derivation = th.derive(th.declare(density, parameters=parameters, support=support))
    assert derivation.certificate.status("exists") == "proved"
    assert not th.fit(derivation, [0.3, 0.3]).converged
    assert th.fit(derivation, [0.3, 0.6]).converged


@pytest.mark.parametrize(
    "name",
    [
        "generalised_inverse_gaussian",  # its normalising integral is finite at ends of the natural parameters
        "truncated_normal",  # the natural parameters of the declared distributions are not all there are
        "cauchy",  # not log-concave
        "conway_maxwell_poisson",
    ],
)
def test_what_the_theorems_do_not_cover_stays_open(name):
    assert th.derive(name).certificate.status("exists") == "unproved"


def test_a_location_that_cannot_be_negative_has_an_end_at_which_nothing_falls():
    """The bound needs all real locations: data left of 0 drive a positive one to its end."""
    density = "b*exp(-(b*x-a))/(1+exp(-(b*x-a)))**2"
    model = th.declare(density, parameters={"a": "positive", "b": "positive"}, support="real")
    derivation = th.derive(model, contest=False)
    assert derivation.certificate.status("exists") == "unproved"
    x = np.random.default_rng(1).logistic(-3, 1, (2, 50))
    fit = th.fit(derivation, x[0])
    assert fit.outcome.startswith("limit") and fit.params["a"] == 0.0
    assert not th.fit(derivation, x, axis=-1).converged.any()
    assert th.fit(derivation, x[0] + 6).outcome.startswith("global maximum")


def test_the_likelihood_of_equal_observations_has_no_maximum():
    """SciPy's own log-density, without any of ours, rises along the mean as the precision grows."""
    rising = [stats.beta(0.4 * k, 0.6 * k).logpdf(0.4) for k in 10.0 ** np.arange(8)]
    assert np.all(np.diff(rising) > 1)


def test_the_proof_is_written():
    text = th.derive("beta").to_markdown()
    assert "convex hull" in text and "Barndorff-Nielsen" in text
    assert r"\le" in th.derive("logistic").to_markdown()
