"""An angle: a cos(mu) + b sin(mu) = 0 has two zeros on the circle, opposite to each other; one is the maximum.

sum of sin(x_i - mu) = 0   ->   mu = atan2(sum of sin x_i, sum of cos x_i)
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from sympy import Expr, atan2, cos, oo, pi, sin

from thetahat.algebra.present import substituted
from thetahat.algebra.totals import tidy
from thetahat.algebra.zeros import zeros
from thetahat.core.derivation import Cite, Claim, Equation, Hat, Partial, ProfileLogLikelihood, Reason, Status, Step
from thetahat.core.estimator import Closed
from thetahat.core.model import Domain
from thetahat.rules.state import Argument, Move, Oracle, State


def _within(value: Expr, domain: Domain) -> Expr:
    """The same angle in the domain: atan2 lies in (-pi, pi], c + pi + atan2(…) in (c, c + 2 pi]."""
    c = domain.lower
    inside = (c + pi).is_nonnegative and (domain.upper - pi).is_nonpositive
    around = (c + pi).is_nonpositive and (domain.upper - pi).is_nonnegative
    if inside or around or c == -oo or len(value.atoms(atan2)) != 1:
        return value
    (angle,) = value.atoms(atan2)
    y, x = angle.args
    turned = c + pi + atan2(x * sin(c) - y * cos(c), -x * cos(c) - y * sin(c))
    return value.xreplace({angle: turned})


def direction(state: State, oracle: Oracle) -> Move | None:
    """Solve for an angle that no other unknown enters."""
    unknown = {p.symbol for p in state.open}
    for parameter in state.open:
        p = parameter.symbol
        if p not in state.equations:
            continue
        found = zeros(state.equations[p], p, state.signs, state.solved_symbols)
        if found is None or not found.periodic:
            continue
        slope = tidy(found.cleared.diff(p))
        domain = parameter.domain
        key = "circle" if (domain.upper - domain.lower - 2 * pi).is_nonpositive else "turns"
        for value in (_within(v, domain) for v in found.values):
            if value.free_symbols & unknown or oracle.sign(slope.subs(p, value))[0] != -1:
                continue
            step = Step(
                "solve",
                Reason("solve_angle", {"parameter": p, "equation": Cite(state.labels.get(p, ""))}),
                (
                    Equation(state.hatted(found.cleared), (0 * p,)),
                    Equation(Hat(p), (state.hatted(value),), label=f"estimate_{parameter.name}"),
                ),
                (Claim("solves", (found.cleared, p, value)),),
                detail="brief",
            )
            left = tuple(q for q in state.open if q is not parameter)
            equations = {
                q.symbol: substituted(state.equations[q.symbol], p, value, unknown - {p})
                for q in left
                if q.symbol in state.equations
            }
            steps = [step]
            labels = dict(state.labels)
            for q in left:
                if q.symbol in equations and state.equations[q.symbol].has(p):
                    labels[q.symbol] = f"profile_{q.name}_{parameter.name}"
                    steps.append(
                        Step(
                            "profile",
                            Reason(
                                "substitute",
                                {
                                    "parameter": p,
                                    "into": Cite(state.labels.get(q.symbol, "")),
                                    "from": Cite(f"estimate_{parameter.name}"),
                                },
                            ),
                            (
                                Equation(
                                    Partial(ProfileLogLikelihood(), q.symbol),
                                    (state.hatted(equations[q.symbol]),),
                                    label=labels[q.symbol],
                                ),
                            ),
                            (Claim("equal", (state.equations[q.symbol].subs(p, value), equations[q.symbol])),),
                        )
                    )
            return Move(
                tuple(steps),
                replace(
                    state,
                    open=left,
                    equations=MappingProxyType(equations),
                    labels=MappingProxyType(labels),
                    found=(*state.found, Closed(parameter, value)),
                    arguments=(*state.arguments, Argument(parameter, Status.PROVED, key)),
                ),
            )
    return None
