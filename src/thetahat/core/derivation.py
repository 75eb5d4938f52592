"""A derivation: steps as data, a verdict, estimators, conditions and a certificate.  Words are made elsewhere.

A `Step` holds the equations that a reader sees and a reason: the key of a sentence in the language catalogues
with the expressions to set into it.  Nominal nodes (`Likelihood`, `LogLikelihood`, `Partial`, `Hat` …) stand for what a
text names rather than writes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sympy import Derivative, Dummy, Expr, Subs, Symbol
from sympy.logic.boolalg import Boolean

from thetahat.core.statistics import Statistic

if TYPE_CHECKING:
    from thetahat.core.estimator import Found
    from thetahat.core.model import Model, Parameter


class Verdict(StrEnum):
    """What kind of answer the derivation found."""

    CLOSED = "closed"
    SPECIAL = "special"
    REDUCED = "reduced"
    BOUNDARY = "boundary"
    NUMERIC = "numeric"
    LATENT = "latent"
    UNBOUNDED = "unbounded"


class Status(StrEnum):
    """How sure a claim is, from best to worst."""

    PROVED = "proved"
    CITED = "cited"
    CHECKED = "checked"
    UNPROVED = "unproved"


# ------------------------------------------------------------------ nominal nodes: what a text names


class Nominal(Expr):
    """A thing that is named: it has a sign on paper, and no value."""

    is_commutative = True
    is_real = True
    is_number = False


class Hat(Nominal):
    """Hat(theta) is the estimate; Hat(theta, k) is the maximiser over theta for fixed k, set as a function of k."""


def hatted(e: Any, symbols: Iterable[Symbol]) -> Any:
    """The expression (or condition) with the estimates in place of parameters; a derivative is taken before."""
    hats = {s: Hat(s) for s in symbols}
    table: dict[Any, Any] = {}
    for d in e.atoms(Derivative):
        letters = {v: Dummy(v.name, **v.assumptions0) for v in d.variables if v in hats}
        if letters:
            table[d] = Subs(d.xreplace(letters), tuple(letters.values()), tuple(hats[v] for v in letters))
    return e.xreplace(table).xreplace(hats)


class Density(Nominal):
    """Density(x, *parameters): f(x; theta)."""


class Likelihood(Nominal):
    """Likelihood(*parameters): L(theta)."""


class LogLikelihood(Nominal):
    """LogLikelihood(*parameters): l(theta)."""


class ProfileLogLikelihood(Nominal):
    """ProfileLogLikelihood(*parameters left): l_p(theta)."""


class Partial(Nominal):
    """Partial(thing, p, q, …): the partial derivative of a named thing, d^2 thing / dp dq."""


class Information(Nominal):
    """Information() is the observed information J; Information(1) the expected (Fisher) one of one observation."""


class Expectation(Nominal):
    """Expectation(h): E[h(x)], h a function of one observation."""


class Covariance(Nominal):
    """Covariance(Hat(p), Hat(q), …): the covariance matrix of estimators; of one, its variance."""


class Bias(Nominal):
    """Bias(Hat(p)): E of the estimator, less the parameter."""


class SampleProduct(Statistic):
    """The product of `summand` over the observations.  Only shown: rules work with totals of logarithms."""


# ------------------------------------------------------------------ steps


def _empty() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True)
class Reason:
    """The key of a sentence in the catalogues, and what is set into its braces.

    A binding is an expression (set as inline mathematics), a tuple of expressions (set as a list), a number, another
    `Reason`, or a plain string, which is itself a key of the catalogue when it begins with "@".
    """

    key: str
    bindings: Mapping[str, Any] = field(default_factory=_empty)


@dataclass(frozen=True)
class Equation:
    """A displayed relation: ``left`` = right[0] = right[1] …, with one relation sign throughout.

    ``right`` may be empty (a formula alone).  A matrix is a SymPy ImmutableMatrix.
    """

    left: Any
    right: tuple[Any, ...] = ()
    relation: str = "="
    """One of = < > <= >= ~ -> iff, or ``in``: left is one of the values on the right."""
    label: str | None = None
    """A name by which `Reason` bindings of later steps may cite its number, as ``Cite(label)``."""


@dataclass(frozen=True)
class Cite:
    """A binding that is set as the number of the equation with this label."""

    label: str


@dataclass(frozen=True)
class Claim:
    """What a step asserts, in a form that a checker can put numbers into.

    kind            expressions
    density         (e,)                    e, a function of one observation, is the log of the declared density
    log_likelihood  (e,)                    e is the log-likelihood of the sample
    equal           (a, b, *gaps)           a = b wherever both are defined and all gaps are positive
    derivative      (f, p, g)               g = df/dp
    solves          (equation, p, value, *gaps)    equation = 0 at p = value, wherever all gaps are positive
    sign            (e, s)                  s*e > 0 at every admissible point (s = +1 or -1)
    expectation     (h, e)                  E[h(x)] = e, h a function of one observation
    nothing         ()                      words only
    """

    kind: str
    expressions: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Check:
    """What the checker found for a step: its status, the number of points tried, the largest relative difference."""

    status: Status = Status.UNPROVED
    points: int = 0
    largest: float = float("nan")


@dataclass(frozen=True)
class Step:
    """One move: which rule made it, the relations shown, why it holds, under what conditions."""

    rule: str
    """The rule's name: the key of the step's heading in the catalogues."""
    reason: Reason
    equations: tuple[Equation, ...] = ()
    claims: tuple[Claim, ...] = ()
    given: tuple[Boolean, ...] = ()
    """Assumptions used: relations over parameters and observations."""
    substeps: tuple[Step, ...] = ()
    detail: str = "standard"
    """``brief``: always shown; ``standard``; ``full``: only where each algebraic move is wanted."""
    check: Check = Check()


# ------------------------------------------------------------------ conditions and certificate


@dataclass(frozen=True)
class Condition:
    """A condition on the data under which the estimate exists (or is unique), and what happens otherwise.

    ``holds`` is a relation over statistics.  ``otherwise`` maps parameter names to the limits that maximising
    sequences approach when it fails (oo, 0, … or nan where there is none).  str() is an English sentence.
    """

    holds: Boolean
    kind: str
    """``exists``, ``unique`` or ``interior``."""
    status: Status
    sentence: Reason
    otherwise: Mapping[str, Expr] = field(default_factory=_empty)
    source: str = ""
    text: str = ""
    """The sentence in English, filled in by the pipeline from the catalogue."""

    def __str__(self) -> str:
        return self.text or str(self.holds)


@dataclass(frozen=True)
class Finding:
    """One claim of the certificate and what it rests on."""

    claim: str
    """``density``, ``steps``, ``score``, ``maximum``, ``unique``, ``exists`` or ``contest``."""
    status: Status
    reason: Reason
    figures: Mapping[str, float] = field(default_factory=_empty)
    source: str = ""


@dataclass(frozen=True)
class Certificate:
    """What is known of the answer, claim by claim."""

    findings: tuple[Finding, ...] = ()

    def __getitem__(self, claim: str) -> Finding:
        for f in self.findings:
            if f.claim == claim:
                return f
        raise KeyError(claim)

    def status(self, claim: str) -> Status:
        """The status of a claim; ``unproved`` when nothing was found about it."""
        return next((f.status for f in self.findings if f.claim == claim), Status.UNPROVED)


@dataclass(frozen=True, eq=False)
class Derivation:
    """The whole answer for a model: what was done, what came out, and how sure it is."""

    model: Model
    steps: tuple[Step, ...]
    verdict: Verdict
    solution: tuple[Found, ...]
    """How each parameter is computed, in the order of computation (see `thetahat.core.estimator`)."""
    conditions: tuple[Condition, ...] = ()
    certificate: Certificate = Certificate()
    log_likelihood: Expr | None = None
    """In natural form: a sum of coefficient times Total."""
    score: Mapping[Symbol, Expr] = field(default_factory=_empty)
    hessian: Mapping[tuple[Symbol, Symbol], Expr] = field(default_factory=dict)
    equations: tuple[Expr, ...] = ()
    """What is left to solve (each set to zero) when the verdict is reduced or numeric."""
    facts: Mapping[str, Any] = field(default_factory=_empty)
    """What rules noticed: ``sufficient`` statistics, ``exponential_family``, ``location``, ``scale`` …"""

    @property
    def estimators(self) -> dict[str, Expr]:
        """Parameter name to its formula over statistics, a chain: a formula may hold parameters found before it."""
        return {p.name: e for f in self.solution for p, e in f.formulas()}

    @property
    def intermediate(self) -> tuple[Parameter, ...]:
        """Parameters that the model does not have, through which its own are computed."""
        given = (q for f in self.solution for q in getattr(f, "parameters", ()) or (f.parameter,))  # type: ignore[union-attr]
        return tuple(q for q in given if q not in self.model.parameters)

    def parameter(self, name: str) -> Parameter:
        """A parameter of the model by name."""
        return self.model.parameter(name)
