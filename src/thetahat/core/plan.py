"""A plan is a program printed: names, source text of formulas, numbers.  Standard library only.

A plan says how an estimate is computed from data, and how the log-likelihood, its gradient and its Hessian are.  It is
what `thetahat.engines` runs and what is stored on disk, so that a known estimator fits without SymPy.  The sources
are expressions of one small vocabulary (`thetahat.engines.vocabulary` lists it) over identifiers that the printer made.

    statement      means
    Pass           reads the data once: totals, smallest, largest, quantiles of functions of one observation
    Scalars        name = formula, in order
    Root           parameter = zero of an equation, whose body may read the data again at each trial value
    IntegerSearch  parameter = the integer that maximises an objective
    PointSearch    parameter = the one among h(x_i) that maximises an objective
    Choice         parameter = the candidate with which the whole solution has the greatest log-likelihood
    Maximise       parameters = joint maximiser of an objective
    Mixture        parameters = fixed point of the EM update, finished by Newton's method
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

Assignments = tuple[tuple[str, str], ...]
"""Pairs (identifier, source), each of which may use those before it."""


@dataclass(frozen=True)
class Pass:
    """One reading of the data.  ``kinds`` are total, minimum, maximum, quantile; ``locals`` functions of a row."""

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    summands: tuple[str, ...]
    levels: tuple[str, ...] = ()
    """For each statistic the source of a quantile's level, else ``""``."""
    locals: Assignments = ()
    reads: tuple[str, ...] = ()
    """The observation's variables that are read."""
    needs: tuple[str, ...] = ()
    """The scalars that are used."""


@dataclass(frozen=True)
class Scalars:
    """Assignments of formulas that do not read the data."""

    assignments: Assignments
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Root:
    """``parameter`` = the zero of ``equation`` in (lower, upper); ``body`` computes what equation and slope need."""

    parameter: str
    body: tuple[Statement, ...]
    equation: str
    slope: str
    lower: str
    upper: str
    bracket: tuple[str, ...] = ()
    start: str = ""
    falling: bool = False
    several: bool = False
    objective_body: tuple[Statement, ...] = ()
    objective: str = ""


@dataclass(frozen=True)
class IntegerSearch:
    """``parameter`` = the integer in lower..upper with the greatest ``objective``; ``single``: that rises once."""

    parameter: str
    body: tuple[Statement, ...]
    objective: str
    lower: str
    upper: str
    single: bool = False


@dataclass(frozen=True)
class PointSearch:
    """``parameter`` = that one of ``points`` (a function of one observation) with the greatest ``objective``."""

    parameter: str
    points: str
    locals: Assignments
    reads: tuple[str, ...]
    needs: tuple[str, ...]
    body: tuple[Statement, ...]
    objective: str


@dataclass(frozen=True)
class Choice:
    """``parameter`` = the candidate in the domain that leads to the greatest log-likelihood when the rest is solved."""

    parameter: str
    candidates: tuple[str, ...]


@dataclass(frozen=True)
class Formula:
    """Numbers as a function of ``arguments``: a body, then one source for each output."""

    arguments: tuple[str, ...]
    body: tuple[Statement, ...]
    outputs: tuple[str, ...]


@dataclass(frozen=True)
class Maximise:
    """``parameters`` = the maximiser of an objective, given as value, gradient and lower triangle of the Hessian."""

    parameters: tuple[str, ...]
    value: Formula
    derivatives: Formula
    """Value, gradient, lower triangle, in this order."""
    starts: tuple[tuple[str, ...], ...] = ()
    several: bool = False


@dataclass(frozen=True)
class Mixture:
    """``parameters`` = the fixed point of ``update``, one step of EM."""

    parameters: tuple[str, ...]
    update: Formula
    weights: tuple[str, ...] = ()
    """Parameters that are mixing weights."""


Statement = Pass | Scalars | Root | IntegerSearch | PointSearch | Choice | Maximise | Mixture


@dataclass(frozen=True)
class End:
    """An end of an interval: its value and its first and second derivatives in the free parameters (empty: zero)."""

    source: str
    gradient: tuple[str, ...] = ()
    hessian: tuple[str, ...] = ()
    closed: bool = False


@dataclass(frozen=True)
class Parameter:
    """A parameter: the name that people use, the identifier in the sources, the domain, and how it is found."""

    name: str
    identifier: str
    lower: End
    upper: End
    integer: bool = False
    periodic: bool = False
    """The density is the same at both ends, which may then be crossed."""
    text: str = "real"
    route: str = ""
    kind: str = ""
    """closed, border, quantile, interval, root, choice, integer, points, numeric or mixture."""


@dataclass(frozen=True)
class Region:
    """The values that one variable may take; the ends may use parameters."""

    variable: str
    identifier: str
    lower: str
    upper: str
    lower_closed: bool = False
    upper_closed: bool = False
    integer: bool = False
    moving: bool = False
    """True when an end depends on a free parameter."""
    text: str = ""


@dataclass(frozen=True)
class Elementwise:
    """Functions of one observation and of the parameters."""

    arguments: tuple[str, ...]
    reads: tuple[str, ...]
    scalars: Assignments
    locals: Assignments
    outputs: tuple[str, ...]


@dataclass(frozen=True)
class Condition:
    """A condition on the data: ``holds`` is a source over statistics; ``otherwise`` the limits when it fails."""

    holds: str
    kind: str
    status: str
    text: str
    otherwise: Assignments = ()
    source: str = ""


@dataclass(frozen=True)
class Motion:
    """What happens to the parameters when one variable is scaled or shifted.

    scale: x -> s x moves parameter j to s**power_j * parameter + offset_j log(s), and the log-density of an observation
    by -J log(s), where J is ``jacobian`` plus ``counted`` times the other variables (an event that was seen).
    shift: x -> x + c moves parameter j to parameter + offset_j * c.
    """

    variable: str
    kind: str
    powers: tuple[float, ...]
    offsets: tuple[float, ...]
    jacobian: float = 0.0
    counted: tuple[float, ...] = ()


@dataclass(frozen=True, eq=False)
class Plan:
    """Everything needed to fit a model to data."""

    name: str
    variables: tuple[str, ...]
    """The names of the observation's variables, as people write them."""
    identifiers: tuple[str, ...]
    """The same, as the sources write them."""
    size: str
    """The identifier of the number of observations."""
    parameters: tuple[Parameter, ...]
    known: tuple[Parameter, ...]
    regions: tuple[Region, ...]
    prelude: tuple[Statement, ...]
    """Statistics without parameters: read once."""
    estimate: tuple[Statement, ...]
    """From the prelude's names to all parameters and to the outputs of ``report``."""
    report: tuple[str, ...]
    """Sources of value, gradient and the Hessian's lower triangle at the estimate."""
    value: Formula
    gradient: Formula
    derivatives: Formula
    """Value, gradient, lower triangle of the Hessian by rows, in one go."""
    log_density: Elementwise
    scores: Elementwise
    inside: tuple[str, ...] = ()
    """Further conditions on one observation and the parameters (sources of truth values)."""
    conditions: tuple[Condition, ...] = ()
    intervals: tuple[tuple[str, str, str], ...] = ()
    """(parameter, lower, upper) of set-valued estimates, as identifiers."""
    motions: tuple[Motion, ...] = ()
    iterates: bool = False
    """True when something inside an iteration reads the data: worth standardising them first."""
    verdict: str = ""
    certificate: tuple[tuple[str, str], ...] = ()
    """Pairs (claim, status)."""
    version: str = ""

    def status(self, claim: str) -> str:
        """The status of a claim of the certificate; ``unproved`` when there is none."""
        return dict(self.certificate).get(claim, "unproved")


_NODES: dict[str, type] = {
    c.__name__: c
    for c in (
        Pass,
        Scalars,
        Root,
        IntegerSearch,
        PointSearch,
        Choice,
        Formula,
        Maximise,
        Mixture,
        End,
        Parameter,
        Region,
        Elementwise,
        Condition,
        Motion,
        Plan,
    )
}


def encode(value: Any) -> Any:
    """A plan, or any part of it, as dictionaries, lists, strings and numbers."""
    if is_dataclass(value) and not isinstance(value, type):
        return {"node": type(value).__name__, **{f.name: encode(getattr(value, f.name)) for f in fields(value)}}
    if isinstance(value, tuple):
        return [encode(v) for v in value]
    return value


def decode(value: Any) -> Any:
    """The inverse of `encode`.  Raises KeyError for a node of an unknown kind."""
    if isinstance(value, dict):
        rest = {k: decode(v) for k, v in value.items() if k != "node"}
        return _NODES[value["node"]](**rest)
    if isinstance(value, list):
        return tuple(decode(v) for v in value)
    return value


def to_json(plan: Plan) -> str:
    """A plan as JSON text (deterministic)."""
    return json.dumps(encode(plan), indent=1, sort_keys=True)


def from_json(text: str) -> Plan:
    """A plan from its JSON text.  Raises ValueError for text that holds none, or one of another version."""
    try:
        plan = decode(json.loads(text))
    except (KeyError, TypeError) as error:
        raise ValueError("the text does not hold a plan of this version: derive it again") from error
    if not isinstance(plan, Plan):
        raise ValueError("the text does not hold a plan")
    return plan
