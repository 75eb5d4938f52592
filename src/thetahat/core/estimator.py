"""How a parameter is found.  A solution is a chain of these, in the order of computation.

A formula may hold statistics, known constants, and parameters found by earlier members of the chain.  Inside a `Root`
or an `IntegerMaximum`, the equation may hold the unknown itself and whatever ``within`` defines at each trial value.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sympy import Expr, Symbol

from thetahat.core.model import Parameter
from thetahat.core.statistics import Observation


@dataclass(frozen=True)
class Closed:
    """parameter = expression."""

    parameter: Parameter
    expression: Expr
    kind: str = "score"
    """``score``: a zero of the score; ``border``: an order statistic or a closed edge; ``quantile``; ``invariance``:
    computed from other parameters, in which the model was solved."""
    equation: Expr | None = None
    """What the formula is the zero of, oriented as the score."""

    def formulas(self) -> Iterator[tuple[Parameter, Expr]]:
        """The parameter and its formula."""
        yield self.parameter, self.expression


@dataclass(frozen=True)
class Interval:
    """Every value between ``lower`` and ``upper`` maximises; ``reported`` is the one that is given."""

    parameter: Parameter
    lower: Expr
    upper: Expr
    reported: Expr

    def formulas(self) -> Iterator[tuple[Parameter, Expr]]:
        """The parameter and the value reported."""
        yield self.parameter, self.reported


@dataclass(frozen=True)
class Root:
    """parameter = the zero of ``equation`` in (lower, upper).

    ``slope`` is the equation's derivative in the parameter; ``falling`` tells that the equation, oriented as the
    profile score, goes from + to - exactly once (proved), so that any bracket with a change of sign holds the root.
    ``bracket`` are finite ends that are proved to enclose it.  ``several`` lets the one with the best likelihood win.
    ``objective``, when it is given, is the profile log-likelihood, to choose among several roots.
    """

    parameter: Parameter
    equation: Expr
    slope: Expr | None = None
    lower: Expr | None = None
    upper: Expr | None = None
    bracket: tuple[Expr, Expr] | None = None
    falling: bool = False
    several: bool = False
    objective: Expr | None = None
    start: Expr | None = None

    def formulas(self) -> Iterator[tuple[Parameter, Expr]]:
        """Nothing: a root has no formula."""
        return iter(())


@dataclass(frozen=True)
class Choice:
    """parameter = that one of the candidates, in the domain, which gives the greatest log-likelihood."""

    parameter: Parameter
    candidates: tuple[Expr, ...]

    def formulas(self) -> Iterator[tuple[Parameter, Expr]]:
        """Nothing: the data choose."""
        return iter(())


@dataclass(frozen=True)
class PointSearch:
    """parameter = that value h(x_i) of the sample at which ``objective``, in the parameter's symbol, is greatest."""

    parameter: Parameter
    points: Expr
    objective: Expr

    def formulas(self) -> Iterator[tuple[Parameter, Expr]]:
        """Nothing: the data choose."""
        return iter(())


@dataclass(frozen=True)
class IntegerMaximum:
    """parameter = the integer in lower..upper at which ``objective`` (a profile log-likelihood) is greatest.

    ``single`` tells that the objective rises, then falls (proved), so that the search may stop at the first fall.
    ``upper`` may be infinite.
    """

    parameter: Parameter
    objective: Expr
    lower: Expr
    upper: Expr
    single: bool = False

    def formulas(self) -> Iterator[tuple[Parameter, Expr]]:
        """Nothing: a search has no formula."""
        return iter(())


@dataclass(frozen=True)
class Maximise:
    """parameters = the maximiser of the log-likelihood over all of them jointly (numerically).

    ``objective`` is a log-likelihood in these parameters alone: the whole one, or a profile of it when other
    parameters follow in closed form.  ``starts`` may give formulas for starting values.
    """

    parameters: tuple[Parameter, ...]
    objective: Expr
    starts: tuple[dict[Symbol, Expr], ...] = ()
    several: bool = False

    def formulas(self) -> Iterator[tuple[Parameter, Expr]]:
        """Nothing: found numerically."""
        return iter(())


@dataclass(frozen=True)
class Mixture:
    """A mixture fitted by EM: components' log-densities and weights, and the closed update of each parameter.

    ``weights[k]`` is the k-th mixing weight, ``components[k]`` the k-th component's density of one observation.
    ``updates`` maps each parameter's symbol to its M-step, a formula over totals in which the symbol
    ``responsibilities[k]`` (bound in each total like an observation) stands for the k-th responsibility.
    A parameter without a closed update is missing from ``updates``.
    """

    parameters: tuple[Parameter, ...]
    weights: tuple[Expr, ...]
    components: tuple[Expr, ...]
    responsibilities: tuple[Observation, ...] = ()
    updates: dict[Symbol, Expr] = field(default_factory=dict)

    def formulas(self) -> Iterator[tuple[Parameter, Expr]]:
        """Nothing: EM iterates."""
        return iter(())


Found = Closed | Interval | Root | Choice | PointSearch | IntegerMaximum | Maximise | Mixture
