"""Right estimators win; wrong ones, even by one part in a thousand, lose."""

import numpy as np
import pytest
from scipy import optimize, special, stats

import thetahat as th
from thetahat.core.derivation import Status
from thetahat.verify.contest import Effort, contest

from .examples import line, model

QUICK = Effort(samples=1, generations=12)


def gamma(data, known):
    x = data["x"]
    s = np.log(x.mean()) - np.log(x).mean()
    a = optimize.brentq(lambda a: np.log(a) - special.digamma(a) - s, 0.4 / s, 1.1 / s, xtol=1e-14)
    return {"a": a, "b": x.mean() / a}


def straight(data, known):
    slope, start = np.polyfit(data["z"], data["y"], 1)
    return {"a": start, "b": slope, "v": np.mean((data["y"] - start - slope * data["z"]) ** 2)}


RIGHT = {
    "normal": lambda d, k: {"mu": d["x"].mean(), "v": d["x"].var()},
    "gamma": gamma,
    "laplace": lambda d, k: {"mu": np.median(d["x"]), "s": np.abs(d["x"] - np.median(d["x"])).mean()},
    "uniform": lambda d, k: {"a": d["x"].min(), "b": d["x"].max()},
    "uniform_to": lambda d, k: {"theta": d["x"].max()},
    "pareto": lambda d, k: {"m": d["x"].min(), "a": len(d["x"]) / np.log(d["x"] / d["x"].min()).sum()},
    "shifted": lambda d, k: {"c": d["x"].min(), "s": (d["x"] - d["x"].min()).mean()},
    "poisson": lambda d, k: {"lam": d["x"].mean()} if d["x"].any() else None,
    "bernoulli": lambda d, k: {"p": d["x"].mean()} if 0 < d["x"].mean() < 1 else None,
    "die": lambda d, k: {"N": d["x"].max()},
}


@pytest.mark.parametrize("name", RIGHT)
def test_right_estimators(name):
    found = contest(model(name), RIGHT[name])
    assert found.status is Status.CHECKED, found
    assert found.claim == "contest"
    assert found.figures["samples"] >= 5
    assert found.figures["worst"] <= 1e-9


def test_tuples():
    assert contest(line(), straight, effort=QUICK).status is Status.CHECKED


WRONG = {
    "normal": [
        lambda d, k: {"mu": d["x"].mean(), "v": d["x"].var() * 1.001},
        lambda d, k: {"mu": np.median(d["x"]), "v": d["x"].var()},
        lambda d, k: {"mu": d["x"].mean(), "v": -1.0},
    ],
    "uniform_to": [lambda d, k: {"theta": d["x"].max() * (1 + 1e-7)}, lambda d, k: {"theta": d["x"].max() * 0.99}],
    "cauchy": [lambda d, k: {"mu": np.median(d["x"]), "s": stats.iqr(d["x"]) / 2}],
    "die": [lambda d, k: {"N": d["x"].max() + 1}, lambda d, k: {"N": d["x"].max() - 0.5}],
    "laplace": [lambda d, k: {"mu": d["x"].mean(), "s": np.abs(d["x"] - d["x"].mean()).mean()}],
}


@pytest.mark.parametrize(("name", "number"), [(n, j) for n in WRONG for j in range(len(WRONG[n]))])
def test_wrong_estimators(name, number):
    found = contest(model(name), WRONG[name][number])
    assert found.status is Status.UNPROVED
    assert found.reason.key == "contest_lost"
    assert found.figures["worst"] > 1e-9
    assert len(found.reason.bindings["better"]) == len(model(name).parameters)


def test_a_local_maximum_loses():
    """The Cauchy location has several local maxima; the one at the smallest observation's hill is rarely the best."""
    m = th.declare("1/(pi*(1+(x-mu)**2))", parameters={"mu": "real"}, support="real")

    def first_hill(data, known):
        x = data["x"]
        near = optimize.minimize(lambda m: -stats.cauchy.logpdf(x, m[0]).sum(), [x.min()], method="Nelder-Mead")
        return {"mu": near.x[0]}

    assert contest(m, first_hill).reason.key == "contest_lost"


def test_no_contest():
    found = contest(model("normal"), lambda d, k: None, effort=QUICK)
    assert (found.status, found.reason.key) == (Status.UNPROVED, "contest_not_held")
    infinite = contest(model("normal"), lambda d, k: {"mu": np.nan, "v": np.inf}, effort=QUICK)
    assert infinite.reason.key == "contest_not_held"


def test_false_victories_of_doubles_are_seen_through():
    """log Gamma(r + x) - log Gamma(r) loses all digits at large r: doubles see likelihoods that are not there."""
    m = th.declare(
        "gamma(x+r)/(gamma(r)*factorial(x))*p**r*(1-p)**x",
        parameters={"r": "positive", "p": "0 < p < 1"},
        support="x in 0, 1, 2, ...",
    )

    def estimate(data, known):
        x = data["x"]
        if x.var() <= x.mean():
            return None

        def slope(r):
            return special.digamma(x + r).mean() - special.digamma(r) + np.log(r / (r + x.mean()))

        top = 1.0
        while slope(top) > 0:
            top *= 2
        low = 1.0
        while slope(low) < 0:
            low /= 2
        r = optimize.brentq(slope, low, top, xtol=1e-13) if low < top else low
        return {"r": r, "p": r / (r + x.mean())}

    assert contest(m, estimate, effort=QUICK).status is Status.CHECKED


def test_known_constants_are_handed_over():
    m = th.declare(
        "binomial(m,x)*p**x*(1-p)**(m-x)",
        parameters={"p": "0 < p < 1"},
        known={"m": "integer >= 1"},
        support="x in 0, 1, 2, ..., m",
    )

    def estimate(data, known):
        p = data["x"].mean() / known["m"]
        return {"p": p} if 0 < p < 1 else None

    assert contest(m, estimate, effort=QUICK).status is Status.CHECKED
