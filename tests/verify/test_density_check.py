"""Densities that integrate to one, and functions that do not."""

import pytest

import thetahat as th
from thetahat.errors import DeclarationError
from thetahat.verify.density import check

from .examples import TEXTS, line, model

P = "positive"


@pytest.mark.parametrize("name", TEXTS)
def test_densities(name):
    assert check(model(name)) == "checked"


@pytest.mark.parametrize(
    ("density", "parameters", "support"),
    [
        ("exp(exp(u)*t)*x**(exp(u)-1)*exp(-exp(t)*x)/gamma(exp(u))", {"u": "real", "t": "real"}, "x > 0"),
        ("a*lam*exp(-lam*x)*(1-exp(-lam*x))**(a-1)", {"a": P, "lam": P}, "x > 0"),
        ("(x-c)**(a-1)*exp(-(x-c)/s)/(gamma(a)*s**a)", {"c": "real", "a": P, "s": P}, "x > c"),
        ("1/(pi*sqrt((x-a)*(b-x)))", {"a": "real", "b": "a < b"}, "a < x < b"),
        ("exp(-a-b)*(a/b)**(x/2)*besseli(Abs(x),2*sqrt(a*b))", {"a": P, "b": P}, "x in ..., -1, 0, 1, ..."),
        ("exp(k*cos(x-m))/(2*pi*besseli(0,k))", {"m": "real", "k": P}, "-pi < x <= pi"),
    ],
)
def test_harder_densities(density, parameters, support):
    assert check(th.declare(density, parameters=parameters, support=support)) == "checked"


@pytest.mark.parametrize(
    ("density", "parameters", "support", "message"),
    [
        (
            "exp(-(x-mu)**2/2)",
            {"mu": "real"},
            "real",
            r"integrates to 2\.50663 at mu = .*divide it by 2\.50663, or declare kernel=True",
        ),
        ("exp(-(x-mu)**2/(2*v))", {"mu": "real", "v": P}, "real", "its integral, which depends on the parameters"),
        ("exp(-lam)*lam**x/factorial(x)", {"lam": P}, "x in 1, 2, 3, ...", "sums to"),
        ("x**(-s)", {"s": "s > 1"}, "x in 1, 2, 3, ...", "sums to"),
        ("exp(-a)", {"a": P}, "real", "no finite value"),
        ("1 + 4*theta*(x - 1/2)", {"theta": P}, "0 < x < 1", "negative at x ="),
        ("exp(-x/a)/a", {"a": P}, "x > 1", "integrates to"),
    ],
)
def test_what_is_no_density(density, parameters, support, message):
    with pytest.raises(DeclarationError, match=message) as caught:
        check(th.declare(density, parameters=parameters, support=support))
    assert "\n" not in str(caught.value)


def test_kernels_are_left_alone():
    assert check(th.declare("exp(-x/a)", parameters={"a": P}, support="x > 0", kernel=True)) == "kernel"


def test_given_variables_are_held():
    assert check(line()) == "checked"


def test_two_random_variables():
    pair = th.declare(
        "exp(-(y**2-2*r*y*z+z**2)/(2*(1-r**2)))/(2*pi*sqrt(1-r**2))",
        observation=("y", "z"),
        parameters={"r": "-1 < r < 1"},
        support="y real, z real",
    )
    assert check(pair) == "checked"
    mixed = th.declare(
        "a*exp(-a*y)*(b*y)**k*exp(-b*y)/factorial(k)",
        observation=("y", "k"),
        parameters={"a": P, "b": P},
        support="y > 0, k in 0, 1, 2, ...",
    )
    assert check(mixed) == "checked"
    with pytest.raises(DeclarationError, match="integrates to 2"):
        check(
            th.declare(
                "exp(-(y**2-2*r*y*z+z**2)/(2*(1-r**2)))/(pi*sqrt(1-r**2))",
                observation=("y", "z"),
                parameters={"r": "-1 < r < 1"},
                support="y real, z real",
            )
        )


def test_proof():
    assert check(model("normal"), prove=True, seconds=60) == "proved"
    assert check(model("poisson"), prove=True, seconds=60) == "proved"
