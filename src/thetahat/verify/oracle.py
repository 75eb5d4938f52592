"""The sign of an expression at every admissible point: proved by assumptions, or checked at random points.

    oracle = Oracle(model)
    oracle.sign(expression)            (+1 | -1 | 0 | None, Status)
    oracle.inside(parameter, formula)  "proved" | "checked" | "sometimes" | "never"

A sign is strict at generic points: a total of counts has the sign +1 although the sample may be all zeros.  Work is
bounded by operation counts and numbers of points, never by a clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import sympy
from sympy import Add, Dummy, Expr, Mul, Pow, S, Symbol
from sympy.core.relational import Relational

from thetahat.core.derivation import Status
from thetahat.core.model import Domain, Model, Parameter, Region
from thetahat.core.statistics import Extreme, Observation, Quantile, Statistic, Total, statistics_of
from thetahat.verify import evaluate
from thetahat.verify.points import Points, ordered

Answer = tuple[int | None, Status]
UNKNOWN: Answer = (None, Status.UNPROVED)

_SIZES = (2, 3, 5, 10)
_POINTS = 40
_SMALL = 60
"""Operations up to which an expression may be put over a common denominator and factored."""
_LARGE = 400
"""Operations above which only the numbers are asked."""
_NOISE = 1e-9
_AGREE = 0.5
"""The part of the points at which the sign must be strict."""


class Oracle:
    """Signs over one model's parameters and data.  Points are drawn once and shared by all questions."""

    def __init__(self, model: Model, seed: int = 0) -> None:
        self.model = model
        self.points = Points(model, seed)
        self._answers: dict[Any, Answer] = {}
        self._moved = _open_coordinates(model)

    def sign(self, expression: Any, given: Sequence[Any] = ()) -> Answer:
        """(+1, -1, or 0 for identically zero; ``None`` if the sign changes or is unknown), and how that is known.

        ``expression`` may hold parameters, known constants, statistics and, outside statistics, observations of one
        point. ``given`` are relations that may be assumed.
        """
        e = sympy.sympify(expression)
        key = (e, tuple(given))
        if key not in self._answers:
            self._answers[key] = self._sign(e, tuple(given))
        return self._answers[key]

    def holds(self, relation: Any, given: Sequence[Any] = ()) -> Answer:
        """(+1 if the relation holds everywhere, -1 if nowhere, None otherwise), and how that is known."""
        if relation in (sympy.true, sympy.false):
            return (1 if relation == sympy.true else -1), Status.PROVED
        if not isinstance(relation, Relational):
            return UNKNOWN
        sign, status = self.sign(relation.lhs - relation.rhs, given)
        if sign is None:
            return UNKNOWN
        true = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (1, 0), "==": (0,), "!=": (1, -1)}[relation.rel_op]
        return (1 if sign in true else -1), status

    def inside(self, parameter: Parameter, expression: Any, given: Sequence[Any] = ()) -> str:
        """Whether a candidate for a parameter lies in its domain, for data drawn from the model.

        ``proved`` or ``checked``: always; ``sometimes``: at some samples; ``never``: at none.
        """
        domain = parameter.domain
        e = sympy.sympify(expression)
        gaps = [g for g in (e - domain.lower, domain.upper - e) if not g.has(S.Infinity, S.NegativeInfinity)]
        held = self._inside_numerically(domain, e, tuple(given))
        if held.size == 0 or not held.all():
            return "sometimes" if held.size == 0 or held.any() else "never"
        proved = all(self.sign(g, given) == (1, Status.PROVED) for g in gaps)
        return "proved" if proved else "checked"

    def numbers(self, expression: Any, given: Sequence[Any] = (), digits: int | None = None) -> list[Any]:
        """The expression's values at the random points (an array for each sample size), those allowed by ``given``."""
        found = []
        for parameters, data in self._batches(expression, tuple(given)):
            v = evaluate.values(expression, parameters, data, None, digits)
            keep = self._allowed(tuple(given), parameters, data)
            shape = np.broadcast_shapes(np.shape(v), keep.shape)
            found.append(np.broadcast_to(v, shape)[np.broadcast_to(keep, shape)])
        return found

    # -------------------------------------------------------------- in order: structure, numbers, proof

    def _sign(self, e: Expr, given: tuple[Any, ...]) -> Answer:
        if e.has(sympy.I):
            return UNKNOWN
        if e.count_ops() <= _LARGE:
            if e.is_zero:
                return 0, Status.PROVED
            quick = _assumed(e)
            if quick:
                return quick, Status.PROVED
        if isinstance(e, Mul):
            return self._product([self.sign(f, given) for f in e.args])
        if isinstance(e, Pow) and e.exp.is_integer and e.exp.is_odd:
            return self.sign(e.base, given)
        if isinstance(e, Total):
            # The sum of one sign has that sign; a sum whose terms differ in sign may have one all the same.
            sign, status = self.sign(e.summand, given)
            if sign is not None:
                return sign, status
        if isinstance(e, Extreme | Quantile):
            sign, status = self.sign(e.summand, given)
            if sign is not None:
                return sign, status
        sign = self._numeric(e, given)
        if sign is None:
            return UNKNOWN
        if self._proved(e, sign, given):
            return sign, Status.PROVED
        return sign, Status.CHECKED

    @staticmethod
    def _product(answers: list[Answer]) -> Answer:
        if any(s == 0 and status == Status.PROVED for s, status in answers):
            return 0, Status.PROVED
        result, proved = 1, True
        for sign, status in answers:
            if sign is None:
                return UNKNOWN
            result *= sign
            proved &= status == Status.PROVED
        return result, Status.PROVED if proved else Status.CHECKED

    # -------------------------------------------------------------- numbers

    def _batches(self, expression: Any, given: tuple[Any, ...]) -> list[Any]:
        atoms = expression.atoms(Statistic, Observation).union(*(g.atoms(Statistic, Observation) for g in given))
        sizes = _SIZES if atoms else (1,)
        return [self.points.batch(_POINTS, n) for n in sizes] if atoms else [self.points.batch(4 * _POINTS, 1)]

    @staticmethod
    def _allowed(given: tuple[Any, ...], parameters: Any, data: Any) -> Any:
        keep: Any = np.ones((1, 1), dtype=bool)
        for g in given:
            if isinstance(g, Relational):
                keep = keep & np.asarray(evaluate.values(g, parameters, data), dtype=bool)
        return keep

    def _numeric(self, e: Expr, given: tuple[Any, ...]) -> int | None:
        """The sign at random points; what is smaller than rounding of its terms is computed again with 40 digits."""
        positive = negative = zero = 0
        for parameters, data in self._batches(e, given):
            v, size = evaluate.sized(e, parameters, data)
            keep = self._allowed(given, parameters, data)
            shape = np.broadcast_shapes(np.shape(v), np.shape(size), keep.shape)
            v, size, keep = (np.broadcast_to(a, shape) for a in (v, size, keep))
            doubtful = keep & (~(np.abs(v) > _NOISE * size) | ~np.isfinite(v))
            if doubtful.any():
                v = self._again(e, parameters, data, v, doubtful)
            positive += int((keep & (v > 0)).sum())
            negative += int((keep & (v < 0)).sum())
            zero += int((keep & (v == 0)).sum())
            if positive and negative:
                return None
        told = positive + negative + zero
        if told < 8:
            return None
        if zero == told:
            return 0
        if positive >= _AGREE * told:
            return 1
        return -1 if negative >= _AGREE * told else None

    @staticmethod
    def _again(e: Expr, parameters: Any, data: Any, v: Any, doubtful: Any) -> Any:
        """The rows in doubt with 40 digits; 0 where the value is below 1e-30 of its terms."""
        rows = np.flatnonzero(doubtful.any(axis=1)) if doubtful.shape[0] > 1 else np.arange(1)
        result = np.array(v)
        some_parameters = {k: a[rows] for k, a in parameters.items()}
        some_data = {k: a[rows] for k, a in data.items()}
        exact, size = evaluate.sized(e, some_parameters, some_data, 40)
        exact, size = (np.broadcast_to(a, (len(rows), result.shape[1])) for a in (exact, size))
        tiny = np.asarray(abs(exact) <= size * 1e-30, dtype=bool)
        signs = np.asarray(exact > 0, dtype=float) - np.asarray(exact < 0, dtype=float)
        known = np.asarray(exact == exact, dtype=bool)
        signs = np.where(known, np.where(tiny, 0.0, signs), np.nan)
        result[rows] = np.where(doubtful[rows], signs, result[rows])
        return result

    def _inside_numerically(self, domain: Domain, e: Expr, given: tuple[Any, ...]) -> Any:
        held = []
        for parameters, data in self._batches(e, given):
            v, lower, upper = evaluate.several((e, domain.lower, domain.upper), parameters, data)
            good = (v >= lower if domain.lower_closed else v > lower) & (
                v <= upper if domain.upper_closed else v < upper
            )
            keep = self._allowed(given, parameters, data)
            shape = np.broadcast_shapes(np.shape(good), keep.shape)
            held.append(np.broadcast_to(good, shape)[np.broadcast_to(keep, shape)])
        return np.concatenate(held)

    # -------------------------------------------------------------- proof

    def _proved(self, e: Expr, sign: int, given: tuple[Any, ...]) -> bool:
        # a derivative that SymPy leaves standing, zeta'(s), cannot be moved to other coordinates
        if sign == 0 or e.count_ops() > _LARGE or e.has(sympy.Derivative):
            return False
        frozen, names = self._frozen(e, given)
        moved = frozen.xreplace(_assuming(given, names))
        for old, new in self._moved:
            moved = moved.xreplace({old: new})
        # A weak sign is enough here: that the value does not vanish at generic points has been seen already.
        return any(form.is_nonnegative if sign == 1 else form.is_nonpositive for form in _forms(moved))

    def _frozen(self, e: Expr, given: tuple[Any, ...]) -> tuple[Expr, dict[Any, Any]]:
        """The expression with each statistic replaced by a Dummy that knows the statistic's proved sign."""
        names: dict[Any, Any] = {}
        for s in sorted(statistics_of(e), key=str):
            known = {"real": True}
            sign, status = self.sign(s, given) if s != e else UNKNOWN
            if s.is_nonnegative:
                known = {"nonnegative": True}
            if status == Status.PROVED and sign in (1, -1):
                known = {"positive": True} if sign == 1 else {"negative": True}
            names[s] = Dummy("T", **known)
        return e.xreplace(names), names


def _assumed(e: Expr) -> int:
    """+1 or -1 when SymPy's assumptions give a strict sign, else 0."""
    if e.is_positive:
        return 1
    return -1 if e.is_negative else 0


def _forms(e: Expr) -> Any:
    """The expression, and rewritings of it in which assumptions may see more."""
    yield e
    if e.count_ops() > _SMALL:
        return
    top, bottom = sympy.fraction(sympy.together(e))
    yield top / bottom
    expanded = sympy.expand(top)
    yield expanded / bottom
    yield expanded / sympy.expand(bottom)
    yield sympy.factor(expanded) / sympy.factor(bottom)
    if isinstance(e, Add) and any(t.has(sympy.log) for t in e.args):
        joined = sympy.logcombine(e)
        if isinstance(joined, sympy.log):
            yield sympy.expand(sympy.fraction(sympy.together(joined.args[0] - 1))[0])


def _open_coordinates(model: Model) -> list[tuple[Symbol, Expr]]:
    """Each variable and parameter with a finite end in terms of a positive d: lower + d, upper - d, or a point between.

    In an order in which each end is replaced after what it bounds, so that nothing is left behind.
    """
    moves = []
    for r in model.support.regions:
        if not (r.lower == 0 and r.upper == S.Infinity and r.variable.is_nonnegative):
            moves += _coordinate(r.variable, r)
    for p in reversed(ordered((*model.parameters, *model.known))):
        if not (p.domain.lower == 0 and p.domain.upper == S.Infinity):
            moves += _coordinate(p.symbol, p.domain)
    return moves


def _coordinate(symbol: Symbol, span: Domain | Region) -> list[tuple[Symbol, Expr]]:
    low, high = span.lower != S.NegativeInfinity, span.upper != S.Infinity
    closed = {"nonnegative": True} if span.lower_closed != span.upper_closed else {"positive": True}
    d = Dummy(symbol.name, **closed)
    if low and high:
        # A closed end is reached at d = 0; of two closed ends neither is: the sign is asked at generic points.
        width = span.upper - span.lower
        if span.upper_closed and not span.lower_closed:
            return [(symbol, span.upper - width * d / (1 + d))]
        return [(symbol, span.lower + width * d / (1 + d))]
    if low:
        return [(symbol, span.lower + d)]
    return [(symbol, span.upper - d)] if high else []


def _assuming(given: tuple[Any, ...], names: dict[Any, Any]) -> dict[Any, Any]:
    """Relations such as a > b as a substitution a -> b + positive, for a symbol or statistic a that stands alone."""
    rules: dict[Any, Any] = {}
    for g in given:
        if not isinstance(g, Relational) or g.rel_op not in ("<", "<=", ">", ">="):
            continue
        large, small = (g.lhs, g.rhs) if g.rel_op[0] == ">" else (g.rhs, g.lhs)
        large, small = large.xreplace(names), small.xreplace(names)
        more = Dummy("m", positive=True) if g.rel_op in "<>" else Dummy("m", nonnegative=True)
        if (
            isinstance(large, Symbol)
            and large not in rules
            and not small.has(large)
            and not small.has(*rules or (more,))
        ):
            rules[large] = small + more
        elif (
            isinstance(small, Symbol)
            and small not in rules
            and not large.has(small)
            and not large.has(*rules or (more,))
        ):
            rules[small] = large - more
    return rules
