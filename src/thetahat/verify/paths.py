"""Paths through the parameters along which a likelihood might grow without bound, as data.

A path has a small eps > 0 that goes to 0; L stands for log(1/eps).

    tie      one parameter is such that an end of the support lies eps beyond an observation, or such that a term in
    which
             that observation stands vanishes (a location on an observation); or there is no tie
    moves    one or two of the other parameters go to an end of their domains, like eps**k, L**k or k*L
    profile  one parameter takes the value that maximises the likelihood
    base     the remaining ones stay where they are

Nothing here knows a family: ties are the roots of the sums in which the density joins an observation to a parameter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product
from typing import Any

import numpy as np
from sympy import Add, Expr, I, Mul, Rational, S, Symbol, expand, log

from thetahat.algebra.peel import peel
from thetahat.core.model import Domain, Model
from thetahat.core.statistics import Observation

Array = Any
EPSILON = Symbol("epsilon__", positive=True)
"""Shown as epsilon; no declared name has two underscores."""

_POSITIVE = (Rational(1), Rational(1, 2), Rational(2), Rational(1, 4), Rational(10), Rational(100), Rational(1000))
_REAL = tuple(map(Rational, (1, -1, 2, -2, "1/2", "-1/2", 10, -10, 100, -100)))
_LARGEST = 16
"""Operations in a sum, or in its root, that may still be a location."""
_SHARE = tuple(map(Rational, ("1/2", "1/4", "3/4", "1/10", "9/10")))


@dataclass(frozen=True)
class Tie:
    """``parameter`` = ``value``, an expression in other parameters, eps, and ``touched``: symbols for one observation.

    ``which`` tells the observation: ``smallest``, ``largest`` or ``any``.  Without a parameter there is no tie.
    """

    parameter: Symbol | None = None
    value: Expr = S.Zero
    touched: tuple[tuple[Observation, Symbol], ...] = ()
    which: str = "any"
    border: bool = False


@dataclass(frozen=True)
class Move:
    """How the free part w of a parameter moves: b*eps**k (power), b*L**k (log), b + k*L (linear), b + k*log L (slow).

    w is the parameter itself, its distance from its only finite end, or its share of the way between two.
    """

    kind: str = "fixed"
    exponent: int = 0
    from_upper: bool = False
    """Between two ends: the share is taken from the upper one."""

    def numbers(self, base: Array, distance: Array) -> Array:
        """w, for L = ``distance``; base and distance broadcast."""
        if self.kind == "power":
            return base * np.exp(-self.exponent * distance)
        if self.kind == "log":
            return base * distance ** float(self.exponent)
        if self.kind == "linear":
            return base + self.exponent * distance
        if self.kind == "slow":
            return base + self.exponent * np.log(distance)
        return base + 0 * distance

    def expression(self, base: Expr) -> Expr:
        """The same as an expression in eps."""
        length = -log(EPSILON)
        if self.kind == "power":
            return base * EPSILON**self.exponent
        if self.kind == "log":
            return base * length**self.exponent
        if self.kind == "linear":
            return base + self.exponent * length
        if self.kind == "slow":
            return base + self.exponent * log(length)
        return base


FIXED = Move()
PROFILE = Move("profile")

_FROM_END = (Move("power", 1), Move("log", -1), Move("power", -1), Move("log", 1), Move("log", 2), Move("log", -2))
ON_LINE = (Move("linear", 1), Move("linear", -1), Move("slow", 1), Move("slow", -1), Move("power", -1))
_BETWEEN = (Move("power", 1), Move("log", -1), Move("power", 1, True), Move("log", -1, True))


@dataclass(frozen=True)
class Shape:
    """A kind of path: its tie and the move of each other parameter, the bases left open."""

    tie: Tie
    moves: tuple[tuple[Symbol, Move], ...]

    @property
    def moving(self) -> int:
        """How many parameters move on their own."""
        return sum(m.kind != "fixed" for _, m in self.moves)

    @property
    def profile(self) -> Symbol | None:
        """The parameter that is profiled out, if any."""
        return next((s for s, m in self.moves if m.kind == "profile"), None)


def moves_of(domain: Domain) -> tuple[Move, ...]:
    """The moves that a parameter with this domain can make."""
    if domain.integer:
        return ()
    low, high = domain.lower.is_infinite is not True, domain.upper.is_infinite is not True
    if low and high:
        return _BETWEEN
    return _FROM_END if low or high else ON_LINE


def bases_of(domain: Domain) -> tuple[Rational, ...]:
    """Values of w to stand on."""
    low, high = domain.lower.is_infinite is not True, domain.upper.is_infinite is not True
    if low and high:
        return _SHARE
    if domain.integer:
        return tuple(map(Rational, (1, 2, 3, 10)))
    return _POSITIVE if low or high else _REAL


def placed(domain: Domain, move: Move, w: Any, lower: Any, upper: Any) -> Any:
    """The parameter's value for its free part w: numbers or expressions."""
    low, high = domain.lower.is_infinite is not True, domain.upper.is_infinite is not True
    if low and high:
        return upper - (upper - lower) * w if move.from_upper else lower + (upper - lower) * w
    if low:
        return lower + w
    return upper - w if high else w


def outer(model: Model) -> dict[Symbol, str]:
    """Parameters that are an end of the support themselves: those that stay do so ``below`` or ``above`` the data."""
    found = {}
    for r in model.support.regions:
        if not r.integer and isinstance(r.lower, Symbol):
            found[r.lower] = "below"
        if not r.integer and isinstance(r.upper, Symbol):
            found[r.upper] = "above"
    return found


def shapes(model: Model, profiled: bool = False) -> Iterator[Shape]:
    """All kinds of paths to try, simple ones first; with ``profiled``, those in which one parameter is profiled out."""
    for tie in (*borders(model), *locations(model), Tie()):
        others = [p for p in model.parameters if p.symbol != tie.parameter]
        if profiled:
            yield from _profiled(tie, others)
            continue
        for count in range(3):
            for chosen in combinations(others, count):
                for moves in product(*(moves_of(p.domain) for p in chosen)):
                    table = {p.symbol: m for p, m in zip(chosen, moves, strict=True)}
                    yield Shape(tie, tuple((p.symbol, table.get(p.symbol, FIXED)) for p in others))


def _profiled(tie: Tie, others: list[Any]) -> Iterator[Shape]:
    for free in others:
        if free.domain.integer or moves_of(free.domain) is _BETWEEN:
            continue
        for mover in others:
            if mover is free:
                continue
            for move in moves_of(mover.domain):
                table = {free.symbol: PROFILE, mover.symbol: move}
                yield Shape(tie, tuple((p.symbol, table.get(p.symbol, FIXED)) for p in others))


# ------------------------------------------------------------------ ties


def touch(model: Model) -> tuple[tuple[Observation, Symbol], ...]:
    """A symbol for each variable of the touched observation."""
    return tuple((x, Symbol(f"{x.name}_1", real=True)) for x in dict.fromkeys((*model.observation, *model.given)))


def borders(model: Model) -> list[Tie]:
    """Ties that put an end of the support eps beyond the smallest or largest observation."""
    touched = touch(model)
    names = dict(touched)
    gaps: list[tuple[Expr, tuple[str, ...]]] = []
    for r in model.support.regions:
        if not r.integer:
            gaps += [(names[r.variable] - r.lower.xreplace(names), ("smallest",))] if r.lower.free_symbols else []
            gaps += [(r.upper.xreplace(names) - names[r.variable], ("largest",))] if r.upper.free_symbols else []
    for c in model.support.conditions:
        if hasattr(c, "gts"):
            gaps.append(((c.gts - c.lts).xreplace(names), ("smallest", "largest")))
    found = []
    for gap, which in gaps:
        for p in model.parameters:
            if p.symbol not in gap.free_symbols or p.domain.integer:
                continue
            roots = [s.value for s in peel(gap - EPSILON, p.symbol).solutions if not s.value.has(I)]
            found += [Tie(p.symbol, value, touched, w, True) for value in roots for w in which]
    return found


def locations(model: Model) -> list[Tie]:
    """Ties that make a sum in the density vanish at one observation: x - mu, log(x) - mu, y - a - b*z."""
    touched = touch(model)
    names = dict(touched)
    bordering = {t.parameter for t in borders(model)}
    found: dict[tuple[Symbol, Expr], Tie] = {}
    for node in sorted(model.density.atoms(Add), key=lambda e: (e.count_ops(), str(e))):
        # a letter that is summed over has no value of its own
        if (
            not node.free_symbols <= model.density.free_symbols
            or not node.atoms(Observation)
            or node.count_ops() > _LARGEST
            or node in Mul.make_args(model.density)
        ):
            continue
        for p in model.parameters:
            if p.symbol not in node.free_symbols or p.domain.integer or p.symbol in bordering:
                continue
            for s in peel(node.xreplace(names), p.symbol).solutions:
                simple = s.modulo is None and not s.value.has(I) and s.value.count_ops() <= _LARGEST
                if simple and s.value.free_symbols & {t for _, t in touched}:
                    found.setdefault((p.symbol, s.value), Tie(p.symbol, s.value, touched))
    return list(found.values())


@lru_cache(maxsize=256)
def touching(model: Model, tie: Tie) -> Expr:
    """The log-density of the touched observation along the tie, differences such as x - (x - eps) cancelled."""
    density = model.density
    if tie.parameter is not None:
        # The tie's own symbols may hold the parameter's name: all at once.
        density = density.xreplace(dict(tie.touched)).xreplace({tie.parameter: tie.value})
        marks = (EPSILON, *dict(tie.touched).values())
        density = density.replace(lambda e: isinstance(e, Add) and e.has(*marks), _cancelled)
    else:
        density = density.xreplace(dict(touch(model)))
    return log(density, evaluate=False)


def _cancelled(e: Expr) -> Expr:
    return expand(e) if e.count_ops() <= 60 else e
