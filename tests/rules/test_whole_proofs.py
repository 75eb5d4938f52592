"""Proofs of the global maximum by concavity in other parameters: where they hold, and where they must not be given."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize, stats

import thetahat as th
from everyday import mostly_long
from thetahat.core.derivation import Status
from thetahat.pipeline import derive

NATURAL = [
    "beta_mean_precision",
    "bivariate_normal",
    "conway_maxwell_poisson_two",
    "hurdle_poisson",
    "logarithmic_series",
    "truncated_normal",
    "truncated_normal_positive",
    "zero_inflated_poisson",
    "zero_truncated_poisson",
]
QUICK = {"beta_mean_precision", "logarithmic_series", "zero_truncated_poisson", "student_t_known", "lomax"}
LOG_CONCAVE = ["half_cauchy", "half_logistic", "hyperbolic_secant", "log_logistic", "logistic"]


def reasons(name: str) -> set[str]:
    derivation = derive(name, contest=False)
    assert derivation.certificate.status("maximum") is Status.PROVED
    return {s.reason.key for s in derivation.steps if s.rule == "concave"}


@pytest.mark.parametrize("name", mostly_long(NATURAL, QUICK))
def test_exponential_families_by_their_natural_parameters(name: str) -> None:
    assert reasons(name) == {"natural_parameters"}


@pytest.mark.parametrize("name", LOG_CONCAVE)
def test_location_and_scale_by_log_concavity(name: str) -> None:
    assert reasons(name) == {"strictly_concave_in"}


@pytest.mark.parametrize("name", mostly_long(["student_t_known", "skew_normal", "beta_binomial", "lomax"], QUICK))
def test_what_is_not_concave_is_not_called_so(name: str) -> None:
    # the likelihoods of the first may have several maxima
    derivation = derive(name, contest=False)
    assert not any(s.rule == "concave" for s in derivation.steps)
    assert derivation.certificate.status("maximum") in (Status.CHECKED, Status.UNPROVED)


def test_one_maximum_wherever_a_search_begins() -> None:
    x = stats.logistic.rvs(3, 0.5, size=30, random_state=1)
    fit = th.fit("logistic", x)
    assert fit.outcome.startswith("global maximum")
    random = np.random.default_rng(2)
    for _ in range(20):
        start = [random.uniform(-20, 20), random.uniform(-3, 3)]
        found = optimize.minimize(
            lambda p: -stats.logistic.logpdf(x, p[0], np.exp(p[1])).sum(), start, method="Nelder-Mead",
            options={"xatol": 1e-9, "fatol": 1e-12, "maxiter": 4000},
        )  # fmt: skip
        assert -found.fun <= fit.log_likelihood + 1e-8


def test_a_redundant_parameter_is_not_called_unique() -> None:
    # x and x^2 are the same on {0, 1}: the likelihood is flat along a + b
    model = th.declare("exp(a*x+b*x**2)/(1+exp(a+b))", parameters={"a": "real", "b": "real"}, support="x in 0, 1")
    certificate = derive(model, contest=False).certificate
    assert certificate.status("maximum") is Status.PROVED
    assert certificate.status("unique") is Status.UNPROVED


def test_a_corner_that_moves_is_seen() -> None:
    # no second derivative sees what |x - m| does at x = m: such a density must be left to other rules
    model = th.declare("(1+abs(x-m))*exp(-abs(x-m))/4", parameters={"m": "real"}, support="real")
    assert not any(s.rule == "concave" for s in derive(model, contest=False).steps)
