"""Log-likelihoods on data that are far away, large or rare, against the declared density with forty digits."""

import json
from pathlib import Path

import numpy as np
import pytest

import thetahat as th
from everyday import mostly_long
from thetahat.codegen import generate
from thetahat.families import family
from thetahat.verify.evaluate import declared

RANDOM = np.random.default_rng(8)
CASES = {
    "logistic": (1e8 + RANDOM.logistic(size=12), {"mu": 1e8, "scale": 1.0}),
    "asymmetric_laplace": (1e8 + RANDOM.laplace(size=12), {"mu": 1e8, "scale": 0.7, "kappa": 1.3}),
    "negative_binomial_mean": (np.floor(1e9 * RANDOM.uniform(0.5, 1.5, 12)), {"mu": 1e9, "size": 1.7}),
    "negative_binomial_dispersion": (np.floor(1e9 * RANDOM.uniform(0.5, 1.5, 12)), {"mu": 1e9, "alpha": 0.6}),
    "poisson": (np.floor(1e9 + 31623 * RANDOM.normal(size=12)), {"rate": 1e9}),
    "rice": (1e8 + RANDOM.normal(size=12), {"nu": 1e8, "sigma2": 1.3}),
    "zero_truncated_binomial": (RANDOM.integers(1, 4, 12).astype(float), {"p": 1e-12, "trials": 9.0}),
}

FAR = ("kumaraswamy", "lomax", "negative_binomial", "exponentiated_exponential", "truncated_normal_positive")


@pytest.mark.parametrize("name", mostly_long(CASES, ("logistic", "negative_binomial_mean")))
def test_no_more_than_three_digits_are_lost(name):
    x, values = CASES[name]
    model = family(name)
    module = {}
    exec(generate(th.derive(name, contest=False)), module)
    at = [values[p.name] for p in (*model.parameters, *model.known)]
    parameters = {p.symbol: values[p.name] for p in (*model.parameters, *model.known)}
    exact = -float(sum(declared(model, parameters, {model.observation[0]: x}, digits=60)))
    assert module["nll"](x, *at) == pytest.approx(exact, rel=1e-9)


@pytest.mark.parametrize("name", mostly_long(FAR, ("kumaraswamy",)))
def test_a_root_beyond_the_grid_is_found(name):
    entries = json.loads((Path(__file__).parents[1] / "targets" / "extreme.json").read_text(encoding="utf-8"))
    model = family(name)
    module = {}
    exec(generate(th.derive(name, contest=False)), module)
    for e in entries:
        if e["family"] == name and "estimate" in e:
            found = module["estimate"](np.array(e["columns"][model.observation[0].name]))
            exact, errors = np.array(e["estimate"]), np.array(e["errors"])
            assert np.all(np.abs(np.array(list(found.values())) - exact) <= 1e-7 * np.abs(exact) + 1e-3 * errors), e


def test_no_root_is_made_up_where_the_likelihood_only_rises():
    # the shape would have to be infinite
    module = {}
    exec(generate(th.derive("lomax", contest=False)), module)
    assert np.isnan(list(module["estimate"](np.linspace(0.9, 1.1, 30)).values())).all()
