"""Families that transformed observations follow: the relations of the text books, and estimates that bear them out."""

from __future__ import annotations

import numpy as np
import pytest
from sympy import Symbol

import thetahat as th
from thetahat.relatives import relatives

KNOWN = {
    "lognormal": {"log(x)": "normal"},
    "inverse_gamma": {"1/x": "gamma_rate"},
    "frechet": {"log(x)": "gumbel", "1/x": "weibull"},
    "rayleigh": {"x**2": "exponential_scale"},
    "log_logistic": {"log(x)": "logistic"},
    "chi": {"x**2": "chi_squared"},
    "logit_normal": {"log(x/(1 - x))": "normal"},
}
NONE = ["normal", "gamma", "exponential", "cauchy", "poisson", "pareto", "bivariate_normal", "weibull_censored"]


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_relations_of_the_text_books(name: str) -> None:
    assert {str(r.transformed): r.family for r in relatives(th.family(name))} == KNOWN[name]


@pytest.mark.parametrize("name", NONE)
def test_simple_families_are_not_traced_to_longer_ones(name: str) -> None:
    assert relatives(th.family(name)) == ()


def test_any_declared_density() -> None:
    model = th.declare("x*exp(-x**2/(2*s**2))/s**2", parameters={"s": "positive"}, support="x > 0")
    (found,) = relatives(model)
    s = Symbol("s", positive=True)
    assert found.family == "exponential_scale"
    assert found.parameters == (("scale", 2 * s**2),)


def test_estimates_agree() -> None:
    x = 3 / np.random.default_rng(4).weibull(1.8, 70)
    whole, inverse = th.fit("frechet", x).params, th.fit("weibull", 1 / x).params
    assert whole["shape"] == pytest.approx(inverse["shape"], rel=1e-9)
    assert whole["scale"] == pytest.approx(1 / inverse["scale"], rel=1e-9)


def test_documents_tell_it() -> None:
    text = th.derive("lognormal", contest=False).to_text()
    assert "log xᵢ follow another family: Normal" in " ".join(text.split())
