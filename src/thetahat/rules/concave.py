"""Why a zero of the score is the global maximum: the log-likelihood is concave in other parameters.

    exponential family   l = sum_k eta_k T_k - n A(eta)            concave in eta          (A is convex: Hoelder)
    location and scale   log f = log tau + phi(tau x - delta)      concave in (delta, tau) where phi'' <= 0

Parameters that are one to one with these, smoothly both ways, have the same zeros of the score.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import chain, count

from sympy import (
    Dummy,
    Expr,
    Matrix,
    Symbol,
    cancel,
    cosh,
    exp,
    expand,
    expand_log,
    factor,
    factor_terms,
    log,
    oo,
    powsimp,
    sinh,
    sqrt,
    tanh,
)

from thetahat.algebra.concavity import cornered
from thetahat.algebra.natural import independent, least, natural_form, one_to_one
from thetahat.algebra.observed import grouped
from thetahat.algebra.poles import continuous
from thetahat.algebra.totals import size, tidy
from thetahat.core.derivation import Claim, Density, Equation, Reason, Status, Step
from thetahat.core.estimator import Choice, Closed, Maximise, Root
from thetahat.core.model import Parameter
from thetahat.rules.state import Move, Oracle, State


def exponential_family(state: State, oracle: Oracle) -> Move | None:
    """Natural parameters as many as declared ones, and one to one with them near every point."""
    model = state.model
    if not _stationary(state) or model.kernel or model.normalised == "undecided":
        return None
    symbols = model.symbols
    if model.support.parameters & set(symbols) or cornered(state.log_density, symbols):
        return None
    natural = natural_form(state.log_likelihood, set(symbols))
    if natural is None:
        return None
    natural = least(natural)
    if len(natural) != len(symbols):
        return None
    determinant = tidy(Matrix(list(natural.values())).jacobian(list(symbols)).det())
    sign = state.signs.strictly(determinant)
    if sign is None:
        return None
    letter = letter_not_in(model.names, "eta", "zeta", "omega")
    eta = [Symbol(f"{letter}_{k + 1}" if len(natural) > 1 else letter, real=True) for k in range(len(natural))]
    rectangular = not any(p.domain.bounds_symbols & set(symbols) for p in model.parameters)
    # equations that are those of the scores, each solved in one way only, have one common zero
    solved = "moments" in state.facts and all(isinstance(f, Closed) for f in state.solution)
    single = solved or one_to_one(list(natural.values()), symbols, rectangular, state.signs)
    single = single and independent([t.summand for t in natural], model)
    step = Step(
        "concave",
        Reason("natural_parameters", {"statistics": tuple(natural)}),
        tuple(Equation(h, (_short(e),)) for h, e in zip(eta, natural.values(), strict=True)),
        (Claim("sign", (determinant, sign)),),
    )
    return _proved(state.noting(natural_shown=True), step, "concave" if single else "concave_open")


def letter_not_in(taken: Collection[str], *letters: str) -> str:
    """The first letter with which no parameter's name begins."""
    further = (f"{letters[0]}{k}" for k in count(1))
    return next(n for n in chain(letters, further) if not any(t.startswith(n) for t in taken))


def _short(e: Expr) -> Expr:
    """For showing: the shorter of a formula and its one fraction, factors pulled out."""
    return min(e, factor_terms(cancel(e)), factor_terms(factor(e)), key=lambda f: f.count_ops())


MOST = 2
"""Parameters of a log-density that is looked at for concavity."""


@dataclass(frozen=True)
class Coordinates:
    """New parameters as functions of the old ones, and the old ones of the new."""

    forward: dict[Symbol, Expr]
    back: dict[Symbol, Expr]


_SENTENCES = {
    (True, True): "strictly_concave",
    (True, False): "strictly_concave_in",
    (False, True): "concave",
    (False, False): "concave_in",
}
"""By whether it is strict, and whether the parameters are the declared ones."""


def _coordinates(parameters: tuple[Parameter, ...]) -> Iterator[Coordinates]:
    # a domain that other parameters bend need not be convex
    if len(parameters) <= MOST and not any(p.domain.bounds_symbols for p in parameters):
        same = {p.symbol: p.symbol for p in parameters}
        yield Coordinates(same, same)
    domains = [p.domain for p in parameters]
    names = [p.name for p in parameters]
    if any(d.integer or d.upper != oo or d.lower not in (0, -oo) or d.lower_closed for d in domains):
        return
    if len(parameters) == 1 and domains[0].lower == 0:
        p = parameters[0].symbol
        q = Symbol(letter_not_in(names, "tau", "omega"), positive=True)
        r = Symbol(letter_not_in(names, "eta", "zeta"), real=True)
        yield Coordinates({q: 1 / p}, {p: 1 / q})
        yield Coordinates({r: log(p)}, {p: exp(r)})
        yield Coordinates({q: p**2}, {p: sqrt(q)})
        yield Coordinates({q: p**-2}, {p: 1 / sqrt(q)})
    if len(parameters) == 2:
        delta = Symbol(letter_not_in(names, "delta", "eta", "zeta"), real=True)
        tau = Symbol(letter_not_in(names, "tau", "omega", "phi"), positive=True)
        for a, b in (parameters, parameters[::-1]):
            m, s = a.symbol, b.symbol
            if b.domain.lower != 0:
                continue
            if a.domain.lower == -oo:
                yield Coordinates({delta: m / s, tau: 1 / s}, {m: delta / tau, s: 1 / tau})
                yield Coordinates({delta: m * s, tau: s}, {m: delta / tau, s: tau})
            else:
                # the logarithms of the data have a location, log m, and a scale, 1/s
                yield Coordinates({delta: s * log(m), tau: s}, {m: exp(delta / tau), s: tau})


def log_concave(state: State, oracle: Oracle) -> Move | None:
    """The log-density of every observation is concave in other parameters."""
    if not _stationary(state) or state.model.support.parameters & set(state.model.symbols):
        return None
    gathered, letters = grouped(state.log_density, state.model.symbols)
    plain: tuple[Expr, dict[Dummy, Expr]] = (state.log_density, {})
    for density, data in (plain, (gathered, letters)) if letters else (plain,):
        for c in _coordinates(state.model.parameters):
            step = _concave_in(c, density, data, state)
            if step is not None:
                strict = all(abs(claim.expressions[1]) == 1 for claim in step.claims)
                kept = replace(step, claims=tuple(claim for claim in step.claims if abs(claim.expressions[1]) == 1))
                return _proved(state.noting(log_concave=c), kept, "concave" if strict else "concave_open")
    return None


def _concave_in(c: Coordinates, log_density: Expr, data: dict[Dummy, Expr], state: State) -> Step | None:
    """The step that shows it, with the signs of all minors as its claims."""
    density = log_density.rewrite((cosh, sinh, tanh), exp).subs(c.back, simultaneous=True)
    if cornered(density, list(c.forward)):
        return None
    density = tidy(expand_log(density))
    density = min(density, powsimp(expand(density, log=False), combine="exp", deep=True), key=size)
    signs = _signs_of_minors(density, list(c.forward), state)
    if signs is None or not continuous(state.log_density, state.model.symbols, state.signs):
        return None
    own = all(q == e for q, e in c.forward.items())
    written = Equation(log(Density(*state.model.observation, *c.forward), evaluate=False), (density.xreplace(data),))
    return Step(
        "concave",
        Reason(_SENTENCES[all(abs(s) == 1 for _, s in signs), own], {"parameters": tuple(c.forward)}),
        () if own else (*(Equation(q, (e,)) for q, e in c.forward.items()), written),
        tuple(Claim("sign", (e.subs(dict(c.forward)).xreplace(data), s)) for e, s in signs),
    )


def _signs_of_minors(density: Expr, parameters: list[Symbol], state: State) -> list[tuple[Expr, int]] | None:
    """The principal minors of the Hessian with their signs, if these make it negative semidefinite."""
    first, *rest = parameters
    minors = [(tidy(density.diff(first, 2)), -1)]
    for second in rest:
        bent = tidy(density.diff(second, 2))
        minors += [(bent, -1), (tidy(minors[0][0] * bent - density.diff(first, second) ** 2), 1)]
    found = []
    for e, wanted in minors:
        sign = state.signs.of(e)
        if sign not in (wanted, 2 * wanted, 0):
            return None
        found.append((e, sign))
    return found


def _stationary(state: State) -> bool:
    """Whether the estimate is a zero of the score inside an open domain, and not yet proved to be the maximum."""
    if "loose" in state.facts:
        return False
    formulas = all(
        isinstance(f, Root | Choice | Maximise) or (isinstance(f, Closed) and f.kind == "score") for f in state.solution
    )
    domains = [p.domain for p in state.model.parameters]
    opened = not any(d.integer or d.lower_closed or d.upper_closed for d in domains)
    return formulas and opened and any(a.status is not Status.PROVED for a in state.arguments)


def _proved(state: State, step: Step, key: str) -> Move:
    arguments = tuple(replace(a, status=Status.PROVED, key=key) for a in state.arguments)
    found = state.found
    if key == "concave" and not state.relations:
        # a profile with one stationary point, its maximum, rises before it and falls behind it
        found = tuple(
            replace(f, falling=True, several=False, objective=None) if isinstance(f, Root) else f for f in found
        )
    return Move((step,), replace(state, found=found, arguments=arguments))
