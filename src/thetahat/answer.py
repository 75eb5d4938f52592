"""What the rules make of one model: by themselves, or through other parameters when that leads further.

    theta = h(eta), one to one   ->   theta^ = h(eta^)

Where the declared parameters lead to no formula, the density is written in parameters that make it simpler (see
`thetahat.algebra.coordinates`), derived anew, and the estimates are carried back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sympy import Expr, Symbol, expand_log, limit, log, nan

from thetahat.algebra.coordinates import Change, simpler
from thetahat.core.clock import Clock
from thetahat.core.derivation import Claim, Condition, Density, Equation, Hat, Reason, Status, Step, Verdict, hatted
from thetahat.core.estimator import Closed, Found, Interval
from thetahat.core.model import Model
from thetahat.rules import conclude, solve
from thetahat.rules.existence import Existence
from thetahat.rules.state import Argument, State
from thetahat.rules.verdict import verdict as judged

if TYPE_CHECKING:
    from thetahat.verify.oracle import Oracle


@dataclass(frozen=True)
class Answer:
    """The state in which the rules left a model, and the steps to it."""

    state: State
    steps: tuple[Step, ...]
    oracle: Oracle
    clock: Clock

    @property
    def verdict(self) -> Verdict:
        """Which of the verdicts the formulas have; unboundedness is not looked for here."""
        return judged(self.state)

    @property
    def solution(self) -> tuple[Found, ...]:
        """The chain of formulas."""
        return self.state.solution

    @property
    def arguments(self) -> tuple[Argument, ...]:
        """Why each stage gives a maximum."""
        return self.state.arguments

    @property
    def equations(self) -> tuple[Expr, ...]:
        """What is left for numbers to solve."""
        return self.state.left

    def existence(self) -> Existence:
        """When the estimate exists."""
        return conclude(self.state, self.oracle, self.clock)


@dataclass(frozen=True)
class Carried(Answer):
    """An answer that was found in other parameters; ``state`` is that of the declared ones."""

    other: Answer
    change: Change

    @property
    def verdict(self) -> Verdict:
        """The same in any parameters."""
        return self.other.verdict

    @property
    def solution(self) -> tuple[Found, ...]:
        """The chain in the new parameters, then the declared ones from these."""
        model = self.state.model
        last = (Closed(model.parameter(p), e, kind="invariance") for p, e in self.change.back.items())
        return (*self.other.solution, *last)

    @property
    def arguments(self) -> tuple[Argument, ...]:
        """Those in the new parameters."""
        return self.other.arguments

    @property
    def equations(self) -> tuple[Expr, ...]:
        """Those in the new parameters."""
        return self.other.equations

    def existence(self) -> Existence:
        """The conditions in the new parameters, with the limits that the declared ones have."""
        found = self.other.existence()
        return replace(found, conditions=tuple(_condition(c, self.change) for c in found.conditions))


def answers(model: Model, clock: Clock) -> Iterator[Answer]:
    """What may be the answer, the best first: by formulas in the declared parameters, in others, by numbers alone."""
    own = _solved(model, clock)
    if own.verdict is not Verdict.NUMERIC:
        yield own
    for change in simpler(model) if clock.left else ():
        other = _solved(change.model, clock)
        whole = any(isinstance(f, Interval) and f.parameter.symbol in change.forward for f in other.solution)
        into = _checked((_into(change),), own.oracle)
        if other.verdict is not Verdict.NUMERIC and not whole and into is not None:
            begun = tuple(s for s in own.steps if s.rule in _BEGINNING)
            gone_on = tuple(s for s in other.steps if s.rule not in _BEGINNING)
            yield Carried(own.state, (*begun, *into, *gone_on, _back(change)), own.oracle, clock, other, change)
    if own.verdict is Verdict.NUMERIC:
        yield own


_BEGINNING = ("density", "likelihood")
"""Steps that are not written again in the new parameters."""


def _solved(model: Model, clock: Clock) -> Answer:
    from thetahat.verify.oracle import Oracle

    oracle = Oracle(model)
    state, steps = solve(model, oracle, lambda proposed: _checked(proposed, oracle), clock)
    return Answer(state, steps, oracle, clock)


def _checked(proposed: Sequence[Step], oracle: Oracle) -> tuple[Step, ...] | None:
    """The steps with their checks, or None if a claim is false."""
    from thetahat.verify import steps

    seen = tuple(steps.checked(s, oracle.model, oracle.points) for s in proposed)
    return None if any(s.claims and s.check.status is Status.UNPROVED for s in seen) else seen


# ------------------------------------------------------------------ there and back


def _into(change: Change) -> Step:
    model = change.model
    carried = model.density.subs(dict(change.forward), simultaneous=True)
    return Step(
        "invariance",
        Reason("new_parameters", {"parameters": tuple(change.forward)}),
        (
            *(Equation(q, (e,)) for q, e in change.forward.items()),
            Equation(Density(*model.observation, *model.symbols), (model.density,), label="density_in_new_parameters"),
        ),
        (Claim("density", (expand_log(log(carried), force=True),)),),
        detail="brief",
    )


def _back(change: Change) -> Step:
    return Step(
        "invariance",
        Reason("carried_back", {"parameters": tuple(change.back)}),
        tuple(
            Equation(Hat(p), (hatted(e, e.free_symbols),), label=f"estimate_{p.name}") for p, e in change.back.items()
        ),
        detail="brief",
    )


def _condition(c: Condition, change: Change) -> Condition:
    """The condition with the limits of the declared parameters in place of those of the new ones."""
    names = {q.name for q in change.forward}
    limits: dict[str, Expr] = {k: v for k, v in c.otherwise.items() if k not in names}
    towards = {q: c.otherwise[q.name] for q in change.forward if q.name in c.otherwise}
    limits |= {p.name: _limit(e, towards) for p, e in change.back.items() if e.free_symbols & set(towards)}
    return replace(c, otherwise=limits)


def _limit(e: Expr, towards: Mapping[Symbol, Expr]) -> Expr:
    """Where a formula goes when its one parameter does; nan when it holds several."""
    if len(e.free_symbols) != 1 or len(towards) != 1:
        return nan
    ((q, end),) = towards.items()
    return limit(e, q, end, "-" if end.is_positive else "+")
