"""Fits that were published, with the data in tests/data: estimates to the digits that are printed there."""

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import optimize

import thetahat as th

HERE = Path(__file__).resolve().parent
DATA = json.loads((HERE / "data" / "published.json").read_text(encoding="utf-8"))
FITS = json.loads((HERE / "truth" / "published.json").read_text(encoding="utf-8"))


def intervals(published, aircraft):
    table = pd.read_csv(published / "air_conditioning.csv")
    return table.loc[table["aircraft"] == aircraft, "hours"].to_numpy(dtype=float)


def test_mites_on_apple_leaves(published):
    """Bliss and Fisher (1953), Biometrics 9: the maximum-likelihood k of the negative binomial is 1.02459."""
    fit = th.fit("negative_binomial", published / "red_mites.csv", column="mites", weights="leaves")
    assert fit.params["size"] == pytest.approx(1.02459, abs=5e-6)
    # The mean is the sample's, 172/150.
    p = fit.params["p"]
    assert fit.params["size"] * (1 - p) / p == pytest.approx(172 / 150, rel=1e-9)


def test_yeast_cells(published):
    """Venables and Ripley's MASS, theta.ml on these counts: theta 3.586, standard error 1.750."""
    fit = th.fit("negative_binomial", published / "yeast_cells.csv", column="cells", weights="squares")
    assert fit.params["size"] == pytest.approx(3.586, abs=5e-4)
    assert fit.standard_errors["size"] == pytest.approx(1.750, abs=5e-4)


def test_air_conditioning_of_one_aircraft(published):
    """Davison and Hinkley (1997), example 2.6 on the twelve intervals: exponential mean 108.083, gamma shape 0.71."""
    x = intervals(published, 8044)
    scale = th.fit("exponential_scale", x)
    assert next(iter(scale.params.values())) == pytest.approx(108.083, abs=5e-4)
    gamma = th.fit("gamma", x)
    assert gamma.params["shape"] == pytest.approx(0.71, abs=5e-3)


def test_air_conditioning_with_an_exponentiated_exponential(published):
    """Gupta and Kundu (2001), aircraft 7912: rate 0.0145, shape 0.813; the rest of the digits by a simplex search."""
    model = th.declare(
        "alpha*lam*(1-exp(-lam*x))**(alpha-1)*exp(-lam*x)",
        parameters={"alpha": "positive", "lam": "positive"},
        support="x > 0",
    )
    x = intervals(published, 7912)
    fit = th.fit(model, x)

    def nll(theta):
        alpha, lam = theta
        return -np.sum(np.log(alpha * lam) + (alpha - 1) * np.log(-np.expm1(-lam * x)) - lam * x)

    options = {"xatol": 1e-10, "fatol": 1e-12, "maxiter": 4000}
    simplex = optimize.minimize(nll, [0.813, 0.0145], method="Nelder-Mead", options=options)
    assert fit.params["lam"] == pytest.approx(0.0145, abs=1e-4) and fit.params["alpha"] == pytest.approx(
        0.813, abs=5e-3
    )
    np.testing.assert_allclose([fit.params["alpha"], fit.params["lam"]], simplex.x, rtol=1e-6)
    assert fit.nll == pytest.approx(simplex.fun, rel=1e-12)


def test_ball_bearings(published):
    """Deep-groove ball bearings, Weibull: shape 2.102, scale 81.88 in the literature on reliability."""
    x = np.loadtxt(published / "ball_bearings.txt")
    fit = th.fit("weibull", x)
    assert fit.params["shape"] == pytest.approx(2.102, abs=5e-4)
    assert fit.params["scale"] == pytest.approx(81.88, abs=5e-3)


def test_ball_bearings_lognormal(published):
    """The lognormal's estimates are the mean and the deviation (divisor n) of the logarithms."""
    logs = np.log(np.loadtxt(published / "ball_bearings.txt"))
    values = list(th.fit("lognormal", np.exp(logs)).params.values())
    assert values[0] == pytest.approx(math.fsum(logs) / 23, rel=1e-12)
    assert values[1] in (pytest.approx(logs.std(), rel=1e-10), pytest.approx(logs.var(), rel=1e-10))


@pytest.mark.parametrize("known", FITS, ids=lambda known: f"{known['family']}-{known['data']}")
def test_fits_to_published_data(known):
    """The figures of tests/truth/make_published.py: mpmath at 50 digits, held against what the literature prints."""
    data = {key: values for key, values in DATA[known["data"]].items() if key != "source"}
    frequencies = data.pop("frequencies", None)
    fit = th.fit(known["family"], data.get("values", data), weights=frequencies, fixed=known.get("fixed"))
    assert fit.log_likelihood == pytest.approx(known["log_likelihood"], rel=1e-10)
    for name, value in known["params"].items():
        assert fit.params[name] == pytest.approx(value, rel=1e-7), name
        assert fit.standard_errors[name] == pytest.approx(known["standard_errors"][name], rel=1e-5), name
