"""Statistics in formulas -> ordered passes over the data.

    n log(Total(x)/n) - Total(log(x))        one pass  {Total(x), Total(log x)}
    Total((x - Total(x)/n)**2)               two passes: the inner total first

Each different statistic is computed once.  A statistic goes into the earliest pass at which everything inside its
summand is known; the stage of a scalar is the number of passes that must have happened before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sympy import Add, Dummy, Expr, Mul, S, Symbol, cos, sift, sin

from thetahat.core.statistics import Observation, Statistic, Total

SIZE = Dummy("n", positive=True)
"""Stands for Total(1).  A Dummy: people may call a parameter n."""


@dataclass(frozen=True)
class Pass:
    """One reading of the data: names and the statistics that they stand for (no statistic is nested in another)."""

    names: tuple[Symbol, ...]
    statistics: tuple[Statistic, ...]


@dataclass(frozen=True)
class Scalars:
    """Assignments, in order."""

    assignments: tuple[tuple[Symbol, Expr], ...]


@dataclass
class Schedule:
    """Collects statistics and items; `statements` puts them in order.

    ``given`` maps symbols that are known beforehand to their stage (0: before any pass).  ``outer`` is a schedule whose
    statistics may be used here: those that do not depend on anything defined here are added to it instead.
    """

    given: dict[Symbol, int] = field(default_factory=dict)
    outer: Schedule | None = None
    _names: dict[Statistic, Symbol] = field(default_factory=dict)
    _stages: dict[Symbol, int] = field(default_factory=dict)
    _items: list[tuple[int, Any]] = field(default_factory=list)
    _lowered: dict[Any, Any] = field(default_factory=dict)

    # -------------------------------------------------------------- asking

    def knows(self, symbol: Symbol) -> bool:
        """Whether a scalar is defined here."""
        return symbol in self._stages or symbol in self.given

    def stage(self, expression: Expr) -> int:
        """The number of passes here that an expression without statistics has to wait for."""
        return max((self._stages.get(s, self.given.get(s, 0)) for s in expression.free_symbols), default=0)

    # -------------------------------------------------------------- filling

    def lower(self, expression: Any) -> Any:
        """The expression with a name in the place of each statistic; the statistics are scheduled."""
        if not expression.args:
            return expression
        if expression not in self._lowered:
            if isinstance(expression, Statistic):
                new = self._statistic(expression)
            else:
                args = [self.lower(a) for a in expression.args]
                same = all(a is b for a, b in zip(args, expression.args, strict=True))
                new = expression if same else expression.func(*args)
            self._lowered[expression] = new
        return self._lowered[expression]

    def define(self, symbol: Symbol, expression: Any) -> Expr:
        """symbol = expression."""
        lowered = self.lower(expression)
        self.add((symbol, lowered), (symbol,), (lowered,))
        return lowered

    def add(self, item: Any, defines: Iterable[Symbol], uses: Iterable[Any]) -> None:
        """An item (a pair for a scalar, or any other statement) that defines some symbols and uses some expressions."""
        stage = max((self.stage(u) for u in uses), default=0)
        for s in defines:
            self._stages[s] = stage
        self._items.append((stage, item))

    def _statistic(self, statistic: Statistic) -> Expr:
        args = tuple(self.lower(a) for a in statistic.args)
        summand = args[0]
        if not _observed(summand):
            return SIZE * summand if isinstance(statistic, Total) else summand
        coefficient, rest = _numeric_coefficient(summand) if isinstance(statistic, Total) else (S.One, summand)
        apart = _turned(rest) if isinstance(statistic, Total) else None
        if apart is not None:
            return coefficient * Add(*(c * self._name(Total(h)) for c, h in apart))
        inner = statistic.func(rest, *args[1:])
        return coefficient * self._name(inner)

    def _name(self, statistic: Statistic) -> Symbol:
        if self.outer is not None and not any(self.knows(s) for s in statistic.free_symbols):
            return self.outer._name(statistic)
        if statistic not in self._names:
            symbol = Dummy(type(statistic).__name__.lower(), real=True)
            self._names[statistic] = symbol
            self._stages[symbol] = 1 + self.stage(statistic)
        return self._names[statistic]

    # -------------------------------------------------------------- reading

    @property
    def statistics(self) -> dict[Symbol, Statistic]:
        """Name to statistic."""
        return {s: t for t, s in self._names.items()}

    @property
    def statements(self) -> tuple[Any, ...]:
        """Passes, scalars and the other items, in an order in which each can be computed."""
        stages = {self._stages[s] for s in self._names.values()} | {stage for stage, _ in self._items}
        out: list[Any] = []
        for stage in sorted(stages):
            here = [(s, t) for t, s in self._names.items() if self._stages[s] == stage]
            if here:
                out.append(Pass(tuple(s for s, _ in here), tuple(t for _, t in here)))
            block: list[tuple[Symbol, Expr]] = []
            for at, item in self._items:
                if at != stage:
                    continue
                if isinstance(item, tuple):
                    block.append(item)
                    continue
                if block:
                    out.append(Scalars(tuple(block)))
                    block = []
                out.append(item)
            if block:
                out.append(Scalars(tuple(block)))
        return tuple(out)


def _observed(e: Expr) -> bool:
    return any(isinstance(s, Observation) for s in e.free_symbols)


def _numeric_coefficient(summand: Expr) -> tuple[Expr, Expr]:
    """(c, h) with c*h = summand and c a number: so that Total(2*x) and Total(x) are read once."""
    c, rest = summand.as_coeff_Mul()
    factors = []
    for f in Mul.make_args(rest):
        # (2 mu - 2 x)^2 is 4 (x - mu)^2: what other sums hold as well is then shared with them.
        base, power = f.as_base_exp()
        if isinstance(base, Add) and power.is_Integer and _observed(base):
            size, base = base.primitive()
            if all(t.could_extract_minus_sign() for t in base.args if _observed(t)):
                size, base = -size, -base
            c, f = c * size**power, base**power
        factors.append(f)
    return (c, Mul(*factors)) if c.is_Rational else (S.One, summand)


def _turned(summand: Expr) -> tuple[tuple[Expr, Expr], ...] | None:
    """((c, h), ...) with the sum of c*h = summand, a sine or cosine of an angle that was turned by a parameter.

    cos(x - mu) = cos(mu) cos(x) + sin(mu) sin(x): the sums of cos(x) and sin(x) need no mu, and are read once.
    """
    if not isinstance(summand, sin | cos) or not isinstance(summand.args[0], Add):
        return None
    own, other = sift(summand.args[0].args, _observed, binary=True)
    s, t = Add(*own), Add(*other)
    if not other or any(not isinstance(x, Observation) for x in s.free_symbols) or not t.free_symbols:
        return None
    sign = S.NegativeOne if s.could_extract_minus_sign() else S.One
    s = sign * s
    if isinstance(summand, cos):
        return (cos(t), cos(s)), (-sign * sin(t), sin(s))
    return (sin(t), cos(s)), (sign * cos(t), sin(s))


def separate(term: Expr) -> tuple[Expr, Expr]:
    """(c, h) with c*h = term, and h the factors that hold an observation."""
    inside = [f for f in Mul.make_args(term) if _observed(f)]
    h = Mul(*inside)
    return (term if not inside else Mul(*(f for f in Mul.make_args(term) if not _observed(f)))), h
