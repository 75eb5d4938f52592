"""Factorials that make a binomial coefficient, put together: m!/(x! (m - x)!) is read "m choose x"."""

from __future__ import annotations

from collections.abc import Callable

from sympy import Expr, S, binomial, expand, gamma

Factor = tuple[Expr, Expr]
Count = Callable[[Expr], Expr | None]


def chosen(above: list[Factor], below: list[Factor], count: Count) -> tuple[list[Factor], list[Factor]]:
    """The factors above and below the line, with every a!/(b! (a - b)!) replaced by a coefficient."""
    tops = [(f, count(f[0])) for f in above if isinstance(f[0], gamma) and f[1] == S.One]
    for top, a in tops:
        if a is None:
            continue
        bottoms = [(f, count(f[0])) for f in below if isinstance(f[0], gamma) and f[1] == S.One]
        pairs = [
            (f, g, b)
            for f, b in bottoms
            for g, c in bottoms
            if b is not None and c is not None and f != g and expand(b + c - a) == 0
        ]
        if pairs:
            first, second, b = min(pairs, key=lambda p: (len(str(p[2])), str(p[2])))
            above = [f for f in above if f != top]
            below = [f for f in below if f not in (first, second)]
            above = [(binomial(a, b, evaluate=False), S.One), *above]
    return above, below
