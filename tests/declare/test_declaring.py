"""declare(), Model() and their checks."""

import pickle
from dataclasses import replace
from typing import Any

import pytest
import sympy as sp

import thetahat as th
from thetahat.core import model as core
from thetahat.core.statistics import Observation
from thetahat.declare.model import Model, declare
from thetahat.declare.parser import parse
from thetahat.errors import DeclarationError

NORMAL = "exp(-(x-mu)**2/(2*v))/sqrt(2*pi*v)"
DOMAINS = {"mu": "real", "v": "positive"}


def test_the_normal() -> None:
    m = declare(NORMAL, DOMAINS, "real", title="Normal")
    assert isinstance(m, core.Model) and isinstance(m, th.Model)
    mu, v = m.symbols
    (x,) = m.observation
    assert isinstance(x, Observation)
    assert (mu.is_positive, v.is_positive, x.is_real) == (None, True, True)
    assert sp.simplify(m.density - sp.exp(-((x - mu) ** 2) / (2 * v)) / sp.sqrt(2 * sp.pi * v)) == 0
    assert m.names == ("mu", "v")
    assert m.declared == parse(NORMAL, ["x", "mu", "v"])
    assert m.text == {"density": NORMAL, "support": "real", "parameters": DOMAINS, "known": {}}
    assert (m.name, m.title, m.kernel, m.normalised) == ("density", "Normal", False, "unknown")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.1*a*x", lambda a, x: a * x / 10),
        ("factorial(x)*a", lambda a, x: sp.gamma(x + 1) * a),
        ("binomial(a, x)", lambda a, x: sp.gamma(a + 1) / (sp.gamma(x + 1) * sp.gamma(a - x + 1))),
        ("binomial(10, 3)*a", lambda a, x: 120 * a),
        ("binomial(500, x)*a", lambda a, x: sp.binomial(500, x) * a),
        ("beta(a, x)", lambda a, x: sp.gamma(a) * sp.gamma(x) / sp.gamma(a + x)),
        ("digamma(a)+2", lambda a, x: sp.polygamma(0, a) + 2),
        ("polygamma(1, a)", lambda a, x: sp.polygamma(1, a)),
        ("log1p(a)+expm1(a)", lambda a, x: sp.log(1 + a) + sp.exp(a) - 1),
        ("E**(-a*x)", lambda a, x: sp.exp(-a * x)),
        ("abs(a)*erfc(x)", lambda a, x: a * sp.erfc(x)),
        ("besselk(0, a)*besseli(x, 2)", lambda a, x: sp.besselk(0, a) * sp.besseli(x, 2)),
        ("zeta(a)+zeta(a, 3)", lambda a, x: sp.zeta(a) + sp.zeta(a, 3)),
        ("floor(x/a)+ceiling(a)", lambda a, x: sp.floor(x / a) + sp.ceiling(a)),
        ("sign(x-a)*atan(x)", lambda a, x: sp.sign(x - a) * sp.atan(x)),
        ("Max(a, 1)+Min(x, 2)", lambda a, x: sp.Max(a, 1) + sp.Min(x, 2)),
        (
            "Piecewise((a, x < 1), (1/a, Eq(x, 2) or not x > 3))",
            lambda a, x: sp.Piecewise((a, x < 1), (1 / a, sp.Or(sp.Eq(x, 2), x <= 3))),
        ),
    ],
)
def test_expressions(text: str, expected: Any) -> None:
    m = declare(text, {"a": "positive"}, "x > 0")
    assert m.density == expected(m.symbols[0], m.observation[0])


def test_a_sum_is_kept() -> None:
    m = declare(
        "a**x/factorial(x)**b/Sum(a**j/factorial(j)**b, j, 0, oo)", {"a": "positive", "b": "positive"}, "x in 0, 1, ..."
    )
    (total,) = m.density.atoms(sp.Sum)
    assert total.limits[0][1:] == (0, sp.oo)
    assert total.subs({m.symbols[0]: 2, m.symbols[1]: 1}).doit() == sp.exp(2)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"text": "exp(-(x-nu)**2/v)"}, ["'nu' is not declared", "mu, v, x"]),
        ({"text": "exp(-(x-m)**2)*mu/v*q"}, ["'m' is not declared"]),
        ({"text": "exp(-(x-mu)**2)"}, ["'v' is declared but the density does not use it"]),
        ({"text": "e**(-x*mu*v)"}, ["'e' is not declared", "exp"]),
        ({"text": "x < mu*v"}, ["condition", "support="]),
        ({"text": "-exp(-x*v)*mu**2", "parameters": {"mu": "positive", "v": "positive"}}, ["negative everywhere"]),
        ({"text": "0*mu*v"}, ["zero everywhere"]),
        ({"text": "mu*sqrt(-v)"}, ["not a real number"]),
        ({"text": "mu*v/(x-x)"}, ["division by zero"]),
        ({"text": "mu*v*oo"}, ["infinite"]),
        ({"parameters": {}}, ["none is declared"]),
        ({"parameters": {"mu": "real"}}, ["'v' is not declared"]),
        ({"parameters": {"mu": "real", "v": "positve"}}, ["domain of v", "'positve'", "'positive'"]),
        ({"parameters": {"mu": "real", "v": 1}}, ["the domain of v should be a text"]),
        ({"parameters": ["mu real", "v: positive"]}, ["'mu real' should read 'name: domain'"]),
        ({"parameters": ["mu: real", "v: positive", "mu: real"]}, ["'mu' is declared twice"]),
        ({"parameters": 3}, ["expected a mapping"]),
        ({"parameters": {"mu": "real", "v": "positive", "x": "real"}}, ["'x' is declared twice"]),
        ({"known": {"mu": "real"}}, ["'mu' is declared twice"]),
        ({"known": {"m": "integer"}}, ["'m' is declared but nothing uses it"]),
        ({"given": ("z",)}, ["'z' is not in the observation"]),
        ({"given": ("x",)}, ["at least one must be random"]),
        ({"observation": ("x", "x")}, ["'x' is declared twice"]),
        ({"observation": 3}, ["expected names"]),
        ({"name": "my density"}, ["'my density' is not a name"]),
        ({"title": "two\nlines"}, ["one line"]),
        ({"title": {"english": 3}}, ["language code"]),
        ({"notation": {"sigma": "s"}}, ["'sigma' is not declared"]),
        ({"notation": {"mu": r"\input{x}"}}, ["'input'"]),
        ({"notation": {"mu": r"\nu}"}}, ["braces"]),
        ({"notation": {"mu": "$"}}, ["not a letter"]),
        ({"aliases": {"spss": {"name": "n"}}}, ["'spss'", "scipy"]),
        ({"aliases": {"scipy": {"loc": "mu"}}}, ["aliases.scipy", "name"]),
        ({"aliases": {"scipy": {"name": "norm", "loc": "m"}}}, ["aliases.scipy.loc", "'m' is not declared"]),
        ({"aliases": {"scipy": {"name": "norm", "scale": "__import__('os')"}}}, ["aliases.scipy.scale"]),
        ({"aliases": {"scipy": {"name": "norm(); import os"}}}, ["not a name"]),
    ],
)
def test_errors_name_the_culprit_and_the_remedy(change: dict[str, Any], words: list[str]) -> None:
    request = {"text": NORMAL, "parameters": DOMAINS, "support": "real", **change}
    with pytest.raises(DeclarationError) as caught:
        declare(**request)
    assert "\n" not in str(caught.value)
    for word in words:
        assert word in str(caught.value)


def test_parameters_may_be_lines_or_symbols() -> None:
    assert declare(NORMAL, ["mu: real", "v : positive"], "real").names == ("mu", "v")
    assert declare("lam*exp(-lam*x)", "lam: positive", "x > 0").names == ("lam",)
    assert declare(NORMAL, {sp.Symbol("mu"): "real", "v": "positive"}, "real").names == ("mu", "v")  # type: ignore[dict-item]


def test_known_constants() -> None:
    m = declare(
        "binomial(m, x)*p**x*(1-p)**(m-x)", {"p": "0 < p < 1"}, "x in 0, 1, ..., m", known={"m": "integer >= 1"}
    )
    assert [p.name for p in m.known] == ["m"]
    assert m.names == ("p",)
    assert m.with_known("p").names == ()
    # A constant that only bounds another one is used.
    m = declare("exp(-x/t)/t", {"t": "t > c"}, "x > 0", known={"c": "positive"})
    assert m.parameter("t").domain.lower == m.known[0].symbol


def test_latex_makes_the_same_model() -> None:
    page = declare(
        r"\frac{1}{\sqrt{2\pi\sigma^2}}e^{-\frac{(x-\mu)^2}{2\sigma^2}}", {"mu": "real", "sigma2": "positive"}, "real"
    )
    plain = declare("exp(-(x-mu)**2/(2*sigma2))/sqrt(2*pi*sigma2)", {"mu": "real", "sigma2": "positive"}, "real")
    assert page.density == plain.density


def test_a_model_is_picklable_and_replaceable() -> None:
    m = declare(NORMAL, DOMAINS, "real", notation={"v": r"\sigma^2"}, aliases={"scipy": {"name": "norm", "loc": "mu"}})
    again = pickle.loads(pickle.dumps(m))
    assert (again.density, again.symbols, again.support, again.declared) == (
        m.density,
        m.symbols,
        m.support,
        m.declared,
    )
    assert type(again) is Model
    other = replace(m, normalised="proved")
    assert (other.normalised, other.density, type(other)) == ("proved", m.density, Model)
    assert m.with_known("mu").names == ("v",)


# ------------------------------------------------------------------ from SymPy

mu, v, x, k = sp.symbols("mu v x k")


def test_sympy_symbols_are_matched_by_name() -> None:
    e = sp.exp(-((x - mu) ** 2) / (2 * v)) / sp.sqrt(2 * sp.pi * v)
    m = Model(e, parameters={"mu": "real", v: "positive"}, support="real")
    assert m.density == declare(NORMAL, DOMAINS, "real").density
    assert m.declared is None
    assert m.text["density"] == str(e)
    other = e.subs(x, sp.Symbol("x", integer=True)).subs(v, sp.Symbol("v", negative=True))
    assert Model(other, DOMAINS, "real").density == m.density


@pytest.mark.parametrize(
    "text",
    [
        NORMAL,
        "Piecewise((mu, x < 0), (v, x <= 1 and x > 1/2), (1, True))",
        "mu*v*besseli(0, x)*erf(x)*zeta(x, 2)*Max(mu, v)/gamma(v)",
        "Sum(mu**j*v/factorial(j)**2, j, 0, oo)",
        "floor(x)*sign(mu)*Abs(x-mu)**v*atan(x)*polygamma(1, v)*loggamma(v)",
    ],
)
def test_our_own_expressions_are_read_back(text: str) -> None:
    m = declare(text, DOMAINS, "real")
    assert Model(m.density, DOMAINS, "real").density == m.density


def test_floats_become_exact() -> None:
    assert Model(0.1 * mu * v * x, DOMAINS, "real").density.coeff(
        Model(mu * v * x, DOMAINS, "real").density
    ) == sp.Rational(1, 10)


@pytest.mark.parametrize(
    ("support", "lower", "upper", "closed"),
    [
        (x > 0, 0, sp.oo, (False, False)),
        (sp.And(x >= 0, x <= 1), 0, 1, (True, True)),
        (sp.Interval(0, sp.oo), 0, sp.oo, (True, False)),
        (sp.Interval.open(0, 1), 0, 1, (False, False)),
        (sp.Interval.Lopen(-1, 1), -1, 1, (False, True)),
        (sp.S.Reals, -sp.oo, sp.oo, (False, False)),
        (sp.S.Integers, -sp.oo, sp.oo, (False, False)),
        (sp.S.Naturals, 1, sp.oo, (True, False)),
        (sp.S.Naturals0, 0, sp.oo, (True, False)),
    ],
)
def test_supports_from_sympy(support: Any, lower: Any, upper: Any, closed: tuple[bool, bool]) -> None:
    (r,) = Model(sp.exp(-x * v) * mu, DOMAINS, support).support.regions
    assert (r.lower, r.upper, (r.lower_closed, r.upper_closed)) == (lower, upper, closed)
    assert r.integer == (support in (sp.S.Integers, sp.S.Naturals, sp.S.Naturals0))


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        (sp.Function("f")(x) * mu * v, ["f(x)", "undefined function"]),
        (sp.Integral(mu * v * x, x), ["Integral", "doit"]),
        (sp.Derivative(sp.Function("f")(x), x) * mu * v, ["not evaluated"]),
        (sp.uppergamma(mu, x) * v, ["uppergamma", "not in the grammar"]),
        (sp.DiracDelta(x) * mu * v, ["DiracDelta"]),
        (sp.I * mu * v, ["ImaginaryUnit"]),
        (sp.zoo * mu, ["ComplexInfinity"]),
        (sp.Symbol("a;b") * mu * v, ["'a;b' is not a name"]),
        (sp.Symbol("lambda q: q") * mu * v, ["is not a name"]),
        (sp.Indexed("x", 1) * mu * v, ["Indexed"]),
        (sp.Matrix([mu * v]), ["not a SymPy expression"]),
        (sp.factorial(10**3 + x - x, evaluate=False) * mu * v, ["too large"]),
        (sp.exp(-x * mu), ["'v' is declared but"]),
        (sp.exp(-x * mu * v * k), ["'k' is not declared"]),
        ("exp(-x)", ["declare()"]),
        (None, ["not a SymPy expression"]),
        (object(), ["not a SymPy expression"]),
    ],
)
def test_foreign_objects_are_refused(expression: Any, words: list[str]) -> None:
    with pytest.raises(DeclarationError) as caught:
        Model(expression, DOMAINS, "real")
    assert "\n" not in str(caught.value)
    for word in words:
        assert word in str(caught.value)


def test_unknown_arguments_are_refused() -> None:
    with pytest.raises(DeclarationError, match=r"'titel'.*'title'"):
        Model(mu * v * x, DOMAINS, "real", titel="x")
    with pytest.raises(DeclarationError, match="not a support"):
        Model(mu * v * x, DOMAINS, sp.FiniteSet(1, 3))
