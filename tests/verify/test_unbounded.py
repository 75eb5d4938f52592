"""Which likelihoods grow without bound: known results, each with the path by hand.

Student t: mu on an observation, s to 0, nu below 1/(n - 1) (Fernandez and Steel 1999).  Thresholds: the end on the
smallest observation with a shape below one; lognormal: the variance grows like log(eps)**2 (Hill 1963).  Bounded tails:
xi < -1 (Smith 1985).  Mixtures: one component collapses (Day 1969).  Heavy-tailed extreme values: xi like log(1/eps).
"""

import numpy as np
import pytest
import sympy as sp

import thetahat as th
from everyday import mostly_long
from thetahat.core.derivation import LogLikelihood, Status
from thetahat.core.statistics import Maximum, Minimum
from thetahat.verify import declared, paths
from thetahat.verify.points import Points
from thetahat.verify.unbounded import probe, steps

from .examples import model

P = "positive"
GEV = "(1+xi*(x-mu)/s)**(-1/xi-1)*exp(-(1+xi*(x-mu)/s)**(-1/xi))/s"

UNBOUNDED = {
    "student": (
        "gamma((nu+1)/2)/(gamma(nu/2)*sqrt(nu*pi)*s)*(1+((x-mu)/s)**2/nu)**(-(nu+1)/2)",
        {"mu": "real", "s": P, "nu": P},
        "real",
    ),
    "student in other words": (
        "gamma((exp(w)+1)/2)/(gamma(exp(w)/2)*sqrt(exp(w)*pi)*exp(e))*(1+((x-1/m)/exp(e))**2/exp(w))**(-(exp(w)+1)/2)",
        {"m": "real", "e": "real", "w": "real"},
        "real",
    ),
    "weibull": ("k/s*((x-c)/s)**(k-1)*exp(-((x-c)/s)**k)", {"c": "real", "s": P, "k": P}, "x > c"),
    "lognormal": ("exp(-(log(x-c)-mu)**2/(2*v))/((x-c)*sqrt(2*pi*v))", {"c": "real", "mu": "real", "v": P}, "x > c"),
    "gamma": ("(x-c)**(a-1)*exp(-(x-c)/s)/(gamma(a)*s**a)", {"c": "real", "a": P, "s": P}, "x > c"),
    "power": ("c*(x-a)**(c-1)/(b-a)**c", {"a": "real", "b": "a < b", "c": P}, "a < x <= b"),
    "arcsine": ("1/(pi*sqrt((x-a)*(b-x)))", {"a": "real", "b": "a < b"}, "a < x < b"),
    "beta": (
        "(x-a)**(p-1)*(b-x)**(q-1)/(beta(p,q)*(b-a)**(p+q-1))",
        {"a": "real", "b": "a < b", "p": P, "q": P},
        "a < x < b",
    ),
    "pareto": ("(1+xi*x/s)**(-1/xi-1)/s", {"xi": "real", "s": P}, "x >= 0 and 1 + xi*x/s > 0"),
    "extreme value": (GEV, {"mu": "real", "s": P, "xi": "real"}, "1 + xi*(x-mu)/s > 0"),
    "extreme value, heavy tail": (GEV, {"mu": "real", "s": P, "xi": P}, "1 + xi*(x-mu)/s > 0"),
    "mixture": (
        "p*exp(-(x-a)**2/(2*u))/sqrt(2*pi*u)+(1-p)*exp(-(x-b)**2/(2*v))/sqrt(2*pi*v)",
        {"p": "0 < p < 1", "a": "real", "b": "real", "u": P, "v": P},
        "real",
    ),
}

BOUNDED = {
    "mixture with one variance": (
        "p*exp(-(x-a)**2/(2*v))/sqrt(2*pi*v)+(1-p)*exp(-(x-b)**2/(2*v))/sqrt(2*pi*v)",
        {"p": "0 < p < 1", "a": "real", "b": "real", "v": P},
        "real",
    ),
    "mixture of poissons": (
        "p*exp(-a)*a**x/factorial(x)+(1-p)*exp(-b)*b**x/factorial(x)",
        {"p": "0 < p < 1", "a": P, "b": P},
        "x in 0, 1, 2, ...",
    ),
    "mixture of exponentials": ("p*a*exp(-a*x)+(1-p)*b*exp(-b*x)", {"p": "0 < p < 1", "a": P, "b": P}, "x > 0"),
    "levy": ("sqrt(s/(2*pi))*exp(-s/(2*(x-c)))/(x-c)**(3/2)", {"c": "real", "s": P}, "x > c"),
    "rayleigh": ("(x-c)/s**2*exp(-(x-c)**2/(2*s**2))", {"c": "real", "s": P}, "x > c"),
    "gumbel": ("exp(-(x-m)/s-exp(-(x-m)/s))/s", {"m": "real", "s": P}, "real"),
    "von mises": ("exp(k*cos(x-m))/(2*pi*besseli(0,k))", {"m": "-pi < m <= pi", "k": P}, "-pi < x <= pi"),
    "generalised gamma": ("p/(gamma(d/p)*a**d)*x**(d-1)*exp(-(x/a)**p)", {"a": P, "d": P, "p": P}, "x > 0"),
    "error law around zero": ("p/(2*a*gamma(1/p))*exp(-(Abs(x)/a)**p)", {"a": P, "p": P}, "real"),
    "student around zero": (
        "gamma((nu+1)/2)/(gamma(nu/2)*sqrt(nu*pi)*s)*(1+(x/s)**2/nu)**(-(nu+1)/2)",
        {"s": P, "nu": P},
        "real",
    ),
    "heavy pareto": ("(1+xi*x/s)**(-1/xi-1)/s", {"xi": P, "s": P}, "x >= 0"),
    "gompertz": ("b*c*exp(c+b*x-c*exp(b*x))", {"b": P, "c": P}, "x >= 0"),
    "lomax": ("a/s*(1+x/s)**(-a-1)", {"a": P, "s": P}, "x > 0"),
    "steep power": ("k*(b-x)**(k-1)/b**k", {"b": P, "k": "k > 2"}, "0 < x < b"),
}
REGULAR = (
    "normal",
    "gamma",
    "weibull",
    "logistic",
    "cauchy",
    "laplace",
    "beta",
    "uniform",
    "uniform_to",
    "pareto",
    "shifted",
    "skew_normal",
)


def declare(row):
    density, parameters, support = row
    return th.declare(density, parameters=parameters, support=support)


QUICK = [n for n in UNBOUNDED if not n.startswith(("mixture", "student", "extreme"))]


@pytest.mark.parametrize("name", mostly_long(UNBOUNDED, ["student", *QUICK]))
def test_unbounded(name):
    m = declare(UNBOUNDED[name])
    found = probe(m)
    assert found is not None
    assert found.status is Status.PROVED
    assert {e.left for e in found.reason.bindings["path"]} == set(m.symbols)
    grows_on_new_data(m, found)


def grows_on_new_data(m, found):
    """With 500 digits, on a sample of 15 that the probe has not seen, l/log(1/eps) tends to the proved rate."""
    import mpmath

    points = Points(m, 99)
    _, data = points.sample(15)
    (x,) = m.observation
    ordered = np.sort(data[x])
    touched = sp.Symbol(f"{x.name}_1", real=True)
    values = []
    with mpmath.workdps(500):
        for k in (100, 200):
            names = {paths.EPSILON: sp.Float(10, 500) ** -k, touched: sp.Float(float(ordered[7]), 500)}
            names |= {Minimum(x): sp.Float(float(ordered[0]), 500), Maximum(x): sp.Float(float(ordered[-1]), 500)}
            at = {}
            for e in found.reason.bindings["path"]:
                at[e.left] = mpmath.mpf(e.right[0].xreplace(names).xreplace(at_symbols(at)).evalf(500)._mpf_)
            values.append(mpmath.mpf(declared.log_likelihood(m, at, data, None, 500).item()))
        slope = (values[1] - values[0]) / (100 * mpmath.log(10))
    assert abs(float(slope) - float(found.reason.bindings["rate"])) < 0.15


def at_symbols(at):
    """Values found so far, for the formulas that follow."""
    return {s: sp.Float._new(v._mpf_, 1700) for s, v in at.items()}


@pytest.mark.parametrize("name", BOUNDED)
def test_bounded(name):
    assert probe(declare(BOUNDED[name])) is None


@pytest.mark.parametrize("name", REGULAR)
def test_regular_families(name):
    assert probe(model(name)) is None


@pytest.mark.long
def test_a_profiled_path():
    """Error law with free power: mu on an observation, p to 0, a at its best; l grows like (n/p) log(n/(n - 1))."""
    m = th.declare(
        "p/(2*a*gamma(1/p))*exp(-(Abs(x-mu)/a)**p)", parameters={"mu": "real", "a": P, "p": P}, support="real"
    )
    found = probe(m)
    assert found is not None
    assert found.status is Status.CHECKED
    # from below: the next term is of the order of log log(1/eps)
    assert 0.5 < found.figures["slope"] < 10 * np.log(10 / 9)


def test_the_step_that_shows_the_path():
    m = declare(UNBOUNDED["weibull"])
    found = probe(m)
    (step,) = steps(m, found)
    assert step.rule == "unbounded"
    assert any(e.left == LogLikelihood(*m.symbols) and e.right == (sp.oo,) for e in step.equations)
    assert step.equations[: len(m.parameters)] == found.reason.bindings["path"]


def test_the_same_for_every_run():
    m = declare(UNBOUNDED["gamma"])
    assert probe(m) == probe(m)
