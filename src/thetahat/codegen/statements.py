"""What a program is made of: formulas, roots and searches over names, and the program itself.

Each name stands for a statistic, given by a `Pass`, or for a scalar; no statistic is left inside a formula.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sympy import Expr, Symbol

from thetahat.core.derivation import Derivation
from thetahat.core.model import Model
from thetahat.core.statistics import Statistic


@dataclass(frozen=True)
class Formula:
    """Outputs as a function of arguments."""

    arguments: tuple[Symbol, ...]
    body: tuple[Any, ...]
    outputs: tuple[Expr, ...]


@dataclass(frozen=True)
class Root:
    """parameter = zero of the equation in (lower, upper)."""

    parameter: Symbol
    body: tuple[Any, ...]
    equation: Expr
    slope: Expr
    lower: Expr
    upper: Expr
    bracket: tuple[Expr, ...] = ()
    start: Expr | None = None
    falling: bool = False
    several: bool = False
    objective_body: tuple[Any, ...] = ()
    objective: Expr | None = None


@dataclass(frozen=True)
class IntegerSearch:
    """parameter = the integer in lower..upper with the greatest objective."""

    parameter: Symbol
    body: tuple[Any, ...]
    objective: Expr
    lower: Expr
    upper: Expr
    single: bool = False


@dataclass(frozen=True)
class PointSearch:
    """parameter = that one of points(x_i) with the greatest objective."""

    parameter: Symbol
    points: Expr
    body: tuple[Any, ...]
    objective: Expr


@dataclass(frozen=True)
class Choice:
    """parameter = the candidate that leads to the greatest log-likelihood."""

    parameter: Symbol
    candidates: tuple[Expr, ...]


@dataclass(frozen=True)
class Maximise:
    """parameters = joint maximiser; derivatives gives value, gradient and lower triangle."""

    parameters: tuple[Symbol, ...]
    value: Formula
    derivatives: Formula
    starts: tuple[tuple[Expr, ...], ...] = ()
    several: bool = False


@dataclass(frozen=True)
class Mixture:
    """parameters = fixed point of one step of EM."""

    parameters: tuple[Symbol, ...]
    update: Formula
    weights: tuple[Symbol, ...] = ()


@dataclass(frozen=True)
class Condition:
    """A condition on the data, lowered; what it needs is in the prelude or among the parameters."""

    holds: Any
    kind: str
    status: str
    text: str
    otherwise: tuple[tuple[str, Expr], ...] = ()
    source: str = ""


@dataclass(frozen=True, eq=False)
class Program:
    """All that a printer needs to write the estimator and the likelihood of one model."""

    derivation: Derivation
    model: Model
    size: Symbol
    prelude: tuple[Any, ...]
    estimate: tuple[Any, ...]
    report: tuple[Expr, ...]
    value: Formula
    gradient: Formula
    hessian: Formula
    derivatives: Formula
    log_density: Expr
    balanced: Expr
    """The log-density without terms that cancel, which is what is evaluated."""
    summed: Formula
    """The log-likelihood as the sum of balanced log-densities where they differ from log_density, else `value`."""
    scores: tuple[Expr, ...]
    kinds: Mapping[str, str]
    """Parameter name to the way it is found."""
    conditions: tuple[Condition, ...] = ()
    intervals: tuple[tuple[str, Symbol, Symbol], ...] = ()
    statistics: Mapping[Symbol, Statistic] = field(default_factory=dict)
    """Every name that stands for a statistic."""
    iterates: bool = False
    """Something inside an iteration reads the data."""
    searches: bool = False
    """Something may fail to be found, and the parameters be maximised jointly instead."""
