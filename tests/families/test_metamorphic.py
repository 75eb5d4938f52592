"""The same law in other words must give the same estimate: renamed, reparametrised, moved, disguised.

A variant is made from a family's text, declared anew, and fitted to the same (or moved) sample; its estimate is carried
back and compared with the family's own.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np
import pytest

import thetahat as th
from gallery import verdicts

SAMPLES: Mapping[str, Callable[[np.random.Generator], Any]] = {
    "normal": lambda r: r.normal(3, 2, 50),
    "normal_sd": lambda r: r.normal(-1, 0.5, 50),
    "exponential": lambda r: r.exponential(2, 50),
    "lognormal": lambda r: r.lognormal(1, 0.5, 50),
    "gamma": lambda r: r.gamma(2.5, 3, 60),
    "inverse_gaussian": lambda r: r.wald(2, 4, 50),
    "rayleigh": lambda r: r.rayleigh(3, 50),
    "weibull": lambda r: 4 * r.weibull(1.7, 60),
    "gumbel": lambda r: r.gumbel(10, 3, 60),
    "pareto": lambda r: 2 * (1 + r.pareto(3, 50)),
    "uniform_zero": lambda r: r.uniform(0, 5, 40),
    "laplace": lambda r: r.laplace(2, 1, 41),
    "beta": lambda r: r.beta(2, 4, 60),
    "kumaraswamy": lambda r: r.beta(2, 3, 60),
    "logistic": lambda r: r.logistic(1, 2, 60),
    "chi_squared": lambda r: r.chisquare(4, 50),
    "exponential_shifted": lambda r: 5 + r.exponential(2, 40),
    "poisson": lambda r: r.poisson(3, 60),
    "geometric": lambda r: r.geometric(0.3, 60),
    "negative_binomial": lambda r: r.negative_binomial(2, 0.3, 120),
    "zero_truncated_poisson": lambda r: 1 + r.binomial(6, 0.3, 60),
}


@dataclass(frozen=True)
class Variant:
    """A declaration, the sample it is fitted to, and the way back to the family's own parameters."""

    density: str
    parameters: dict[str, str]
    support: str
    sample: Any
    back: Callable[[dict[str, float]], dict[str, float]]
    shift_of_log_likelihood: float = 0.0


@functools.cache
def family(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("thetahat.families") / f"{name}.toml").read_text(encoding="utf-8"))


@functools.cache
def sample(name: str) -> Any:
    drawn = np.asarray(SAMPLES[name](np.random.default_rng(len(name))))
    drawn.setflags(write=False)
    return drawn


@functools.cache
def fitted(name: str) -> tuple[dict[str, float], float, str]:
    fit = th.fit(name, sample(name))
    return dict(fit.params), fit.log_likelihood, verdicts()[name]


def put(text: str, name: str, replacement: str) -> str:
    """The text with a name, not a function of that name, replaced."""
    return re.sub(rf"\b{name}\b(?!\()", replacement, text)


def renamed(name: str) -> Variant:
    """Names that mean something elsewhere: n, gamma, lambda."""
    f = family(name)
    new = dict(zip(f["parameters"], ("gamma", "n", "lambda"), strict=False))
    density, support, domains = f["density"], f["support"], dict(f["parameters"])
    for old, other in new.items():
        density, support = put(density, old, f"@{other}"), put(support, old, f"@{other}")
        domains = {p: put(d, old, f"@{other}") for p, d in domains.items()}
    clean = {new[p]: d.replace("@", "") for p, d in domains.items()}
    return Variant(
        density.replace("@", ""),
        clean,
        support.replace("@", ""),
        sample(name),
        lambda got: {p: got[new[p]] for p in new},
    )


def through(name: str, replacement: str, domain: str, back: Callable[[float], float]) -> Variant:
    """Every positive parameter p replaced by an expression in a new one."""
    f = family(name)
    positive = [p for p, d in f["parameters"].items() if d == "positive"]
    density, support = f["density"], f["support"]
    for p in positive:
        density = put(density, p, f"({replacement.format('h_' + p)})")
        support = put(support, p, f"({replacement.format('h_' + p)})")
    parameters = {f"h_{p}" if p in positive else p: domain if p in positive else d for p, d in f["parameters"].items()}
    return Variant(
        density,
        parameters,
        support,
        sample(name),
        lambda got: {p: back(got[f"h_{p}"]) if p in positive else got[p] for p in f["parameters"]},
    )


def exponential_parameters(name: str) -> Variant:
    return through(name, "exp({})", "real", np.exp)


def reciprocal_parameters(name: str) -> Variant:
    return through(name, "1/{}", "positive", lambda w: 1 / w)


def affine_data(name: str) -> Variant:
    """The sample moved to 100 + 8x, the density moved with it."""
    f = family(name)
    support = put(f["support"], "x", "(x-100)/8")
    moved = 100 + 8 * sample(name)
    for text, same in MOVED_SUPPORTS.items():
        support = same if support == text else support
    return Variant(
        f"({put(f['density'], 'x', '((x-100)/8)')})/8",
        dict(f["parameters"]),
        support,
        moved,
        lambda got: got,
        -moved.size * float(np.log(8)),
    )


MOVED_SUPPORTS = {
    "(x-100)/8 > 0": "x > 100",
    "(x-100)/8 >= 0": "x >= 100",
    "0 < (x-100)/8 < 1": "100 < x < 108",
    "(x-100)/8 >= x_m": "x >= 100 + 8*x_m",
    "(x-100)/8 >= location": "x >= 100 + 8*location",
    "0 <= (x-100)/8 <= theta": "100 <= x <= 100 + 8*theta",
}


def disguise(wrapping: str) -> Callable[[str], Variant]:
    """The density inside an expression that is equal to it."""

    def make(name: str) -> Variant:
        f = family(name)
        density = wrapping.format(f"({f['density']})")
        return Variant(density, dict(f["parameters"]), f["support"], sample(name), lambda got: got)

    return make


VARIANTS: Mapping[str, Callable[[str], Variant]] = {
    "renamed": renamed,
    "exponential": exponential_parameters,
    "reciprocal": reciprocal_parameters,
    "affine": affine_data,
    "times_one": disguise("{0}*exp(2*x)*exp(-x)/exp(x)"),
    "root_of_square": disguise("sqrt({0}**2)"),
    "reciprocal_of_reciprocal": disguise("1/(1/{0})"),
    "exp_of_log": disguise("exp(log({0}))"),
    "halves": disguise("({0}+{0})/2"),
    "odd_constant": disguise("gamma(4)*{0}/(sqrt(9)*(cos(1)**2+sin(1)**2)*2)"),
}

COUNTS = {"poisson", "geometric", "negative_binomial", "zero_truncated_poisson"}
EVERYDAY = (
    ("normal", "renamed"),
    ("normal", "times_one"),
    ("normal_sd", "exponential"),
    ("exponential", "affine"),
    ("exponential", "reciprocal_of_reciprocal"),
    ("gamma", "reciprocal"),
    ("weibull", "exponential"),
    ("rayleigh", "root_of_square"),
    ("pareto", "reciprocal"),
    ("uniform_zero", "affine"),
    ("laplace", "renamed"),
    ("poisson", "exp_of_log"),
    ("geometric", "odd_constant"),
    ("lognormal", "halves"),
)
LONG = tuple(
    (n, v) for n in SAMPLES for v in VARIANTS if (n, v) not in EVERYDAY and not (v == "affine" and n in COUNTS)
)


def check(name: str, kind: str) -> None:
    variant = VARIANTS[kind](name)
    params, log_likelihood, verdict = fitted(name)
    model = th.declare(variant.density, parameters=variant.parameters, support=variant.support)
    derivation = th.derive(model)
    fit = th.fit(derivation, variant.sample)
    assert variant.back(dict(fit.params)) == pytest.approx(params, rel=1e-7)
    assert fit.log_likelihood == pytest.approx(log_likelihood + variant.shift_of_log_likelihood, rel=1e-9)
    assert str(derivation.verdict) == verdict


@pytest.mark.parametrize(("name", "kind"), EVERYDAY)
def test_same_law_same_estimate(name: str, kind: str) -> None:
    check(name, kind)


@pytest.mark.long
@pytest.mark.parametrize(("name", "kind"), LONG)
def test_same_law_same_estimate_everywhere(name: str, kind: str) -> None:
    check(name, kind)
