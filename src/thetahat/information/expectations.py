"""Expectations over one observation of the declared density: in closed form, or as the expectations that they are.

The integrals of the density's kernels give many; others follow from E[score] = 0, as a linear system.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from sympy import Abs, Add, Dummy, Expr, Max, Min, Piecewise, S, Symbol, count_ops, expand

from thetahat.algebra.moments import expectation, from_scores, kernels, tidy
from thetahat.algebra.observed import observed
from thetahat.algebra.totals import linear_in_totals, monic, natural
from thetahat.algebra.totals import tidy as tidy_totals
from thetahat.core.derivation import Derivation, Expectation, Step
from thetahat.core.statistics import Total
from thetahat.verify import steps as checks
from thetahat.verify.oracle import Oracle

LARGEST = 400
"""Operations above which an expression is not worked on."""


class Expectations:
    """E[h] for functions h of one observation and of the ``parameters`` to which the usual theory applies."""

    def __init__(self, derivation: Derivation, parameters: tuple[Symbol, ...]) -> None:
        self.derivation = derivation
        self.parameters = parameters
        self.model = derivation.model
        self.oracle = Oracle(self.model)
        self.moments: dict[Expr, Expr] = {}
        """What was found, E[h] by h."""

    def checked(self, step: Step) -> Step:
        """The step, its claims evaluated at random points."""
        return checks.checked(step, self.model, self.oracle.points)

    # -------------------------------------------------------------- the density of one observation

    @cached_property
    def given(self) -> dict[Any, Any]:
        """Variables that are conditioned on, as constants."""
        return {z: Dummy(z.name, real=True) for z in self.model.given}

    @cached_property
    def back(self) -> dict[Any, Any]:
        """The constants as the variables that they stand for."""
        return {d: z for z, d in self.given.items()}

    @cached_property
    def log_density(self) -> Expr:
        """log f of one observation, taken from the log-likelihood: a total is its summand."""
        whole = self.derivation.log_likelihood
        assert whole is not None
        return whole.replace(Total, lambda h: h).xreplace(self.given)

    @cached_property
    def cornered(self) -> bool:
        """Whether log f has a corner in some parameter: then only the score is used."""
        kinks = self.log_density.atoms(Abs, Max, Min)
        branches = {c for p in self.log_density.atoms(Piecewise) for _, c in p.args}
        return any(e.free_symbols & set(self.parameters) for e in kinks | branches)

    @cached_property
    def scores(self) -> dict[Symbol, Expr]:
        """d log f/dtheta for each parameter."""
        return {p: self.log_density.diff(p) for p in self.parameters}

    @cached_property
    def kernels(self) -> Any:
        """Every reading of the density as a weight whose integrals are known; none for counts."""
        (x,) = self.model.random
        region = self.model.support.region(x)
        lower, upper = (e.xreplace(self.given) for e in (region.lower, region.upper))
        return [] if region.integer else kernels(self.log_density, x, lower, upper)

    # -------------------------------------------------------------- expectations

    def of(self, e: Expr) -> Expr | None:
        """E[e], holding `Expectation` where it was not found; None if e is too large."""
        if count_ops(e) > LARGEST:
            return None
        best: Expr | None = None
        for parts in _parts(e):
            value = self._summed(parts)
            if not value.has(Expectation):
                return value
            best = value if best is None or count_ops(value) < count_ops(best) else best
        (x,) = self.model.random
        whole = expectation(e, x, self.kernels)
        if whole is not None or best is None:
            return whole
        return best.replace(Expectation, lambda h: _pulled(h, x))

    def closed(self, h: Expr) -> Expr | None:
        """E[h] in closed form, or None; what depends on no observation is its own."""
        value = self._moments((h,))[h]
        if value.has(Expectation):
            whole = self.of(h)
            value = value if whole is None else whole
        return None if value.has(Expectation) else value

    def _summed(self, parts: Mapping[Expr, Expr]) -> Expr:
        values = self._moments(tuple(parts))
        return tidy(sum((c * values[h] for h, c in parts.items()), S.Zero))

    def _moments(self, functions: tuple[Expr, ...]) -> dict[Expr, Expr]:
        """E[h] for each h; the nominal `Expectation(h)` where none was found."""
        wanted = [h for h in functions if observed(h) and h not in self.moments]
        if wanted:
            found = from_scores(wanted, self._linear_scores) if not self.cornered else {}
            (x,) = self.model.random
            for h in wanted:
                value = found.get(h)
                if value is None:
                    value = expectation(h, x, self.kernels)
                if value is not None:
                    self.moments[h] = value
        return {h: self.moments.get(h, Expectation(h)) if observed(h) else h for h in functions}

    @cached_property
    def _linear_scores(self) -> list[dict[Expr, Expr]]:
        """Every way of reading each score as {h: coefficient}."""
        return [
            {(h if observed(h) else S.One): c for h, c in parts.items()}
            for score in self.scores.values()
            for parts in _parts(score)
        ]


def _pulled(h: Expr, x: Symbol) -> Expr:
    """E[h] with what does not depend on x outside: E[a + b h] = a + b E[h]."""
    factor, rest = h.as_independent(x, as_Add=False)
    constant, varying = rest.as_independent(x, as_Add=True)
    if factor == 1 and constant == 0:
        return Expectation(h)
    return factor * constant + factor * _pulled(varying, x)


def _parts(e: Expr) -> list[dict[Expr, Expr]]:
    """e as a sum of coefficient times function of the observation, {h: coefficient}: as it stands, multiplied out."""
    forms = []
    parts = linear_in_totals(tidy_totals(natural(e)))
    if parts is not None:
        forms.append(_by_function((c, t.summand) for t, c in parts.items()))
    forms.append(_by_function(monic(t) for t in Add.make_args(expand(e))))
    return [f for k, f in enumerate(forms) if f not in forms[:k]]


def _by_function(pairs: Iterable[tuple[Expr, Expr]]) -> dict[Expr, Expr]:
    """Coefficients of equal functions added; constants under the key 1."""
    read: dict[Expr, Expr] = {}
    for c, h in pairs:
        key, value = (h, c) if observed(h) else (S.One, c * h)
        read[key] = read.get(key, S.Zero) + value
    return read
