"""A model: observation, support, parameters with domains, density.  Frozen, and nothing in it is text to evaluate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from sympy import Expr, Ge, Gt, Le, Lt, S, Symbol
from sympy.logic.boolalg import Boolean

from thetahat.core.statistics import Observation


@dataclass(frozen=True)
class Domain:
    """Where a parameter may lie: an interval whose ends may be other parameters, or the integers in it.

    ``lower_closed`` and ``upper_closed`` say whether an end belongs to the domain; infinite ends never do.
    """

    lower: Expr = S.NegativeInfinity
    upper: Expr = S.Infinity
    lower_closed: bool = False
    upper_closed: bool = False
    integer: bool = False
    text: str = "real"

    @property
    def bounds_symbols(self) -> set[Symbol]:
        """The other parameters that the ends depend on."""
        return set(self.lower.free_symbols | self.upper.free_symbols)


@dataclass(frozen=True)
class Parameter:
    """A parameter: its name, its symbol (which carries the assumptions that the domain implies), its domain."""

    name: str
    symbol: Symbol
    domain: Domain


@dataclass(frozen=True)
class Region:
    """The values that one variable of an observation may take.

    An interval ``lower .. upper``, or the integers in it (``integer``).  The ends may hold parameters: then the
    support moves with them.
    """

    variable: Observation
    lower: Expr = S.NegativeInfinity
    upper: Expr = S.Infinity
    lower_closed: bool = False
    upper_closed: bool = False
    integer: bool = False


@dataclass(frozen=True)
class Support:
    """One region for each variable, and conditions such as 1 + xi*(x - mu)/sigma > 0 that no region can say."""

    regions: tuple[Region, ...]
    conditions: tuple[Boolean, ...] = ()
    text: str = "real"

    def region(self, variable: Symbol) -> Region:
        """The region of one variable."""
        for r in self.regions:
            if r.variable == variable:
                return r
        raise KeyError(str(variable))

    def by_rows(self) -> Support:
        """The same support, ends that hold other variables (successes out of m trials) written as conditions."""
        regions, conditions = [], list(self.conditions)
        for r in self.regions:
            if r.lower.has(Observation):
                conditions.append(Ge(r.variable, r.lower) if r.lower_closed else Gt(r.variable, r.lower))
                r = replace(r, lower=S.NegativeInfinity, lower_closed=False)
            if r.upper.has(Observation):
                conditions.append(Le(r.variable, r.upper) if r.upper_closed else Lt(r.variable, r.upper))
                r = replace(r, upper=S.Infinity, upper_closed=False)
            regions.append(r)
        return replace(self, regions=tuple(regions), conditions=tuple(conditions))

    @property
    def parameters(self) -> set[Symbol]:
        """The parameters that the support depends on."""
        found: set[Symbol] = set()
        for r in self.regions:
            found |= r.lower.free_symbols | r.upper.free_symbols
        for c in self.conditions:
            found |= c.free_symbols
        return {s for s in found if not isinstance(s, Observation)}


@dataclass(frozen=True)
class Citation:
    """A result taken from the literature, for what no rule derives."""

    claim: str
    """``exists`` or ``unique``."""
    statement: str
    source: str
    condition: Boolean | None = None
    """A condition on the data, over statistics, when the result has one."""


def _frozen() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, eq=False)
class Model:
    """f(observation; parameters | known, given): what a person declared.

    ``density`` is an expression in the symbols of ``observation`` (and ``given``), of ``parameters`` and ``known``.
    ``kernel`` says that it is a likelihood contribution, not a density.  ``declared`` is the density's own syntax tree
    (see `thetahat.declare.syntax`), for evaluators that must not share SymPy's rewriting; ``None`` if the model was
    given as a SymPy expression.
    """

    density: Expr
    observation: tuple[Observation, ...]
    parameters: tuple[Parameter, ...]
    support: Support
    known: tuple[Parameter, ...] = ()
    given: tuple[Observation, ...] = ()
    kernel: bool = False
    name: str = "density"
    title: str | Mapping[str, str] = ""
    """One title, or one for each language: {"en": …, "ko": …}."""
    notation: Mapping[str, str] = field(default_factory=_frozen)
    """LaTeX letters for parameter names: {"shape": "k", "scale": r"\\theta"}."""
    aliases: Mapping[str, Any] = field(default_factory=_frozen)
    """Names elsewhere: {"scipy": {"name": "gamma", "a": "shape", "scale": "scale"}, "r": {…}, "stan": {…}}."""
    references: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    declared: Any = None
    text: Mapping[str, Any] = field(default_factory=_frozen)
    """What was typed: {"density": …, "support": …, "parameters": {…}, "known": {…}}."""
    normalised: str = "unknown"
    """``proved``, ``checked``, ``undecided`` or ``kernel``: what is known of the density's integral."""

    @property
    def symbols(self) -> tuple[Symbol, ...]:
        """The free parameters' symbols, in the declared order."""
        return tuple(p.symbol for p in self.parameters)

    @property
    def names(self) -> tuple[str, ...]:
        """The free parameters' names, in the declared order."""
        return tuple(p.name for p in self.parameters)

    def parameter(self, key: str | Symbol) -> Parameter:
        """A free or known parameter by name or symbol."""
        for p in (*self.parameters, *self.known):
            if key in (p.name, p.symbol):
                return p
        raise KeyError(str(key))

    @property
    def random(self) -> tuple[Observation, ...]:
        """The variables that are random: the observation without what is given."""
        return tuple(x for x in self.observation if x not in self.given)

    @property
    def discrete(self) -> bool:
        """Whether all random variables are counts, so that the density is a probability."""
        return all(self.support.region(x).integer for x in self.random)

    def by_rows(self) -> Model:
        """The model with `Support.by_rows`: ends of regions are then the same for all observations."""
        support = self.support.by_rows()
        return self if support == self.support else replace(self, support=support)

    def with_known(self, *names: str) -> Model:
        """The model in which these parameters are known constants instead of unknowns."""
        moved = tuple(p for p in self.parameters if p.name in names)
        return replace(
            self, parameters=tuple(p for p in self.parameters if p not in moved), known=(*self.known, *moved)
        )
