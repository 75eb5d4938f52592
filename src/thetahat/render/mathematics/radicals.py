"""Square roots of a product, put back under one root: sqrt(2)*sqrt(S)/(2*sqrt(n)) is sqrt(S/(2 n)).

SymPy splits roots of positive factors and rationalises sqrt(1/2); a reader wants neither.
"""

from __future__ import annotations

from math import isqrt

from sympy import Expr, Integer, Mul, Pow, Rational, S, factorint

Factor = tuple[Expr, Expr]
"""A base and its power."""


def _square_part(number: int) -> tuple[int, int]:
    """(s, r) with number = s^2 r; only small primes are looked for, so that a huge number costs nothing."""
    if isqrt(number) ** 2 == number:
        return isqrt(number), 1
    s, r = 1, 1
    for prime, times in factorint(number, limit=10_000).items():
        s *= prime ** (times // 2)
        r *= prime ** (times % 2)
    return s, r


def _half(power: Expr) -> bool:
    return isinstance(power, Rational) and power.q == 2


def _one_root(bases: list[Expr]) -> bool:
    """sqrt(a) sqrt(b) = sqrt(a b) unless two of them may be negative."""
    return sum(not b.is_nonnegative for b in bases) <= 1


def gathered(
    coefficient: Rational, above: list[Factor], below: list[Factor]
) -> tuple[Rational, list[Factor], list[Factor]]:
    """coefficient * above / below with its square roots under one root, if there are two of them or a number."""
    up = [f for f in above if _half(f[1])]
    down = [f for f in below if _half(f[1])]
    bases = [b for b, _ in up + down]
    letters = [b for b in bases if not b.is_Integer]
    if not bases or (len(bases) == 1 and letters) or not _one_root(bases):
        return coefficient, above, below
    above = [f for f in above if f not in up]
    below = [f for f in below if f not in down]
    inside = coefficient**2
    for base, power in up:
        inside *= base ** (2 * power) if base.is_Integer else S.One
    for base, power in down:
        inside /= base ** (2 * power) if base.is_Integer else S.One
    sign = -1 if coefficient < 0 else 1
    s, p = _square_part(int(inside.p))
    t, q = _square_part(int(inside.q))
    root_above = [Pow(b, 2 * e) for b, e in up if not b.is_Integer]
    root_below = [Pow(b, 2 * e) for b, e in down if not b.is_Integer]
    top = [Integer(p)] * (p != 1) + root_above
    bottom = [Integer(q)] * (q != 1) + root_below
    if top and bottom:
        above = [*above, (Mul(*top) / Mul(*bottom), S.Half)]
    elif top:
        above = [*above, (Mul(*top), S.Half)]
    elif bottom:
        below = [*below, (Mul(*bottom), S.Half)]
    return Rational(sign * s, t), above, below
