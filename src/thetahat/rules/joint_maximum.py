"""Coupled equations that no rule takes apart: the log-likelihood (or its profile) is maximised numerically."""

from __future__ import annotations

from dataclasses import replace

from sympy import S

from thetahat.algebra.concavity import canonical
from thetahat.algebra.natural import independent
from thetahat.core.derivation import Cite, Equation, Reason, Status, Step
from thetahat.core.estimator import Maximise
from thetahat.rules.state import Argument, Move, Oracle, State


def joint_maximum(state: State, oracle: Oracle) -> Move | None:
    """What is left is solved together."""
    if not state.open:
        return None
    symbols = tuple(p.symbol for p in state.open)
    step = Step(
        "numeric",
        Reason(
            "coupled",
            {"parameters": symbols, "equations": tuple(Cite(state.labels[s]) for s in symbols if s in state.labels)},
        ),
        tuple(Equation(state.hatted(state.equations[s]), (0 * s,)) for s in symbols if s in state.equations),
        detail="brief",
    )
    steps = [step]
    tied = tuple(f.parameter.symbol for f in state.profiled)
    status, key = Status.UNPROVED, "numeric"
    if canonical(state.log_density, (*symbols, *tied), state.model):
        steps.append(Step("concave", Reason("canonical", {"parameters": (*symbols, *tied)}), detail="standard"))
        slopes = [state.log_density.diff(s) for s in (*symbols, *tied)]
        known = dict.fromkeys(state.model.symbols, S.One / 2)
        single = bool(state.model.given) or independent([e.subs(known) for e in slopes], state.model)
        status, key = Status.PROVED, "concave" if single else "concave_open"
    found = Maximise(state.open, state.profile)
    arguments = tuple(Argument(p, status, key) for p in state.open)
    return Move(
        tuple(steps),
        replace(
            state,
            open=(),
            left=tuple(state.equations[s] for s in symbols if s in state.equations),
            found=(*state.found, found),
            arguments=(*state.arguments, *arguments),
        ),
    )
