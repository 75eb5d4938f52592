"""Declared models that several tests of the verifying part share."""

from functools import cache

import thetahat as th

POSITIVE = "positive"

TEXTS = {
    "normal": ("exp(-(x-mu)**2/(2*v))/sqrt(2*pi*v)", {"mu": "real", "v": POSITIVE}, "real"),
    "gamma": ("x**(a-1)*exp(-x/b)/(gamma(a)*b**a)", {"a": POSITIVE, "b": POSITIVE}, "x > 0"),
    "weibull": ("k/s*(x/s)**(k-1)*exp(-(x/s)**k)", {"s": POSITIVE, "k": POSITIVE}, "x > 0"),
    "logistic": ("exp(-(x-mu)/s)/(s*(1+exp(-(x-mu)/s))**2)", {"mu": "real", "s": POSITIVE}, "real"),
    "cauchy": ("1/(pi*s*(1+((x-mu)/s)**2))", {"mu": "real", "s": POSITIVE}, "real"),
    "laplace": ("exp(-Abs(x-mu)/s)/(2*s)", {"mu": "real", "s": POSITIVE}, "real"),
    "beta": ("x**(a-1)*(1-x)**(b-1)/beta(a,b)", {"a": POSITIVE, "b": POSITIVE}, "0 < x < 1"),
    "uniform": ("1/(b-a)", {"a": "real", "b": "a < b"}, "a <= x <= b"),
    "uniform_to": ("1/theta", {"theta": POSITIVE}, "0 <= x <= theta"),
    "pareto": ("a*m**a/x**(a+1)", {"m": POSITIVE, "a": POSITIVE}, "x >= m"),
    "shifted": ("exp(-(x-c)/s)/s", {"c": "real", "s": POSITIVE}, "x >= c"),
    "poisson": ("exp(-lam)*lam**x/factorial(x)", {"lam": POSITIVE}, "x in 0, 1, 2, ..."),
    "bernoulli": ("p**x*(1-p)**(1-x)", {"p": "0 < p < 1"}, "x in 0, 1"),
    "zeta": ("x**(-s)/zeta(s)", {"s": "s > 1"}, "x in 1, 2, 3, ..."),
    "cells": (
        "Piecewise((p, Eq(x,0)), (q, Eq(x,1)), (1-p-q, True))",
        {"p": "0 < p < 1", "q": "0 < q < 1 - p"},
        "x in 0, 1, 2",
    ),
    "die": ("1/N", {"N": "integer >= 1"}, "x in 1, 2, ..., N"),
    "skew_normal": (
        "2/w*exp(-((x-m)/w)**2/2)/sqrt(2*pi)*(1+erf(a*(x-m)/(w*sqrt(2))))/2",
        {"m": "real", "w": POSITIVE, "a": "real"},
        "real",
    ),
    "student": (
        "gamma((nu+1)/2)/(gamma(nu/2)*sqrt(nu*pi)*s)*(1+((x-mu)/s)**2/nu)**(-(nu+1)/2)",
        {"mu": "real", "s": POSITIVE, "nu": POSITIVE},
        "real",
    ),
    "pareto_generalised": ("(1+xi*x/s)**(-1/xi-1)/s", {"xi": "real", "s": POSITIVE}, "x >= 0 and 1 + xi*x/s > 0"),
}


@cache
def model(name):
    """One of the models by name."""
    density, parameters, support = TEXTS[name]
    return th.declare(density, parameters=parameters, support=support)


@cache
def line():
    """A straight line with normal errors, z given."""
    return th.declare(
        "exp(-(y-a-b*z)**2/(2*v))/sqrt(2*pi*v)",
        observation=("y", "z"),
        given=("z",),
        parameters={"a": "real", "b": "real", "v": POSITIVE},
        support="y real",
    )


def symbols(declared):
    """The parameters' symbols by name."""
    return {p.name: p.symbol for p in (*declared.parameters, *declared.known)}
