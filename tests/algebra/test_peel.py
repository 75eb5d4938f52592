"""Solving for one unknown.  Truth: known solutions, equations built around a known root, signs on a grid."""

import itertools
import random
from dataclasses import dataclass

import mpmath
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import (
    Abs,
    Expr,
    Integer,
    LambertW,
    Rational,
    Symbol,
    atan2,
    besseli,
    cos,
    digamma,
    exp,
    log,
    pi,
    sin,
    sqrt,
)

from thetahat.algebra.peel import LARGEST, Peeled, peel
from thetahat.core.clock import Clock, Expired
from thetahat.core.special import InverseBesselRatio, InverseDigamma

p = Symbol("p", real=True)
q = Symbol("q", positive=True)
n, S, T = (Symbol(name, positive=True) for name in ("n", "S", "T"))
C, D = Symbol("C", real=True), Symbol("D", real=True)

VALUES = {n: 7.0, S: 2.5, T: 0.8, C: 0.6, D: -1.3}
OTHERS = {n: 3.0, S: 0.4, T: 5.5, C: -2.2, D: 0.9}


def real_numbers(values, at) -> list[float]:
    """The real ones among some formulas, sorted, equal ones once."""
    found = []
    for v in values:
        z = complex(sympy.sympify(v).subs(at).evalf(30))
        if abs(z.imag) < 1e-12 * (1 + abs(z.real)):
            found.append(z.real)
    found.sort()
    return [v for i, v in enumerate(found) if i == 0 or abs(v - found[i - 1]) > 1e-9 * (1 + abs(v))]


# (equation, unknown, all its real solutions in the unknown's domain)
KNOWN = [
    (C * p + D, p, [-D / C]),
    (S / q**2 - n / q, q, [S / n]),
    (n / q - S, q, [n / S]),
    (S / q - (n - S) / (1 - q), q, [S / n]),
    (-n / (2 * q) + S / (2 * q**2), q, [S / n]),
    (S / q**3 - n / q, q, [sqrt(S / n)]),
    (p**2 - S, p, [sqrt(S), -sqrt(S)]),
    (q**2 - S, q, [sqrt(S)]),
    (q**2 + T * q - S, q, [(-T + sqrt(T**2 + 4 * S)) / 2]),
    (p**2 + C * p - S, p, [(-C + s * sqrt(C**2 + 4 * S)) / 2 for s in (1, -1)]),
    (p**2 + C * p + C**2 + S, p, []),
    (p**3 - S, p, [S ** Rational(1, 3)]),
    (p**3 + S, p, [-(S ** Rational(1, 3))]),
    (p**3 - C, p, [sympy.sign(C) * Abs(C) ** Rational(1, 3)]),
    (D - 2 * p**5, p, [sympy.sign(D) * (Abs(D) / 2) ** Rational(1, 5)]),
    (p**4 - S, p, [S ** Rational(1, 4), -(S ** Rational(1, 4))]),
    (p * (p**2 - S) * (p - C), p, [0, sqrt(S), -sqrt(S), C]),
    (q ** Rational(3, 2) - T * sqrt(q), q, [T]),
    (q**n - S, q, [S ** (1 / n)]),
    ((q / S) ** T - n, q, [S * n ** (1 / T)]),
    (sqrt(q) - T, q, [T**2]),
    (sqrt(p - 1) - T, p, [1 + T**2]),
    (exp(p) - S, p, [log(S)]),
    (exp(-2 * p) * S - n, p, [log(S / n) / 2]),
    (S * exp(2 * p) - n * exp(p), p, [log(n / S)]),
    (exp(2 * p) - 3 * exp(p) + 2, p, [0, log(2)]),
    (1 / (1 + exp(-p)) - S / (S + T), p, [log(S / T)]),
    (log(q) - C, q, [exp(C)]),
    (n * log(q) - S * log(T), q, [T ** (S / n)]),
    (log(p**2) - T, p, [exp(T / 2), -exp(T / 2)]),
    (log(q) ** 2 - T, q, [exp(sqrt(T)), exp(-sqrt(T))]),
    (2**p - S, p, [log(S) / log(2)]),
    (digamma(q) - C, q, [InverseDigamma(C)]),
    (n * log(S) - n * digamma(q) + D, q, [InverseDigamma(log(S) + D / n)]),
    (digamma(1 / q) - C, q, [1 / InverseDigamma(C)]),
    (q * exp(q) - T, q, [LambertW(T)]),
    (p * exp(p) + Rational(1, 10), p, [LambertW(Rational(-1, 10)), LambertW(Rational(-1, 10), -1)]),
    (q + exp(q) - 1 - n, q, [1 + n - LambertW(exp(1 + n))]),
    (q * log(q) - T, q, [exp(LambertW(T))]),
    (S * besseli(1, q) - (S + T) * besseli(0, q) * S / (S + 2 * T), q, [InverseBesselRatio((S + T) / (S + 2 * T))]),
    (C * p / (1 + p**2) - D * p / (1 + p**2), p, [0]),
    (cos(p) * C + sin(p) * D, p, None),
]


@pytest.mark.parametrize(("equation", "unknown", "expected"), [k for k in KNOWN if k[2] is not None], ids=str)
@pytest.mark.parametrize("at", [VALUES, OTHERS], ids=["one", "other"])
def test_known_solutions(equation, unknown, expected, at):
    found = peel(equation, unknown)
    assert found.left == ()
    values = real_numbers((s.value for s in found.solutions), at)
    if unknown.is_positive:
        values = [v for v in values if v > 0]
    assert values == pytest.approx(real_numbers(expected, at), rel=1e-9, abs=1e-12)


def test_an_angle_has_two_solutions_a_turn_apart():
    found = peel(C * cos(p) + D * sin(p), p)
    assert found.left == ()
    assert {s.modulo for s in found.solutions} == {2 * pi}
    for at in (VALUES, OTHERS):
        values = real_numbers((s.value for s in found.solutions), at)
        assert len(values) == 2
        assert (values[1] - values[0]) == pytest.approx(float(mpmath.pi))
        assert all(at[C] * mpmath.cos(v) + at[D] * mpmath.sin(v) == pytest.approx(0, abs=1e-12) for v in values)


def test_a_shifted_angle():
    found = peel(C * cos(p - 1) + D * sin(p - 1), p)
    values = real_numbers((s.value for s in found.solutions), VALUES)
    first = float(atan2(-C, D).subs(VALUES)) + 1
    assert any(abs(sympy.Mod(v - first, 2 * pi).evalf()) < 1e-9 for v in values)


class TestWhatIsLeft:
    @pytest.mark.parametrize(
        "equation",
        [
            p**5 - p - 1,
            exp(p) - 3 * 2**p,
            sympy.erf(p) - C,
            sympy.floor(p) - 2,
            Abs(p) - T,
            cos(p) - C,
            exp(p) + p**2 - S,
            log(1 + exp(p)) + p,
            digamma(p) - C,
        ],
        ids=str,
    )
    def test_what_cannot_be_undone_is_named(self, equation):
        found = peel(equation, p)
        assert found.left
        assert all(f.has(p) for f in found.left)

    def test_without_the_unknown_there_is_nothing_to_solve(self):
        assert peel(S - T, p) == Peeled((), ())

    def test_a_factor_without_zeros_is_no_solution(self):
        found = peel(exp(-p / S) * (p - C), p)
        assert [s.value for s in found.solutions] == [C]
        assert found.left == ()

    def test_long_equations_are_not_tried(self):
        long = sympy.Add(*(Symbol(f"t{i}") * p**i for i in range(LARGEST)), evaluate=False)
        assert peel(long, p).left

    def test_special_inverses_are_counted(self):
        (solution,) = peel(digamma(q) - C, q).solutions
        assert solution.special == 1
        (solution,) = peel(q - C - S, q).solutions
        assert solution.special == 0


# ------------------------------------------------------------------ equations built around a known root


@dataclass(frozen=True)
class Built:
    """F(p), made by operations that are undone one at a time, and the value of F at the root."""

    expression: Expr
    value: float


def _moves(e: Expr, v: mpmath.mpf, c: Rational, signed: Rational) -> list[tuple[Expr, mpmath.mpf]]:
    """What one more operation makes of an expression and of its value."""
    number, shift = mpmath.mpf(c.p) / c.q, mpmath.mpf(signed.p) / signed.q
    moves = [(e + signed, v + shift), (e * signed, v * shift), (e**3, v**3)]
    if abs(v) < 4:
        moves.append((exp(e), mpmath.exp(v)))
    if v > 0.05:
        moves += [(log(e), mpmath.log(v)), (sqrt(e), mpmath.sqrt(v)), (e**c, v**number)]
        if e.is_positive:
            moves.append((digamma(e), mpmath.digamma(v)))
    if abs(v) > 0.05:
        moves.append((1 / e, 1 / v))
    return moves


def _steps(r: random.Random, unknown: Symbol, root: float, depth: int) -> Built:
    e, v = unknown, mpmath.mpf(root)
    for _ in range(depth):
        c = Rational(r.choice([1, 2, 3, 5]), r.choice([1, 2, 3]))
        e, v = r.choice(_moves(e, v, c, c * r.choice([1, -1])))
    return Built(e, v)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 30), st.integers(1, 4), st.booleans())
def test_a_root_that_was_built_in_is_found(seed, tenths, depth, positive):
    _check_built(seed, tenths, depth, positive)


@pytest.mark.long
@settings(max_examples=1500, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 60), st.integers(1, 6), st.booleans())
def test_many_roots_that_were_built_in_are_found(seed, tenths, depth, positive):
    _check_built(seed, tenths, depth, positive)


def _check_built(seed: int, tenths: int, depth: int, positive: bool) -> None:
    with mpmath.workdps(150):
        unknown, root = (q, tenths / 10) if positive else (p, tenths / 10 - 1.55)
        built = _steps(random.Random(seed), unknown, root, depth)
        target = Symbol("t", real=True)
        try:
            with Clock(20).running():  # a derivation has a budget too: polynomials of high degree take for ever
                found = peel(built.expression - target, unknown)
        except Expired:
            return
        if found.left or not built.expression.has(unknown):
            return
        at = {target: sympy.Float(built.value, 150)}
        values = [
            complex(z)
            for s in found.solutions
            if (z := s.value.subs(at).evalf(25)).is_number and not z.atoms(sympy.Function)
        ]
        assert any(abs(v - root) < 1e-8 * (1 + abs(root)) for v in values), (
            f"{built.expression} = {built.value}: {values}"
        )


# ------------------------------------------------------------------ no root on a grid is missing


def _term(r: random.Random, u: Symbol) -> Expr:
    c = Integer(r.choice([-3, -2, -1, 1, 2, 3]))
    shapes = [
        c,
        c,
        c * u,
        c * u**2,
        c * u**3,
        c / u,
        c * exp(u),
        c * exp(-u),
        c * exp(2 * u),
        c * u * exp(u),
        c * log(u**2 if not u.is_positive else u),
        c * sqrt(u**2 + 1),
        c * sqrt(u + 2),
        c / (u + 1),
        c / (u**2 + 1),
        c * u**4,
        c * 2**u,
    ]
    return r.choice(shapes)


def _equation(r: random.Random, u: Symbol) -> Expr:
    e = sympy.Add(*(_term(r, u) for _ in range(r.randint(2, 3))))
    if r.random() < 0.3:
        e *= sympy.Add(*(_term(r, u) for _ in range(2)))
    if r.random() < 0.2:
        e = e / (u**2 + r.randint(1, 3))
    return e


def _changes(f, low: float, high: float, count: int) -> list[tuple[float, float]]:
    """Intervals in which f, defined at both ends, changes its sign through zero and not through a pole."""
    grid = [low + (high - low) * (i + 0.377) / count for i in range(count)]
    held = [(t, f(t)) for t in grid]
    found = []
    for (a, fa), (b, fb) in itertools.pairwise(held):
        if fa is None or fb is None or not fa * fb < 0:
            continue
        left, right = a, b
        for _ in range(60):
            middle = (left + right) / 2
            fm = f(middle)
            if fm is None:
                break
            left, right = (middle, right) if fm * fa > 0 else (left, middle)
        else:
            if abs(f(left)) <= abs(fa) and abs(f(right)) <= abs(fb):
                found.append((left, right))
    return found


def _real(e: Expr, u: Symbol):
    function = sympy.lambdify(u, e, "mpmath")

    def f(t):
        try:
            value = function(mpmath.mpf(t))
        except (ZeroDivisionError, ValueError):
            return None
        if isinstance(value, mpmath.mpc):
            if value.imag != 0:
                return None
            value = value.real
        return value if mpmath.isfinite(value) else None

    return f


def _check_complete(seed: int) -> bool:
    r = random.Random(seed)
    u = r.choice([p, q])
    e = _equation(r, u)
    if not e.has(u):
        return False
    found = peel(e, u)
    f = _real(e, u)
    values = real_numbers((s.value for s in found.solutions), {})
    for value in values:
        if u.is_positive and value <= 0:
            continue
        at = f(value)
        near = f(value + 1e-4)
        if at is not None and near is not None:
            assert abs(at) <= 1e-6 * (1 + abs(near)), f"{seed}: {e} is not 0 at {value}"
    if found.left:
        return False
    for low, high in _changes(f, 0.0 if u.is_positive else -6.0, 6.0, 240):
        assert any(low - 1e-6 <= v <= high + 1e-6 for v in values), f"{seed}: {e} has a root near {low}: {values}"
    return True


def test_no_root_on_a_grid_is_missing():
    assert sum(_check_complete(seed) for seed in range(60)) > 15


@pytest.mark.long
def test_no_root_on_a_grid_is_missing_in_many_equations():
    assert sum(_check_complete(seed) for seed in range(1000, 4000)) > 600
