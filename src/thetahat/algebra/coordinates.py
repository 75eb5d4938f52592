"""Other parameters in which a density is shorter, or its totals hold fewer of them.

    exp(-x exp(-eta)) exp(-eta)                  theta = exp(eta)         eta = log theta
    (1 + xi x/sigma)^(-1/xi - 1)/sigma           tau = xi/sigma           sigma = xi/tau

The maximum-likelihood estimator does not mind: what maximises over theta, carried back, maximises over eta.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import permutations

from sympy import Add, Expr, Mul, Pow, S, Symbol, exp, expand_log, log, oo, sqrt

from thetahat.core.model import Domain, Model, Parameter

LETTERS = ("theta", "tau", "phi", "psi", "omega", "kappa", "zeta")
"""Names for new parameters, the first that is free."""

REAL = Domain()
POSITIVE = Domain(lower=S.Zero, text="positive")
UNIT = Domain(lower=S.Zero, upper=S.One, text="0 < p < 1")

Map = Callable[[Expr], Expr]
_SINGLE: Mapping[Domain, tuple[tuple[Domain, Map, Map], ...]] = {
    REAL: (
        (POSITIVE, exp, log),
        (UNIT, lambda p: 1 / (1 + exp(-p)), lambda q: log(q / (1 - q))),
    ),
    POSITIVE: (
        (POSITIVE, lambda p: 1 / p, lambda q: 1 / q),
        (POSITIVE, sqrt, lambda q: q**2),
        (POSITIVE, lambda p: p**2, sqrt),
    ),
}
"""Old domain to (new domain, new parameter from old, old from new): one to one, onto."""

_PAIRS: Mapping[Domain, tuple[tuple[Callable[[Expr, Expr], Expr], Callable[[Expr, Expr], Expr]], ...]] = {
    POSITIVE: (
        (lambda a, b: a / b, lambda a, q: a / q),
        (lambda a, b: a * b, lambda a, q: q / a),
    ),
    REAL: (
        (lambda a, b: a + b, lambda a, q: q - a),
        (lambda a, b: a - b, lambda a, q: a - q),
    ),
}
"""Domain of a and b to (q from a and b, b from a and q): q takes b's place, and has the same domain."""


_WORTH = 3
"""Operations that another parameter must save; an exponential counts for as many again."""


@dataclass(frozen=True)
class Change:
    """The model in other parameters: ``forward`` gives the new from the old, ``back`` the replaced from the new."""

    model: Model
    forward: Mapping[Symbol, Expr]
    back: Mapping[Symbol, Expr]


def _plain(p: Parameter, model: Model) -> Domain | None:
    """The domain of a parameter that is real or positive and on whose values no other domain depends."""
    d = p.domain
    if d.integer or d.lower_closed or d.upper_closed or d.upper != oo or d.lower not in (-oo, 0):
        return None
    if any(p.symbol in q.domain.bounds_symbols for q in (*model.parameters, *model.known)):
        return None
    return REAL if d.lower == -oo else POSITIVE


def _new(domain: Domain, model: Model) -> Parameter:
    taken = {s.name for s in (*model.observation, *model.symbols)} | {p.name for p in (*model.parameters, *model.known)}
    name = next(n for n in (*LETTERS, *(f"{LETTERS[0]}{k}" for k in range(1, 99))) if n not in taken)
    symbol = Symbol(name, real=True) if domain is REAL else Symbol(name, positive=True)
    return Parameter(
        name, symbol, replace(domain, text=domain.text.replace("p", name) if domain is UNIT else domain.text)
    )


def _rewritten(model: Model, old: Parameter, new: Parameter, forward: Expr, back: Expr) -> Change:
    """The model with one parameter replaced by another."""

    def put(e: Expr) -> Expr:
        return e.subs(old.symbol, back)

    regions = tuple(replace(r, lower=put(r.lower), upper=put(r.upper)) for r in model.support.regions)
    changed = replace(
        model,
        density=put(model.density),
        parameters=tuple(new if p is old else p for p in model.parameters),
        support=replace(model.support, regions=regions, conditions=tuple(map(put, model.support.conditions))),
        declared=None,
        notation={k: v for k, v in model.notation.items() if k != old.name},
    )
    return Change(changed, {new.symbol: forward}, {old.symbol: back})


def _after(first: Change, second: Change) -> Change:
    forward = {q: e.subs(dict(first.forward)) for q, e in second.forward.items()}
    kept = {q: e for q, e in first.forward.items() if q not in second.back}
    back = {p: e.subs(dict(second.back)) for p, e in first.back.items()}
    own = {p: e for p, e in second.back.items() if p not in first.forward}
    return Change(second.model, {**kept, **forward}, {**back, **own})


def _singles(model: Model) -> Iterator[Change]:
    for p in model.parameters:
        own = _plain(p, model)
        for domain, there, back in _SINGLE[own] if own else ():
            q = _new(domain, model)
            yield _rewritten(model, p, q, there(p.symbol), back(q.symbol))


def _pairs(model: Model) -> Iterator[Change]:
    for a, b in permutations(model.parameters, 2):
        domain = _plain(b, model)
        if domain is None or _plain(a, model) is not domain:
            continue
        for there, back in _PAIRS[domain]:
            q = _new(domain, model)
            yield _rewritten(model, b, q, there(a.symbol, b.symbol), back(a.symbol, q.symbol))


def tied(model: Model) -> int:
    """How many parameters stand inside functions of the data, each function counted: 2 for log(1 + xi x/sigma)."""
    variables, parameters = set(model.observation), set(model.symbols)

    def inside(e: Expr) -> set[Expr]:
        if not e.free_symbols & variables:
            return set()
        if isinstance(e, Add | Mul):
            return set().union(*map(inside, e.args))
        if isinstance(e, Pow) and e.exp.is_Integer and e.exp.is_positive:
            return inside(e.base)
        return {e} if e.free_symbols & parameters else set()

    return sum(len(k.free_symbols & parameters) for k in inside(expand_log(log(model.density), force=True)))


def _length(model: Model) -> int:
    return model.density.count_ops() + _WORTH * model.density.count(exp)


def _while_it_helps(
    model: Model, make: Callable[[Model], Iterator[Change]], measure: Callable[[Model], int], least: int
) -> Change | None:
    found: Change | None = None
    while True:
        now = found.model if found else model
        options = [(measure(c.model), c) for c in make(now)]
        best = min(options, key=lambda o: o[0], default=None)
        if best is None or best[0] > measure(now) - least:
            return found
        found = _after(found, best[1]) if found else best[1]


def simpler(model: Model) -> Iterator[Change]:
    """The model with one parameter in place of two inside functions of the data; with shorter parameters; with both."""
    untied = _while_it_helps(model, _pairs, tied, 1)
    shorter = _while_it_helps(model, _singles, _length, _WORTH)
    if untied:
        yield untied
    if shorter:
        yield shorter
        both = _while_it_helps(shorter.model, _pairs, tied, 1)
        if both:
            yield _after(shorter, both)
