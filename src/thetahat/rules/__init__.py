"""The rules and their order: from a model to a solved state, one checked step at a time.

A rule looks at the state and proposes a move; the driver has every claim of its steps checked and takes the first
move that holds.  Nothing else decides what is tried when.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from sympy import Float

from thetahat.core.clock import Clock, Expired
from thetahat.core.derivation import Reason, Status, Step
from thetahat.core.model import Model
from thetahat.errors import DerivationError
from thetahat.rules.border import border, border_given, joint_border
from thetahat.rules.concave import exponential_family, log_concave
from thetahat.rules.direction import direction
from thetahat.rules.eliminate import eliminate
from thetahat.rules.ends import ends
from thetahat.rules.existence import Existence, existence
from thetahat.rules.integer import integer
from thetahat.rules.interior import Interior, interior
from thetahat.rules.isolate import isolate, isolate_with_radical
from thetahat.rules.joint_maximum import joint_maximum
from thetahat.rules.kink import kink
from thetahat.rules.mixture import mixture
from thetahat.rules.moments import moments
from thetahat.rules.one_root import one_root
from thetahat.rules.quantile import quantile
from thetahat.rules.restate import centre, restate
from thetahat.rules.state import Oracle, Rule, State
from thetahat.rules.write_log_likelihood import begin, score, sufficient

RULES: tuple[Rule, ...] = (
    moments,
    border,
    joint_border,
    border_given,
    quantile,
    direction,
    isolate,
    integer,
    eliminate,
    isolate_with_radical,
    mixture,
    kink,
    one_root,
    joint_maximum,
)
"""In the order in which they are tried."""

AFTERWARDS: tuple[Rule, ...] = (restate, centre, exponential_family, log_concave)
"""What is said of the whole once every parameter has been found."""

Accept = Callable[[Sequence[Step]], tuple[Step, ...] | None]
"""Checks the claims of a move's steps: the steps with their checks, or None if a claim is false."""


def solve(model: Model, oracle: Oracle, accept: Accept, clock: Clock) -> tuple[State, tuple[Step, ...]]:
    """Apply the rules until nothing is open; what is open when the time is used up is left to numbers."""
    opening = begin(model, oracle)
    noticed = sufficient(opening.state)
    differentiated = score(noticed.state if noticed else opening.state)
    begun = (*_sure(accept(opening.steps)), *(noticed.steps if noticed else ()), *_sure(accept(differentiated.steps)))
    # state and steps change together: the clock may stop the work between any two instructions
    reached = differentiated.state, begun

    def taken(rule: Rule) -> bool:
        nonlocal reached
        state, trace = reached
        move = rule(state, oracle)
        steps = None if move is None else accept(move.steps)
        if move is None or steps is None:
            return False
        reached = move.state, (*trace, *steps)
        return True

    try:
        with clock.running():
            while reached[0].open and any(map(taken, RULES)):
                pass
            for look_back in AFTERWARDS:
                taken(look_back)
    except Expired:
        state, trace = reached
        told = Step("deadline", Reason("expired", {"seconds": Float(clock.seconds, 3)}), detail="brief")
        left = joint_maximum(state, oracle)
        return (left.state, (*trace, told, *left.steps)) if left else (state, (*trace, told))
    return reached


def conclude(state: State, oracle: Oracle, clock: Clock) -> Existence:
    """When the estimate exists: from the formulas, from both ends of the last equation, or by a theorem."""
    try:
        with clock.running():
            found = existence(state, oracle)
            both = ends(state, found.varying)
    except Expired:
        return Existence((), (), Status.UNPROVED, varying=False)
    status = found.status if found.status is not Status.PROVED else both.status
    theorem = None if status is Status.PROVED else _theorem(state, clock)
    if theorem is not None:
        return Existence(theorem.conditions, theorem.steps, Status.PROVED, varying=True, theorem=True)
    return replace(found, conditions=(*found.conditions, *both.conditions), steps=both.steps, status=status)


def _theorem(state: State, clock: Clock) -> Interior | None:
    try:
        with clock.running():
            return interior(state)
    except Expired:
        return None


def _sure(steps: tuple[Step, ...] | None) -> tuple[Step, ...]:
    if steps is None:
        raise DerivationError(
            "density: its logarithm or the derivative of that could not be confirmed at trial values, so that nothing "
            "is derived; please write it in another way, and report this density"
        )
    return steps
