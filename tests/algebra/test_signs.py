"""A proved sign is never wrong.  Truth: numbers at random admissible points, edges and equal observations included."""

import math
import random
from functools import cache

import mpmath
import numpy as np
import pytest
from sympy import (
    Abs,
    Add,
    Expr,
    Integer,
    Mul,
    Rational,
    S,
    Symbol,
    exp,
    log,
    nan,
    oo,
    polygamma,
    preorder_traversal,
    sqrt,
    zoo,
)

import thetahat as th
from algebra.agreement import number
from thetahat.algebra.signs import Signs, falls, rational_sign
from thetahat.core.statistics import SAMPLE_SIZE, Maximum, Minimum, Statistic, Total
from thetahat.verify.evaluate import value, values

n = SAMPLE_SIZE


@cache
def model(name: str):
    """Domains and supports of every shape; only these matter to signs, not the density."""
    text, parameters, support, options = {
        "location": ("exp(-(x-mu)**2/v)", {"mu": "real", "v": "positive"}, "real", {}),
        "shape": ("x**(a-1)*exp(-b*x)", {"a": "positive", "b": "positive"}, "x > 0", {}),
        "border": ("exp(-(x-m)/s)", {"m": "real", "s": "positive"}, "x >= m", {}),
        "positive border": ("p*q/x*c", {"p": "0 < p < 1", "q": "0 < q < 1-p", "c": "positive"}, "x >= c", {}),
        "ends": ("x*c*b/a", {"a": "real", "b": "a < b", "c": "b <= c"}, "a <= x <= b", {}),
        "counts": ("p**x*r*k", {"p": "0 <= p <= 1", "r": "r > -1", "k": "k < 2"}, "x in 0, 1, 2, ...", {}),
        "from one": ("p**x*h", {"p": "0 < p < 1", "h": "nonnegative"}, "x in 1, 2, 3, ...", {}),
        "trials": ("p**x*(1-p)**(N-x)", {"p": "0 < p < 1", "N": "integer >= 1"}, "x in 0, 1, ..., N", {}),
        "unit": ("t*x*a", {"t": "-pi < t <= pi", "a": "positive"}, "0 < x < 1", {}),
        "negative": ("t*x*a", {"t": "nonnegative", "a": "positive"}, "x < 0", {}),
        "pair": ("t*x*z", {"t": "positive"}, "x > 0", {"observation": ("x", "z"), "given": ("z",)}),
    }[name]
    return th.declare(text, parameters=parameters, support=support, kernel=True, **options)


MODELS = (
    "location",
    "shape",
    "border",
    "positive border",
    "ends",
    "counts",
    "from one",
    "trials",
    "unit",
    "negative",
    "pair",
)


# ------------------------------------------------------------------ admissible points


def between(span, known, random_: np.random.Generator, count: int) -> np.ndarray:
    """Numbers in an interval (or its integers), some of them at closed ends and near open ones."""
    low, high = (float(value(end, known)) for end in (span.lower, span.upper))
    if span.integer:
        first = math.ceil(low) if span.lower_closed or low != math.ceil(low) else int(low) + 1
        last = first + random_.integers(0, 6) if math.isinf(high) else math.floor(high)
        found = random_.integers(first, last + 1, count).astype(float)
        return np.full(count, float(first)) if random_.random() < 0.3 else found
    scale = np.exp(random_.normal(0, 1.2, count))
    if math.isinf(low) and math.isinf(high):
        return random_.normal(0, 1, count) * scale
    if math.isinf(high):
        found = low + scale
    elif math.isinf(low):
        found = high - scale
    else:
        found = low + (high - low) * random_.choice([1e-3, 0.3, 0.5, 0.8, 0.999], count)
    for end, closed in ((low, span.lower_closed), (high, span.upper_closed)):
        if closed and math.isfinite(end) and not hasattr(span, "variable") and random_.random() < 0.2:
            found = np.full(count, end)
    return found


def places(m, seed: int, times: int):
    """(parameters, data), the samples of one to four observations, sometimes all equal."""
    random_ = np.random.default_rng(seed)
    for _ in range(times):
        known: dict = {}
        left = list(m.parameters)
        while left:
            for p in [p for p in left if p.domain.bounds_symbols <= set(known)]:
                known[p.symbol] = float(between(p.domain, known, random_, 1)[0])
                left.remove(p)
        size = int(random_.choice([1, 2, 3, 4]))
        data = {}
        for x in m.observation:
            regions = [r for r in m.support.regions if r.variable == x]
            found = between(regions[0], known, random_, size) if regions else random_.normal(size=size)
            data[x] = np.full(size, found[0]) if random_.random() < 0.25 else found
        yield known, data


HOLDS = {
    1: lambda v: v > 0,
    -1: lambda v: v < 0,
    2: lambda v: v >= -(mpmath.mpf(10) ** -30),
    -2: lambda v: v <= mpmath.mpf(10) ** -30,
    0: lambda v: abs(v) <= mpmath.mpf(10) ** -30,
}


def refute(m, e: Expr, sign: int, seed: int = 0, times: int = 12) -> str:
    """A point at which the sign is wrong, or an empty string."""
    for known, data in places(m, seed, times):
        quick = np.asarray(values(e, known, data), dtype=float)
        # doubles settle what is far from zero
        if np.all(np.isnan(quick)) or np.all(np.isfinite(quick) & (np.abs(quick) > 1e-6) & HOLDS[sign](quick)):
            continue
        exact = np.asarray(values(e, known, data, None, 40), dtype=object).reshape(-1)
        if any(mpmath.isfinite(v) and not HOLDS[sign](v) for v in exact):
            # what cancels to the last of 40 digits is asked again: a true zero stays one; a pole has no sign
            exact = np.asarray(values(e, known, data, None, 400), dtype=object).reshape(-1)
        for v in exact:
            if mpmath.isfinite(v) and not HOLDS[sign](v) and not infinite_part(e, known, data):
                return f"{e} is {mpmath.nstr(v, 8)}, said to have the sign {sign}, at {known}, {data}"
    return ""


def infinite_part(e: Expr, known, data) -> bool:
    """Whether a part of the expression is a pole here: 1/log(0) is not defined, whatever 1/oo is."""
    parts = [f for f in preorder_traversal(e) if f.has(*known) or f.has(Statistic)]
    return any(mpmath.isinf(v) for f in parts for v in np.asarray(values(f, known, data, None, 40)).reshape(-1))


# ------------------------------------------------------------------ what must be proved


def symbols(name: str) -> dict[str, Expr]:
    m = model(name)
    return {str(s): s for s in (*m.observation, *m.symbols)}


def provable():
    """(model, expression, sign)."""
    g = symbols("shape")
    x, a, b = g["x"], g["a"], g["b"]
    yield "shape", -n / b**2, -1
    yield "shape", a * Total(x) / b - a**2 * (-n), 1
    yield "shape", 1 / a - polygamma(1, a), -1
    yield "shape", log(a) - polygamma(0, a), 1
    yield "shape", polygamma(0, a) - log(a) + 1 / (2 * a), -1
    yield "shape", a * polygamma(1, a) - 1, 1
    yield "shape", polygamma(2, a) + 1 / a**2, -1
    yield "shape", n * (1 / a - polygamma(1, a)) / b, -1
    yield "shape", Total(x**2) * n - Total(x) ** 2, 2
    yield "shape", Total(x) ** 2 / n - Total(x**2), -2
    yield "shape", Total(x**a * log(x)) ** 2 / Total(x**a) - Total(x**a * log(x) ** 2), -2
    yield "shape", -n / a**2 - Total(x**a * log(x) ** 2) / Total(x**a) + (Total(x**a * log(x)) / Total(x**a)) ** 2, -1
    yield "shape", Total(x - Minimum(x)), 2
    yield "shape", Total(log(x / Minimum(x))), 2
    yield "shape", Total(x - Maximum(x)), -2
    yield "shape", S.Zero * a, 0
    g = symbols("location")
    mu, v, x = g["mu"], g["v"], g["x"]
    yield "location", Total((x - mu) ** 2), 2
    yield "location", -Total((x - mu) ** 2) / v**3 - n / v**2, -1
    yield "location", n * mu**2 + v, 1
    yield "location", Total(exp(x - mu)), 1
    yield "location", Total(x**2) - Total(x) ** 2 / n, 2
    g = symbols("border")
    x, m, s = g["x"], g["m"], g["s"]
    yield "border", x - m, 1
    yield "border", Total(x - m) / s, 1
    yield "border", n / s, 1
    yield "border", (x - m) / (x - m + s), 1
    g = symbols("positive border")
    p, q, _c, x = g["p"], g["q"], g["c"], g["x"]
    yield "positive border", 1 - p - q, 1
    yield "positive border", -n / p - n / (1 - p - q), -1
    yield "positive border", log(1 - p), -1
    g = symbols("ends")
    a, b, _c, x = g["a"], g["b"], g["c"], g["x"]
    yield "ends", b - a, 1
    yield "ends", -n / (b - a), -1
    g = symbols("counts")
    x = g["x"]
    yield "counts", Total(x), 2
    yield "counts", g["r"] + 1, 1
    yield "counts", 2 - g["k"], 1
    yield "counts", -Total(x) / (1 + g["r"]) ** 2, -2
    g = symbols("from one")
    x = g["x"]
    yield "from one", Total(x), 1
    yield "from one", -n / g["p"] ** 2 - Total(x - 1) / (1 - g["p"]) ** 2, -1
    yield "from one", g["h"] * Total(x), 2
    g = symbols("unit")
    yield "unit", Total(log(g["x"])), -1
    yield "unit", 1 - g["x"], 1
    g = symbols("negative")
    yield "negative", Total(g["x"]), -1
    yield "negative", g["t"] - g["x"], 1


@pytest.mark.parametrize(("name", "e", "sign"), provable(), ids=str)
def test_what_follows_is_proved(name, e, sign):
    assert refute(model(name), e, sign, times=30) == ""
    assert Signs(model(name)).of(e) == sign


def doubtful():
    g = symbols("shape")
    x, a, b = g["x"], g["a"], g["b"]
    yield "shape", a - b
    yield "shape", log(a)
    yield "shape", polygamma(0, a)
    yield "shape", Total(log(x))
    yield "shape", n - Total(x)
    yield "shape", a * polygamma(1, a) - 2
    yield "shape", Total(x**2) * n - 2 * Total(x) ** 2
    yield "shape", Total(x) - n * Minimum(x) * 2
    yield "shape", polygamma(1, a) - 1 / a - 1 / (2 * a**2) - 1
    g = symbols("location")
    yield "location", g["mu"]
    yield "location", Total(g["x"] - g["mu"])
    yield "location", n - Total((g["x"] - g["mu"]) ** 2) / g["v"]
    yield "location", Total(g["x"] * (g["x"] - g["mu"]) ** 2)
    g = symbols("ends")
    yield "ends", g["a"]
    yield "ends", g["c"]
    yield "ends", g["x"]
    g = symbols("counts")
    yield "counts", g["r"]
    yield "counts", Total(g["x"]) - n
    g = symbols("trials")
    yield "trials", Total(g["x"]) - n * g["N"] * g["p"]
    yield "trials", g["N"] - 2
    g = symbols("unit")
    yield "unit", g["t"]


@pytest.mark.parametrize(("name", "e"), doubtful(), ids=str)
def test_what_may_be_either_is_not_said(name, e):
    assert refute(model(name), e, 2, times=60)
    assert refute(model(name), e, -2, times=60)
    assert Signs(model(name)).of(e) is None


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("shape", lambda g: Total(g["x"] ** 2) * n - Total(g["x"]) ** 2),
        ("shape", lambda g: Total(g["x"] - Minimum(g["x"]))),
        ("counts", lambda g: Total(g["x"])),
        ("counts", lambda g: g["p"]),
        ("ends", lambda g: g["c"] - g["b"]),
        ("location", lambda g: Total((g["x"] - g["mu"]) ** 2)),
        ("from one", lambda g: Total(g["x"] - 1)),
    ],
)
def test_what_may_vanish_is_not_called_strict(name, make):
    signs = Signs(model(name))
    assert signs.of(make(symbols(name))) in (2, None)
    assert signs.strictly(make(symbols(name))) is None


def test_assumptions_may_be_added():
    g = symbols("location")
    d = Symbol("d", positive=True)
    assert Signs(model("location")).of(g["mu"] - 1, given=[(g["mu"], 1 + d)]) == 1


def test_falling():
    g = symbols("shape")
    signs = Signs(model("shape"))
    a, x = g["a"], g["x"]
    assert falls(log(a) - polygamma(0, a), a, signs)
    assert falls(n / a + Total(log(x)) - n * Total(x**a * log(x)) / Total(x**a), a, signs)
    assert not falls(polygamma(0, a), a, signs)
    assert not falls(a + 1 / a, a, signs)


def test_rational_sign_of_signed_symbols():
    d, e = Symbol("d", positive=True), Symbol("e", nonnegative=True)
    r = Symbol("r", real=True)
    assert rational_sign(d + e) == 1
    assert rational_sign(e) == 2
    assert rational_sign(-d * e) == -2
    assert rational_sign((d + 1) / (d + 2) - 1) == -1
    assert rational_sign((d - 1) ** 2) == 2
    assert rational_sign((r**2 + d) / (r**2 + e + 1)) == 1
    assert rational_sign(d - 1) is None
    assert rational_sign(r) is None
    assert rational_sign(d - d) == 0
    assert rational_sign(d**2 - 2 * d + 1) in (2, None)
    assert rational_sign(1 / (d - 1) ** 3) is None


# ------------------------------------------------------------------ random expressions


def _leaf(m, r: random.Random, inside: bool, depth: int) -> Expr:
    variables, parameters = list(m.observation), list(m.symbols)
    t = r.random()
    if inside and t < 0.45:
        return r.choice(variables)
    if t < 0.6:
        return r.choice(parameters)
    if t < 0.78:
        return Rational(r.choice([-3, -2, -1, 1, 2, 3]), r.choice([1, 1, 2]))
    x = r.choice(variables)
    if inside:
        return r.choice([Minimum(x), Maximum(x), Total(x) / n, r.choice(parameters)])
    if depth <= 0:
        return r.choice([n, Minimum(x), Maximum(x), Total(x)])
    return Total(_expression(m, r, depth - 1, True))


def _expression(m, r: random.Random, depth: int, inside: bool = False) -> Expr:
    if depth <= 0:
        return _leaf(m, r, inside, depth)
    inner = [_expression(m, r, depth - 1, inside) for _ in range(2)]
    t = r.random()
    if t < 0.3:
        return Add(*inner)
    if t < 0.6:
        return Mul(*inner)
    one = inner[0]
    makers = [
        lambda: one ** r.choice([2, -1, -2, 3]),
        lambda: exp(one),
        lambda: log(one),
        lambda: sqrt(one),
        lambda: Abs(one),
        lambda: polygamma(r.choice([0, 1, 2]), one),
        lambda: _leaf(m, r, inside, depth),
    ]
    return r.choices(makers, weights=[12, 5, 5, 3, 3, 3, 9])[0]()


def _positive(m, r: random.Random, inside: bool = False) -> Expr:
    choices = [_expression(m, r, 1, inside) ** 2, exp(_expression(m, r, 1, inside)), r.choice(m.symbols), Integer(1)]
    x = r.choice(m.observation)
    choices += [x, log(x), 1 / x] if inside else [n, Total(_expression(m, r, 1, True))]
    return r.choice(choices)


def _inequality(m, r: random.Random) -> Expr:
    """Sums of the shapes that scores and their slopes have, each with a factor of some sign."""
    terms = []
    for _ in range(r.choice([1, 2, 2, 3])):
        x, a = r.choice(m.observation), r.choice([*m.symbols, n, _positive(m, r)])
        kind = r.random()
        if kind < 0.35:
            w = r.choice([_positive(m, r, True), _expression(m, r, 1, True)])
            u = r.choice([_expression(m, r, 1, True), log(x), x])
            low, middle, high = Total(w), Total(w * u), Total(w * u**2)
            term = r.choice([high * low - middle**2, high - middle**2 / low, middle**2 / low**2 - high / low])
        elif kind < 0.6:
            term = r.choice(
                [
                    polygamma(1, a) - 1 / a,
                    log(a) - polygamma(0, a),
                    a * polygamma(1, a) - 1,
                    polygamma(2, a) + 1 / a**2,
                    polygamma(0, a) - log(a) + 1 / (2 * a),
                    1 / a - polygamma(1, a),
                    polygamma(1, a) + a * polygamma(2, a),
                    polygamma(1, a + 1) - 1 / a,
                    polygamma(1, a) - polygamma(1, a + r.choice(m.symbols)),
                ]
            )
        elif kind < 0.8:
            end = r.choice([Minimum(x), Maximum(x)])
            term = r.choice(
                [
                    Total(x - end),
                    Total(log(x / end)),
                    Total((x - end) * _positive(m, r, True)),
                    Total(log(x) - log(end)),
                    Total(x) - n * end,
                    Total(x / end) - n,
                    Maximum(x) - Minimum(x),
                    Total(log(1 + x - end)),
                ]
            )
        else:
            term = _expression(m, r, 2)
        c = r.choice([Integer(1), Integer(-1), _positive(m, r), -_positive(m, r), 1 / _positive(m, r)])
        terms.append(c * term)
    e = Add(*terms)
    return e * r.choice([_positive(m, r), -_positive(m, r), 1 / _positive(m, r)]) if r.random() < 0.3 else e


@cache
def prover(name: str) -> Signs:
    return Signs(model(name))


def _hunt(seeds: range) -> int:
    told = 0
    for seed in seeds:
        r = random.Random(seed)
        name = r.choice(MODELS)
        m = model(name)
        e = _inequality(m, r) if r.random() < 0.6 else _expression(m, r, r.choice([2, 3, 3, 4]))
        if e.count_ops() > 60 or e.has(zoo, nan, oo, S.ImaginaryUnit):
            continue
        sign = prover(name).of(e)
        if sign is None:
            continue
        told += 1
        wrong = refute(m, e, sign, seed)
        assert not wrong, f"seed {seed}, {name}: {wrong}"
    return told


def test_no_random_expression_gets_a_wrong_sign():
    assert _hunt(range(40)) > 10


@pytest.mark.long
@pytest.mark.parametrize("block", range(8))
def test_no_random_expression_gets_a_wrong_sign_in_a_long_hunt(block):
    assert _hunt(range(10_000 + 700 * block, 10_000 + 700 * (block + 1))) > 100


def test_the_digamma_bounds_hold():
    """psi(a) < log a - 1/(2a), psi'(a) > 1/a + 1/(2a^2), psi''(a) < -1/a^2 - 1/a^3: what the prover puts in."""
    with mpmath.workdps(40):
        for power in range(-6, 9):
            for step in (1, 2.7, 6.1):
                a = mpmath.mpf(10) ** power * step
                assert mpmath.psi(0, a) < mpmath.log(a) - 1 / (2 * a)
                assert mpmath.psi(1, a) > 1 / a + 1 / (2 * a**2)
                assert mpmath.psi(2, a) < -1 / a**2 - 1 / a**3


def test_numbers_are_taken_from_outside():
    g = symbols("shape")
    data = {g["x"]: np.array([0.5, 2.0])}
    assert number(Total(g["x"]) - n, {}, data) == mpmath.mpf("0.5")
