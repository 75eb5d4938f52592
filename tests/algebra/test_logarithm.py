"""exp(take_logarithm(f)) is f.  Truth: the density itself, evaluated with 40 digits."""

import random

import mpmath
import pytest
from sympy import (
    Abs,
    Add,
    Expr,
    Integer,
    Mul,
    Piecewise,
    Pow,
    Rational,
    S,
    Symbol,
    besseli,
    beta,
    binomial,
    cos,
    cosh,
    erf,
    exp,
    factorial,
    gamma,
    log,
    loggamma,
    pi,
    sin,
    sqrt,
    zeta,
)

from algebra.agreement import DIGITS, agree, number, places
from thetahat.algebra.logarithm import factors, take_logarithm, with_absolute_values
from thetahat.core.statistics import Observation

x = Observation("x", positive=True)
y = Observation("y", real=True)
a, b, s, v = (Symbol(name, positive=True) for name in ("a", "b", "s", "v"))
k, mu = Symbol("k", real=True), Symbol("mu", real=True)
p = Symbol("p", positive=True)
UNIT = {p: (0.05, 0.95)}


def sign(e: Expr) -> int | None:
    """The sign at many random points: what the oracle of a model would say."""
    seen = set()
    for parameters, data in places((e,), times=12, size=3, within=UNIT):
        from thetahat.verify.evaluate import values

        for value in values(e, parameters, data).reshape(-1):
            seen.add(1 if value > 0 else -1 if value < 0 else 0)
    return seen.pop() if len(seen) == 1 else None


DENSITIES = {
    "normal": exp(-((y - mu) ** 2) / (2 * v)) / sqrt(2 * pi * v),
    "normal, sd": exp(-(((y - mu) / s) ** 2) / 2) / (s * sqrt(2 * pi)),
    "normal, one root": sqrt(1 / (2 * pi * v)) * exp(-((y - mu) ** 2) / (2 * v)),
    "gamma": x ** (a - 1) * exp(-x / s) / (gamma(a) * s**a),
    "gamma, quotient": (x / s) ** (a - 1) * exp(-x / s) / (gamma(a) * s),
    "beta": x ** (a - 1) * (1 + x) ** (-a - b) / beta(a, b),
    "beta of numbers": x / beta(3, Rational(1, 2)),
    "weibull": a / s * (x / s) ** (a - 1) * exp(-((x / s) ** a)),
    "inverse gaussian": sqrt(a / (2 * pi * x**3)) * exp(-a * (x - s) ** 2 / (2 * s**2 * x)),
    "levy": sqrt(v / (2 * pi)) * exp(-v / (2 * x)) / x ** Rational(3, 2),
    "logistic": exp(-(y - mu) / s) / (s * (1 + exp(-(y - mu) / s)) ** 2),
    "cauchy": 1 / (pi * s * (1 + ((y - mu) / s) ** 2)),
    "student": gamma((a + 1) / 2) / (sqrt(a * pi) * gamma(a / 2)) * (1 + y**2 / a) ** (-(a + 1) / 2),
    "logarithmic series": -(p**x) / (x * log(1 - p)),
    "logarithmic series, twice": p**x / (x * -log(1 - p)),
    "pareto": a * s**a / (s + x) ** (a + 1),
    "poisson": exp(-s) * s**x / factorial(x),
    "binomial": binomial(7, x) * p**x * (1 - p) ** (7 - x),
    "negative binomial": gamma(x + a) / (gamma(a) * factorial(x)) * p**a * (1 - p) ** x,
    "maxwell": sqrt(2 / pi) * x**2 * exp(-(x**2) / (2 * v)) / v ** Rational(3, 2),
    "rayleigh": x / v * exp(-(x**2) / (2 * v)),
    "half normal": sqrt(2) / (s * sqrt(pi)) * exp(-(x**2) / (2 * s**2)),
    "nakagami": 2 * a**a * x ** (2 * a - 1) / (gamma(a) * s**a) * exp(-a * x**2 / s),
    "von mises": exp(s * cos(y - mu)) / (2 * pi * besseli(0, s)),
    "laplace": exp(-Abs(y - mu) / s) / (2 * s),
    "laplace, branches": Piecewise((exp(-(y - mu) / s), y >= mu), (exp((y - mu) / s), True)) / (2 * s),
    "asymmetric laplace": Piecewise((exp(-a * (y - mu)), y >= mu), (exp(b * (y - mu)), True)) * a * b / (a + b),
    "half": Piecewise((a * exp(-a * x), x > 1), (b, True)),
    "laplace in an exponent": exp(Piecewise((-(y - mu) / s, y >= mu), ((y - mu) / s, True))) / (2 * s),
    "hyperbolic secant": 1 / (2 * s * cosh(pi * (y - mu) / (2 * s))),
    "sum of exponentials": (exp(a * y + mu) + exp(mu - a * y)) * exp(-(y**2)),
    "mixture": p * exp(-x) + (1 - p) * exp(-x / 2) / 2,
    "folded normal": (exp(-((x - mu) ** 2) / (2 * v)) + exp(-((x + mu) ** 2) / (2 * v))) / sqrt(2 * pi * v),
    "power of one": (1 - exp(-x)) ** (a - 1) * exp(-x) * a,
    "even power of a signed base": (y - mu) ** 2 * exp(-(y**2)),
    "odd power of an absolute value": Abs(y - mu) ** 3 * exp(-(y**2)),
    "pair of negative factors": (-1 - x) * (-2 - a * x) * exp(-x) / (a + b),
    "negative to an odd power twice": (-1 - x) ** 3 * (-a - x) ** (-5) * b,
    "skew": exp(-(y**2) / 2) * (1 + erf(k * y / sqrt(2))) / sqrt(2 * pi),
    "zeta": x ** (-a - 1) / zeta(a + 1),
    "cardioid": (1 + p * cos(y - mu)) / (2 * pi),
    "nested powers": ((x / s) ** a) ** 2 * exp(a) ** 3 * (exp(x)) ** (-b),
    "rational powers": 12 ** Rational(1, 3) * 18 ** Rational(2, 5) * sqrt(Rational(3, 7)) * x,
    "numbers only": sqrt(2) / (4 * sqrt(pi)),
    "one": S.One + 0 * x,
    "maximum of two": exp(-x) * (1 + sin(y)) ** 2,
}


@pytest.mark.parametrize("name", DENSITIES)
def test_the_exponential_of_the_logarithm_is_the_density(name):
    f = DENSITIES[name]
    found = take_logarithm(f, sign)
    for parameters, data in places((f, found), times=6, size=1, within=UNIT):
        expected = number(f, parameters, data)
        assert expected > 0
        with mpmath.workdps(DIGITS):
            value = mpmath.exp(number(found, parameters, data))
        assert abs(value - expected) <= expected * mpmath.mpf(10) ** -25, f"{found} at {parameters}, {data}"


@pytest.mark.parametrize("name", DENSITIES)
def test_nothing_overflows(name):
    """log f of a far observation is finite although f underflows: no log of a gamma function or of exp is left."""
    found = take_logarithm(DENSITIES[name], sign)
    assert not any(isinstance(g.args[0], gamma | exp) and not g.is_number for g in found.atoms(log))


def test_factors_multiply_up_again():
    for f in DENSITIES.values():
        agree(Mul(*(Pow(base, e) for base, e in factors(f))), f, times=2, within=UNIT)


def test_equal_bases_meet():
    assert dict(factors(sqrt(2) / (2 * sqrt(pi)))) == {Integer(2): Rational(-1, 2), pi: Rational(-1, 2)}
    assert dict(factors(exp(-x) * exp(y))) == {S.Exp1: y - x}
    assert dict(factors(s**a / s)) == {s: a - 1}


class TestTextBookForms:
    def test_what_stands_under_one_root_stays_together(self):
        found = take_logarithm(DENSITIES["normal"], sign)
        assert -log(2 * pi * v) / 2 in Add.make_args(found)

    def test_the_gamma_function_becomes_its_logarithm(self):
        found = take_logarithm(DENSITIES["gamma"], sign)
        assert found.has(loggamma(a))
        assert not found.has(gamma)

    def test_negative_factors_come_in_pairs(self):
        found = take_logarithm(DENSITIES["logarithmic series"], sign)
        assert not found.has(S.ImaginaryUnit)
        assert found.has(log(-log(1 - p)))

    def test_branches_of_a_corner_become_an_absolute_value(self):
        found = take_logarithm(DENSITIES["laplace in an exponent"], sign)
        assert found.has(Abs(y - mu))
        assert not found.has(Piecewise)


def test_a_negative_density_is_refused():
    with pytest.raises(ValueError, match="negative"):
        take_logarithm(-exp(-x), sign)
    with pytest.raises(ValueError, match="negative"):
        take_logarithm((-1 - x) * exp(-x), sign)


@pytest.mark.parametrize(
    "branches",
    [
        Piecewise((y - mu, y >= mu), (mu - y, True)),
        Piecewise((a * (y - mu), y > mu), (b * (mu - y), True)),
        Piecewise((b * (mu - y) + k, y < mu), (a * (y - mu) + k, True)),
        Piecewise((-2 * y, y <= mu), (3 * y - 5 * mu, True)),
        Piecewise((y**2, y >= mu), (0, True)),
        Piecewise((1, y >= mu), (2, True)),
        Piecewise((y, y >= 1), (2 - y, True)),
    ],
    ids=str,
)
def test_branches_as_absolute_values_keep_their_value(branches):
    agree(with_absolute_values(k + v * branches), k + v * branches, times=10)


# ------------------------------------------------------------------ random products


def _base(r: random.Random, depth: int = 1) -> Expr:
    leaves = [x, y, a, b, s, mu, k, Integer(2), Rational(3, 2), pi, -1 - x, mu - y, 1 + x**2, Abs(y - k), p, 1 - p]
    e = r.choice(leaves)
    if depth and r.random() < 0.5:
        kind = r.randrange(6)
        other = _base(r, depth - 1)
        e = [e * other, e + other, exp(e), exp(-(other**2)), e**2 + 1, Pow(Abs(e) + a, other)][kind]
    return e


def _exponent(r: random.Random) -> Expr:
    return r.choice([1, 1, -1, 2, -2, 3, Rational(1, 2), Rational(-3, 2), a, -a, a - 1, -(a + b), 2 * a])


def _density(r: random.Random) -> Expr:
    parts = []
    for _ in range(r.randint(1, 4)):
        base, exponent = _base(r), _exponent(r)
        if not (base.is_positive or exponent in (2, -2)):
            base = base**2 if r.random() < 0.5 else Abs(base)
        parts.append(Pow(base, exponent))
    return Mul(*parts)


def _check_random(seeds: range) -> None:
    for seed in seeds:
        f = _density(random.Random(seed))
        found = take_logarithm(f, sign)
        for parameters, data in places((f, found), seed, times=3, size=1, within=UNIT):
            expected = number(f, parameters, data)
            if not 0 < expected < mpmath.inf:
                continue
            value = number(found, parameters, data)
            with mpmath.workdps(DIGITS):
                gap = abs(value - mpmath.log(expected))
            assert gap < mpmath.mpf(10) ** -20 * (1 + abs(value)), f"{seed}: {f}\n{found}"


def test_random_products():
    _check_random(range(60))


@pytest.mark.long
def test_many_random_products():
    _check_random(range(1000, 3000))
