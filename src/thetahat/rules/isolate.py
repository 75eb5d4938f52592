"""A score equation solved for its own parameter.

    first a parameter whose solution holds no other unknown      mu = Total(x)/n
    else one in terms of the others, which it profiles out       theta(k) = Total(x)/(n k)

For fixed other parameters the score has this one zero, and falls through it: it is the maximum over the parameter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite
from types import MappingProxyType

from sympy import Add, Expr, LambertW, Max, Min, Mul, Pow, S, Symbol, log, oo

from thetahat.algebra.concavity import canonical
from thetahat.algebra.curvature import slope_at_zero
from thetahat.algebra.present import substituted
from thetahat.algebra.totals import size
from thetahat.algebra.zeros import vanishes, zeros
from thetahat.core.derivation import Cite, Claim, Equation, Hat, Partial, ProfileLogLikelihood, Reason, Status, Step
from thetahat.core.estimator import Choice, Closed
from thetahat.core.model import Parameter
from thetahat.rules.state import Argument, Move, Oracle, State


@dataclass(frozen=True)
class Candidate:
    """A solved equation: ``cleared`` is the form in which the parameter stands outside every total."""

    parameter: Parameter
    cleared: Expr
    values: tuple[Expr, ...]
    others: tuple[Symbol, ...]
    special: int

    @property
    def radical(self) -> bool:
        """Whether a root of something with another unknown would have to be carried along."""
        return any(
            isinstance(g, Add) and g.has(*self.others)
            for v in self.values
            for f in v.atoms(Pow)
            if self.others and f.exp.is_Rational and not f.exp.is_Integer
            for g in Mul.make_args(f.base)
        )

    @property
    def rank(self) -> tuple[int, int, int]:
        """Fewer unknowns first, then elementary before special, then the shorter formula."""
        return (len(self.others), self.special, sum(size(v) for v in self.values))


def _solved(state: State, parameter: Parameter, oracle: Oracle) -> Candidate | None:
    p = parameter.symbol
    found = zeros(state.equations[p], p, state.signs, state.solved_symbols)
    if found is None or found.periodic:
        return None
    values = tuple(
        v
        for v in found.values
        if oracle.inside(parameter, v) != "never"
        and not _on_open_end(parameter, v, oracle)
        and _together_inside(state, parameter, v, oracle)
    )
    if not values:
        return None
    held = set().union(*(v.free_symbols for v in values))
    others = tuple(q.symbol for q in state.open if q.symbol in held and q is not parameter)
    return Candidate(parameter, found.cleared, values, others, found.special)


def _gaps(state: State, parameter: Parameter, value: Expr) -> list[Expr]:
    """Distances of a candidate, and of the formulas that hang on it, from the ends of their domains."""
    chain = {parameter: value}
    for f in reversed(state.profiled):
        if isinstance(f, Closed) and f.expression.has(parameter.symbol):
            chain[f.parameter] = f.expression.subs(parameter.symbol, value)
    values = {q.symbol: e for q, e in chain.items()}
    ends = ((e - q.domain.lower.subs(values), q.domain.upper.subs(values) - e) for q, e in chain.items())
    return [g for pair in ends for g in pair if not g.has(oo, -oo)]


def _together_inside(state: State, parameter: Parameter, value: Expr, oracle: Oracle) -> bool:
    """Whether at some samples the candidate and what hangs on it lie in their domains at once."""
    gaps = _gaps(state, parameter, value)
    if not gaps or not any(isinstance(f, Closed) and f.expression.has(parameter.symbol) for f in state.profiled):
        return True
    numbers = [[list(map(float, batch)) for batch in oracle.numbers(g)] for g in gaps]
    points = [point for batch in zip(*numbers, strict=True) for point in zip(*batch, strict=True)]
    # rounding alone carries a few points over, and makes huge numbers of vanishing denominators
    return sum(all(0 < g < 1e10 for g in point) for point in points) > len(points) / 20


def _on_open_end(parameter: Parameter, value: Expr, oracle: Oracle) -> bool:
    """Whether a candidate is an excluded end of the domain in disguise, as T/n + W(-T/n exp(-T/n)) = 0."""
    if not value.has(LambertW):
        return False
    d = parameter.domain
    distances = [value - e for e, closed in ((d.lower, d.lower_closed), (d.upper, d.upper_closed)) if not closed]
    distances += [value.args[0]] if isinstance(value, log) and d.lower == -oo else []
    distances += [1 / value] if isinstance(value, Pow) and oo in (-d.lower, d.upper) else []
    for distance in distances:
        if distance.has(oo, -oo):
            continue
        # at the branch point -1/e doubles may fall off the real branch, and W_{-1}(0) is infinite: these say nothing
        gaps = [abs(g) for batch in oracle.numbers(distance) for g in map(float, batch) if isfinite(g)]
        if gaps and max(gaps) < 1e-7:
            return True
    return False


def isolate(state: State, oracle: Oracle) -> Move | None:
    """Solve the score equation that a text book would solve first."""
    return _isolated(state, oracle, radicals=False)


def isolate_with_radical(state: State, oracle: Oracle) -> Move | None:
    """The same where the solution carries a root over other unknowns: tried once combining equations has failed."""
    return _isolated(state, oracle, radicals=True)


def _isolated(state: State, oracle: Oracle, radicals: bool) -> Move | None:
    candidates = []
    for parameter in state.open:
        if parameter.symbol not in state.equations:
            continue
        c = _solved(state, parameter, oracle)
        if c is not None and not (c.others and (c.special or len(c.values) > 1)) and c.radical <= radicals:
            candidates.append(c)
    if not candidates:
        return None
    best = min(candidates, key=lambda c: c.rank)
    return _profiled(state, best, oracle) if best.others else _explicit(state, best, oracle)


def _curvature(state: State, c: Candidate, oracle: Oracle) -> tuple[Step | None, Status]:
    """The slope of the score where it vanishes, and whether its sign is proved."""
    p = c.parameter.symbol
    if len(c.values) > 1 or state.relations:
        # a combination of scores is no derivative of the profile
        return None, Status.CHECKED
    slope = slope_at_zero(c.cleared, p, c.values[0], state.signs)
    if slope is None:
        tied = [f.parameter.symbol for f in state.profiled if p in f.expression.free_symbols]
        if canonical(state.log_density, [p, *tied], state.model):
            return Step("concave", Reason("canonical", {"parameters": (p, *tied)}), detail="standard"), Status.PROVED
        return None, Status.CHECKED
    step = Step(
        "curvature",
        Reason("curvature", {"parameter": p}),
        (Equation(Partial(ProfileLogLikelihood(), p, p), (state.hatted(slope),)),),
        (Claim("sign", (slope, -1)),),
        detail="standard",
    )
    return step, Status.PROVED


def _step(state: State, c: Candidate, oracle: Oracle, key: str, left: Expr) -> tuple[list[Step], Argument]:
    p = c.parameter.symbol
    label = state.labels.get(p, "")
    lines = [Equation(state.hatted(c.cleared), (S.Zero,))] if c.cleared != state.equations[p] else []
    values = tuple(state.hatted(v) for v in c.values)
    lines.append(Equation(left, values, "=" if len(values) == 1 else "in", label=f"estimate_{c.parameter.name}"))
    steps = [
        Step(
            "solve",
            Reason(
                "solve_equation" if state.relations else key,
                {"parameter": p, "equation": Cite(label), "others": c.others},
            ),
            tuple(lines),
            tuple(Claim("solves", (c.cleared, p, v, *_gaps(state, c.parameter, v))) for v in c.values),
            detail="brief",
        )
    ]
    second, status = _curvature(state, c, oracle)
    if second is not None:
        steps.append(second)
    zero = Status.PROVED if all(vanishes(c.cleared, p, v) for v in c.values) else Status.CHECKED
    return steps, Argument(c.parameter, status, "curvature", zero)


def _explicit(state: State, c: Candidate, oracle: Oracle) -> Move:
    steps, argument = _step(state, c, oracle, "solve_score", Hat(c.parameter.symbol))
    d, value = c.parameter.domain, c.values[0]
    if len(c.values) == 1 and (d.lower_closed or d.upper_closed):
        # the log-likelihood rises up to its zero and falls behind it: a closed end stops it
        value = Max(d.lower, value) if d.lower_closed else value
        value = Min(d.upper, value) if d.upper_closed else value
        steps.append(
            Step(
                "clamp",
                Reason("closed_end", {"parameter": c.parameter.symbol}),
                (Equation(Hat(c.parameter.symbol), (state.hatted(value),)),),
                detail="brief",
            )
        )
    found = Closed(c.parameter, value, equation=c.cleared) if len(c.values) == 1 else Choice(c.parameter, c.values)
    left = tuple(q for q in state.open if q is not c.parameter)
    new = replace(
        state,
        open=left,
        equations=MappingProxyType({q.symbol: state.equations[q.symbol] for q in left if q.symbol in state.equations}),
        found=(*state.found, found),
        arguments=(*state.arguments, argument),
    )
    return Move(tuple(steps), new)


def _profiled(state: State, c: Candidate, oracle: Oracle) -> Move:
    p, value = c.parameter.symbol, c.values[0]
    steps, argument = _step(state, c, oracle, "solve_given", Hat(p, *c.others))
    left = tuple(q for q in state.open if q is not c.parameter)
    equations = {}
    labels = dict(state.labels)
    for q in left:
        if q.symbol not in state.equations:
            continue
        old = state.equations[q.symbol]
        equations[q.symbol] = old
        if old.has(p):
            equations[q.symbol] = new = substituted(old, p, value, {r.symbol for r in left})
            labels[q.symbol] = f"profile_{q.name}_{p.name}"
            steps.append(
                Step(
                    "profile",
                    Reason(
                        "substitute",
                        {
                            "parameter": p,
                            "into": Cite(state.labels.get(q.symbol, "")),
                            "from": Cite(f"estimate_{c.parameter.name}"),
                        },
                    ),
                    (
                        Equation(state.hatted(new), (S.Zero,), label=labels[q.symbol])
                        if state.relations
                        else Equation(
                            Partial(ProfileLogLikelihood(), q.symbol), (state.hatted(new),), label=labels[q.symbol]
                        ),
                    ),
                    (Claim("equal", (old.subs(p, value), new, *_gaps(state, c.parameter, value))),),
                )
            )
    new_state = replace(
        state,
        open=left,
        equations=MappingProxyType(equations),
        labels=MappingProxyType(labels),
        profile=substituted(state.profile, p, value, {r.symbol for r in left}),
        profiled=(*state.profiled, Closed(c.parameter, value, equation=c.cleared)),
        arguments=(*state.arguments, argument),
    )
    return Move(tuple(steps), new_state)
