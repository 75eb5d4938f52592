"""Statistics: the only way in which a sample enters a formula.

    Total(h)        = sum of h(x_i) over the observations      n is Total(1)
    Minimum(h)      = min h(x_i)            Maximum(h) = max h(x_i)
    Quantile(h, p)  = a minimiser of sum of the check loss of h(x_i) - q at level p

`h` is an expression in `Observation` symbols, which the statistic binds, and in parameters, which stay
free.  The constructors never simplify: what may be rewritten is decided by `thetahat.algebra`.
"""

from __future__ import annotations

from typing import Any

from sympy import Expr, Integer, S, Symbol, sympify


class Observation(Symbol):
    """One variable of an observation: bound inside a statistic, free in the density of one observation."""

    __slots__ = ()


class Statistic(Expr):
    """A number computed from the whole sample; `args[0]` is a function of one observation."""

    is_commutative = True
    is_real = True
    # SymPy would take Total(2) for the number it contains.
    is_number = False

    def __new__(cls, summand: Any, *rest: Any) -> Statistic:
        """Nothing is simplified; what is not SymPy's is refused."""
        return Expr.__new__(cls, sympify(summand, strict=True), *(sympify(a, strict=True) for a in rest))  # type: ignore[no-any-return]

    @property
    def summand(self) -> Expr:
        """The function of one observation."""
        return self.args[0]

    @property
    def free_symbols(self) -> set[Any]:
        """Parameters and earlier results inside; the observation is bound."""
        return {s for a in self.args for s in a.free_symbols if not isinstance(s, Observation)}

    @property
    def bound_symbols(self) -> set[Observation]:
        """The observation's variables that the summand reads."""
        return {s for s in self.summand.free_symbols if isinstance(s, Observation)}

    def _eval_subs(self, old: Any, new: Any) -> Expr | None:
        return self if any(isinstance(s, Observation) for s in old.free_symbols) and old != self else None

    def _xreplace(self, rule: Any) -> tuple[Any, bool]:
        # simplify() passes a Transform instead of a mapping, hence no look at its keys unless it has some.
        if self in rule:
            return rule[self], True
        if hasattr(rule, "keys") and any(isinstance(k, Observation) for k in rule):
            rule = {k: v for k, v in rule.items() if not isinstance(k, Observation)}
        changed = False
        args = []
        for a in self.args:
            new, did = a._xreplace(rule) if hasattr(a, "_xreplace") else (a, False)
            args.append(new)
            changed |= did
        return (self.func(*args), True) if changed else (self, False)


class Total(Statistic):
    """The sum of `summand` over the observations, ``sum(h(x_i) for i in 1..n)``."""

    def __new__(cls, summand: Any) -> Total:
        """Total(h)."""
        return super().__new__(cls, summand)  # type: ignore[return-value]

    def _eval_derivative(self, s: Any) -> Expr:
        inner = self.summand.diff(s)
        return S.Zero if inner == 0 else Total(inner)

    def _eval_is_positive(self) -> bool | None:
        return True if self.summand.is_positive else None

    def _eval_is_negative(self) -> bool | None:
        return True if self.summand.is_negative else None

    def _eval_is_nonnegative(self) -> bool | None:
        return True if self.summand.is_nonnegative else None

    def _eval_is_nonpositive(self) -> bool | None:
        return True if self.summand.is_nonpositive else None

    def _eval_is_integer(self) -> bool | None:
        return True if self.summand.is_integer else None


class Extreme(Statistic):
    """Common to the smallest and the largest value: the sign is the summand's."""

    def __new__(cls, summand: Any) -> Extreme:
        """Minimum(h) or Maximum(h)."""
        return super().__new__(cls, summand)  # type: ignore[return-value]

    def _eval_is_positive(self) -> bool | None:
        return self.summand.is_positive  # type: ignore[no-any-return]

    def _eval_is_negative(self) -> bool | None:
        return self.summand.is_negative  # type: ignore[no-any-return]

    def _eval_is_nonnegative(self) -> bool | None:
        return self.summand.is_nonnegative  # type: ignore[no-any-return]


class Minimum(Extreme):
    """The smallest value of `summand` over the sample, x_(1)."""


class Maximum(Extreme):
    """The largest value of `summand` over the sample, x_(n)."""


class Quantile(Statistic):
    """x_(ceil(n p)), a minimiser of the check loss; the median (p = 1/2) is reported as the interval's midpoint."""

    def __new__(cls, summand: Any, probability: Any = S.Half) -> Quantile:
        """Quantile(h, p); the median if p is left out."""
        return super().__new__(cls, summand, probability)  # type: ignore[return-value]

    @property
    def probability(self) -> Expr:
        """The level p of the check loss."""
        return self.args[1]


SAMPLE_SIZE = Total(Integer(1))
"""n, the number of observations (the sum of the weights when there are weights)."""


def statistics_of(expression: Expr) -> set[Statistic]:
    """The outermost statistics in an expression (those nested in another are not listed)."""
    if isinstance(expression, Statistic):
        return {expression}
    return set().union(*(statistics_of(a) for a in expression.args)) if expression.args else set()
