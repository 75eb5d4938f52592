"""A mixture: the component of each observation is missing; EM with derived M-steps.

f = sum_k w_k f_k,   r_k = w_k f_k / f       (E)
w_k and the parameters of f_k maximise sum_i r_ki log(w_k f_k(x_i))       (M)
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from sympy import Add, Expr, Mul, S, Symbol, expand, expand_mul, log, simplify

from thetahat.algebra.logarithm import take_logarithm
from thetahat.algebra.observed import observed
from thetahat.algebra.totals import split, tidy
from thetahat.algebra.zeros import zeros
from thetahat.core.derivation import Density, Equation, Hat, Reason, Status, Step
from thetahat.core.estimator import Mixture
from thetahat.core.model import Model
from thetahat.core.statistics import Observation
from thetahat.rules.state import Argument, Move, Oracle, State


def _weight_symbols(model: Model) -> set[Symbol]:
    """Parameters confined to a bounded interval, which mixing weights are."""
    return {p.symbol for p in model.parameters if p.domain.lower == 0 and p.domain.upper.is_finite}


def components(model: Model, log_density: Expr) -> tuple[tuple[Expr, ...], tuple[Expr, ...]] | None:
    """(weights, densities) with f = sum of weight * density and weights that add up to one."""
    # sqrt(f^2) has become log f on the way
    f = log_density.args[0] if isinstance(log_density, log) else model.density
    f = expand_mul(f) if isinstance(f, Mul) else f
    if not isinstance(f, Add) or len(f.args) < 2:
        return None
    bounded = sorted(_weight_symbols(model), key=str)
    for size in range(1, len(bounded) + 1):
        for own in combinations(bounded, size):
            parts = _with_weights(f, set(own))
            if parts is not None:
                return parts
    return None


def _with_weights(f: Add, own: set[Symbol]) -> tuple[tuple[Expr, ...], tuple[Expr, ...]] | None:
    grouped: dict[Expr, Expr] = {}
    for term in f.args:
        rest: Expr = S.One
        weight: Expr = S.One
        for factor in Mul.make_args(term):
            if (factor.free_symbols and factor.free_symbols <= own and not observed(factor)) or (
                factor.is_number and factor.is_negative
            ):
                weight *= factor
            else:
                rest *= factor
        grouped[rest] = grouped.get(rest, S.Zero) + weight
    if len(grouped) < 2 or any(g.free_symbols & own for g in grouped):
        return None
    if simplify(Add(*grouped.values()) - 1) != 0:
        return None
    order = sorted(grouped, key=lambda g: g.sort_key())
    return tuple(grouped[g] for g in order), tuple(order)


def mixture(state: State, oracle: Oracle) -> Move | None:
    """Derive the M-step of every parameter."""
    if state.found or state.profiled:
        return None
    parts = components(state.model, state.log_density)
    if parts is None:
        return None
    weights, densities = parts
    responsibilities = tuple(Observation(f"r_{k + 1}", nonnegative=True) for k in range(len(weights)))

    def sign(e: Expr) -> int | None:
        proved = state.signs.strictly(e)
        return proved if proved is not None else oracle.sign(e)[0]

    expected = tidy(
        Add(
            *(
                Add(*(split(r * t) for t in Add.make_args(expand(take_logarithm(w, sign) + take_logarithm(g, sign)))))
                for r, w, g in zip(responsibilities, weights, densities, strict=True)
            )
        )
    )
    updates: dict[Symbol, Expr] = {}
    remaining = list(state.open)
    shown: list[Equation] = []
    progress = True
    while remaining and progress:
        progress = False
        for parameter in list(remaining):
            p = parameter.symbol
            solved = {q.symbol for q in state.open if q not in remaining}
            found = zeros(tidy(expected.diff(p)), p, state.signs, solved)
            if found is None or len(found.values) != 1 or found.values[0].free_symbols & {q.symbol for q in remaining}:
                continue
            updates[p] = found.values[0]
            shown.append(Equation(Hat(p), (state.hatted(found.values[0]),)))
            remaining.remove(parameter)
            progress = True
    density = Density(*state.model.observation, *state.model.symbols)
    step = Step(
        "latent",
        Reason("em_update", {"parameters": tuple(p.symbol for p in state.open), "components": len(weights)}),
        (
            *(Equation(r, (w * g / density,)) for r, w, g in zip(responsibilities, weights, densities, strict=True)),
            *shown,
        ),
        detail="brief",
    )
    found_ = Mixture(state.open, weights, densities, responsibilities, updates)
    arguments = tuple(Argument(p, Status.UNPROVED, "em") for p in state.open)
    return Move((step,), replace(state, open=(), found=(found_,), arguments=arguments))
