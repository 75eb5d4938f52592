"""Two score equations combined so that what both of them hide cancels.

    v + mu E_mu/E_v …      folded normal:   sigma^2 = Total(x^2)/n - mu^2
    a E_a - b E_b          Skellam:         a - b = Total(x)/n

The equations are linear in the statistics and in products of the special functions that hold a parameter.  A
combination whose coefficients annihilate all of these is a relation that can be solved; one equation fewer is left.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

from sympy import Add, Dummy, Expr, Matrix, Pow, S, Symbol, cancel, expand, factor_terms, fraction, together

from thetahat.algebra.freeze import Frozen
from thetahat.algebra.kernels import kernels_of
from thetahat.algebra.peel import peel
from thetahat.algebra.present import presentable, substituted
from thetahat.algebra.totals import expanded, size
from thetahat.core.derivation import Cite, Claim, Equation, Hat, Reason, Status, Step
from thetahat.core.estimator import Closed
from thetahat.core.model import Parameter
from thetahat.rules.state import Argument, Move, Oracle, State

LARGEST = 500
"""Equations longer than this together are left alone."""


@dataclass(frozen=True)
class Relation:
    """sum of multipliers times equations = 0, free of what hides the parameter, and solved for it."""

    parameter: Parameter
    multipliers: dict[Symbol, Expr]
    relation: Expr
    value: Expr


def _relation(state: State, parameter: Parameter, opened: dict[Symbol, Expr], oracle: Oracle) -> Relation | None:
    p = parameter.symbol
    table = Frozen(*opened.values())
    frozen = {q: _opened(table.freeze(e)) for q, e in opened.items()}
    hiding = {d for s, d in table.symbols.items() if p in s.free_symbols}
    kernels = sorted(
        {k for e in frozen.values() for k in kernels_of(e, p, sums=True)}
        | (hiding & set().union(*(e.free_symbols for e in frozen.values()))),
        key=lambda k: k.sort_key(),
    )
    if not kernels:
        return None
    names = {k: Dummy(f"k{i}") for i, k in enumerate(kernels)}
    split = [_by_kernels(e.xreplace(names), set(names.values())) for e in frozen.values()]
    parts = [part for part in split if part is not None and not any(e.has(*kernels) for e in part.values())]
    if len(parts) < len(split):
        return None
    columns = sorted(set().union(*parts) - {S.One}, key=lambda m: m.sort_key())
    rows = [[cancel(part.get(m, S.Zero)) for m in columns] for part in parts]
    rests = [part.get(S.One, S.Zero) for part in parts]
    found = []
    for vector in Matrix(rows).T.nullspace():
        vector = [factor_terms(cancel(v)) for v in vector]
        relation = fraction(together(Add(*(v * r for v, r in zip(vector, rests, strict=True)))))[0]
        relation = expand(relation, log=False)
        if relation == 0 or not relation.has(p):
            continue
        peeled = peel(relation, p)
        if peeled.left:
            continue
        multipliers = {q: table.thaw(v) for q, v in zip(opened, vector, strict=True)}
        for s in peeled.solutions:
            if s.special or s.modulo is not None:
                continue
            value = presentable(table.thaw(s.value), state.solved_symbols, state.signs)
            if oracle.inside(parameter, value) != "never":
                found.append(Relation(parameter, multipliers, table.thaw(relation), value))
    return min(found, key=lambda r: size(r.value), default=None)


def _opened(e: Expr) -> Expr:
    """Multiplied out, but for what is divided by: 1/(a b + a c) stays 1/a 1/(b + c)."""
    out = expand(e, log=False, power_base=False, power_exp=False)
    below = {f for f in out.atoms(Pow) if isinstance(f.base, Add) and f.exp.is_Integer and f.exp.is_negative}
    return out.xreplace({f: factor_terms(f.base) ** f.exp for f in below})


def _by_kernels(e: Expr, names: set[Symbol]) -> dict[Expr, Expr] | None:
    """{product of kernels: its coefficient}, {1: the rest}; None if something else is done with a kernel."""
    parts: dict[Expr, Expr] = {}
    for term in Add.make_args(_opened(e)):
        coefficient, product = term.as_independent(*names, as_Add=False)
        if product.free_symbols - names:
            return None
        parts[product] = parts.get(product, S.Zero) + coefficient
    return parts


def eliminate(state: State, oracle: Oracle) -> Move | None:
    """Find a relation between the open parameters without the statistics that hide them."""
    if len(state.equations) < 2:
        return None
    natural = dict(state.equations)
    opened = {q: expanded(e) for q, e in natural.items()}
    if sum(e.count_ops() for e in opened.values()) > LARGEST:
        return None
    # A square of deviations is one statistic as it stands, and three when it is multiplied out.
    forms = [natural, opened] if natural != opened else [opened]
    found = [
        r
        for form in forms
        for p in state.open
        if p.symbol in state.equations and (r := _relation(state, p, form, oracle)) is not None
    ]
    if not found:
        return None
    # a scale from a location, sigma^2 from mu and the mean square, keeps more digits than the other way round
    best = min(found, key=lambda r: (not r.parameter.symbol.is_positive, size(r.value)))
    p = best.parameter.symbol
    left = tuple(q for q in state.open if q is not best.parameter)
    used = [q for q, m in best.multipliers.items() if m != 0]
    # The relation replaces the longest of the equations that it was made from, whose multiplier never vanishes: with
    # the others it then says the same.
    firm = [q for q in used if state.signs.strictly(best.multipliers[q]) is not None]
    dropped = max(firm or used, key=lambda q: (state.equations[q].count_ops(), q == p))
    kept = [q for q in state.equations if q != dropped]
    targets = {q.symbol for q in left}
    equations = {
        q.symbol: substituted(state.equations[e], p, best.value, targets)
        for q, e in zip((q for q in left if q.symbol in state.equations), kept, strict=True)
    }
    others = tuple(q for q in (r.symbol for r in left) if q in best.value.free_symbols)
    steps = (
        Step(
            "eliminate",
            Reason(
                "eliminate",
                {"parameter": p, "equations": tuple(Cite(state.labels[q]) for q in used if q in state.labels)},
            ),
            (
                Equation(state.hatted(_shown(best.relation)), (S.Zero,)),
                Equation(Hat(p, *others), (state.hatted(best.value),), label=f"estimate_{best.parameter.name}"),
            ),
            (Claim("solves", (best.relation, p, best.value)),),
            detail="brief",
        ),
    )
    new = replace(
        state,
        open=left,
        equations=MappingProxyType(equations),
        labels=MappingProxyType(
            {s: state.labels[e] for s, e in zip(equations, kept, strict=True) if e in state.labels}
        ),
        profile=substituted(state.profile, p, best.value, targets),
        profiled=(*state.profiled, Closed(best.parameter, best.value)),
        arguments=(*state.arguments, Argument(best.parameter, Status.CHECKED, "relation")),
        relations=True,
    )
    return Move(steps, new if firm else new.noting(loose=True))


def _shown(e: Expr) -> Expr:
    table = Frozen(e)
    return table.thaw(factor_terms(table.freeze(e)))
