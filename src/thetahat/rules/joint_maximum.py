"""Coupled equations that no rule takes apart: the log-likelihood (or its profile) is maximised numerically."""

from __future__ import annotations

from dataclasses import replace

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
    found = Maximise(state.open, state.profile)
    arguments = tuple(Argument(p, Status.UNPROVED, "numeric") for p in state.open)
    return Move((step,), replace(state, open=(), found=(*state.found, found), arguments=(*state.arguments, *arguments)))
