"""One sample being solved: the scalars that are known so far, and how they were found."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from thetahat.core.plan import Plan
from thetahat.engines.data import Sample
from thetahat.engines.likelihood import Likelihood
from thetahat.solve.climb import Maximum
from thetahat.solve.scalar import Zero


class NoRootError(Exception):
    """An equation kept its sign wherever it was tried."""

    def __init__(self, parameter: str, zero: Zero) -> None:
        super().__init__(parameter)
        self.parameter, self.zero = parameter, zero


@dataclass
class Run:
    """One sample being solved: the scalars known so far, and notes on how they were found."""

    likelihood: Likelihood
    scalars: dict[str, float]
    pinned: Mapping[str, float] = field(default_factory=dict)
    """Identifiers whose values are given instead of solved for."""
    hints: Mapping[str, float] = field(default_factory=dict)
    """Values near which the answer is expected (from a subsample)."""
    few: Likelihood | None = None
    """The likelihood of that subsample."""
    route: dict[str, str] = field(default_factory=dict)
    maximum: Maximum | None = None
    """What the last joint maximisation found."""
    maximised: tuple[str, ...] = ()
    ties: dict[str, tuple[float, ...]] = field(default_factory=dict)
    outputs: tuple[float, ...] = ()

    @property
    def sample(self) -> Sample:
        """The data."""
        return self.likelihood.sample

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.likelihood.plan

    def branch(self) -> Run:
        """A copy on which an alternative can be tried."""
        return replace(self, scalars=dict(self.scalars), route=dict(self.route), ties=dict(self.ties), outputs=())

    def adopt(self, other: Run) -> None:
        """What the better alternative found."""
        self.scalars, self.route, self.outputs = other.scalars, other.route, other.outputs
        self.maximum, self.maximised, self.ties = other.maximum, other.maximised, other.ties

    @property
    def value(self) -> float:
        """The log-likelihood at the end, -inf if it has none."""
        return self.outputs[0] if self.outputs and not math.isnan(self.outputs[0]) else -math.inf


Step = Callable[[Run], "Alternatives | None"]


@dataclass
class Alternatives:
    """Values of one parameter among which the rest of the plan decides."""

    parameter: str
    values: Sequence[float]
    probes: Sequence[float] = ()
    """Values that are no answers: where one of them is better than all answers, the maximum lies elsewhere."""
