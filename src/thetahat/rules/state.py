"""What a rule sees and what it returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Protocol

from sympy import Expr, Symbol

from thetahat.algebra.signs import Signs
from thetahat.core.derivation import Condition, Status, Step, hatted
from thetahat.core.estimator import Closed, Found
from thetahat.core.model import Model, Parameter


class Oracle(Protocol):
    """What rules ask about numbers.  It is injected, so that rules know none."""

    def sign(self, e: Expr) -> tuple[int | None, Status]:
        """The sign of an expression at every admissible point, and how sure that is."""

    def inside(self, parameter: Parameter, e: Expr) -> str:
        """``proved``, ``checked``, ``sometimes`` or ``never``: whether a candidate lies in the parameter's domain."""

    def numbers(self, e: Expr) -> list[Any]:
        """The expression at the oracle's random admissible points, parameters and samples."""


@dataclass(frozen=True)
class Argument:
    """Why the value found for a parameter maximises the likelihood over it, the parameters still open being fixed."""

    parameter: Parameter
    status: Status
    key: str
    """``curvature``, ``falling``, ``monotone``, ``check_loss``, ``concave``, ``ratio`` …"""
    zero: Status = Status.UNPROVED
    """Whether putting the value into the score was seen to give zero (where there is a score to vanish)."""


@dataclass(frozen=True)
class State:
    """The problem as far as it is solved.  Rules read it and return a changed copy."""

    model: Model
    signs: Signs
    log_density: Expr
    """log f of one observation, a sum of terms."""
    log_likelihood: Expr
    """In natural form, in all parameters."""
    profile: Expr
    """The log-likelihood with what is solved put in where it depends on what is open."""
    open: tuple[Parameter, ...]
    equations: Mapping[Symbol, Expr]
    """The derivative of the profile in each open parameter."""
    labels: Mapping[Symbol, str] = field(default_factory=lambda: MappingProxyType({}))
    """The label of the displayed equation in which each open parameter's derivative stands."""
    found: tuple[Found, ...] = ()
    """Solved without open parameters, in the order of computation."""
    profiled: tuple[Closed, ...] = ()
    """Solved in terms of what was open then: computed after it, last one first."""
    arguments: tuple[Argument, ...] = ()
    conditions: tuple[Condition, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    relations: bool = False
    """True once scores were combined: the equation left is stationarity, not a profile's derivative."""
    score: Mapping[Symbol, Expr] = field(default_factory=lambda: MappingProxyType({}))
    """The derivative of the log-likelihood in each parameter, nothing put in."""
    hessian: Mapping[tuple[Symbol, Symbol], Expr] = field(default_factory=lambda: MappingProxyType({}))
    left: tuple[Expr, ...] = ()
    """The equations, each to be set to zero, that numbers must solve."""

    @property
    def solution(self) -> tuple[Found, ...]:
        """The whole chain in the order of computation."""
        return (*self.found, *reversed(self.profiled))

    @property
    def solved_symbols(self) -> set[Symbol]:
        """Symbols that are known numbers from here on."""
        open_symbols = {p.symbol for p in self.open}
        return {p.symbol for p in self.model.parameters if p.symbol not in open_symbols} | {
            p.symbol for p in self.model.known
        }

    def hatted(self, e: Expr, *bare: Symbol) -> Expr:
        """For showing: solved parameters with their hats, but for those in ``bare``."""
        unknown = {p.symbol for p in self.open} | set(bare)
        return hatted(e, (s for s in self.model.symbols if s not in unknown))

    def noting(self, **facts: Any) -> State:
        """With further facts."""
        return replace(self, facts=MappingProxyType({**self.facts, **facts}))


@dataclass(frozen=True)
class Move:
    """What a rule did: steps to show and check, and the state after them."""

    steps: tuple[Step, ...]
    state: State


class Rule(Protocol):
    """A rule: from a state to a move, or None where it does not apply."""

    def __call__(self, state: State, oracle: Oracle) -> Move | None:
        """Try the rule."""
