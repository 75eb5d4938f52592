"""Why a likelihood has a maximum at all: it falls towards every border of the parameters' domain.

exponential family    l/n = eta . tbar - A(eta).  Where A grows without bound at every finite end of the natural
                      parameters, the family is regular, and l has a maximum if and only if tbar lies inside the convex
                      hull of the curve (T_1(x), …, T_k(x)) (Barndorff-Nielsen 1978).  A curve that no hyperplane meets
                      more than k times has the mean of d of its points inside as soon as d > k/2.
location and scale    l = n log tau + sum phi(tau u_i - delta) with a concave phi, so that phi(z) <= c - b|z| and
                      l <= n (log tau + c) - b tau (max u - min u)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations, permutations

from sympy import Dummy, Expr, Function, Matrix, S, Symbol, cancel, factor, limit, log, oo, simplify, solve, together

from thetahat.algebra.leading import leading
from thetahat.algebra.natural import Natural, independent, least, natural_form
from thetahat.algebra.observed import grouped
from thetahat.algebra.signs import Signs
from thetahat.algebra.totals import expanded, tidy
from thetahat.core.derivation import Condition, Equation, LogLikelihood, Reason, Status, Step
from thetahat.core.model import Domain, Parameter, Region
from thetahat.core.statistics import SAMPLE_SIZE, Maximum, Minimum, Observation, statistics_of
from thetahat.rules.concave import Coordinates, letter_not_in
from thetahat.rules.state import State

MOST = 3
"""Natural parameters of a family that is looked at: with so many, two different values lie inside."""


@dataclass(frozen=True)
class Interior:
    """The condition on the sample that is needed and suffices, if any, and the step that shows it."""

    conditions: tuple[Condition, ...]
    steps: tuple[Step, ...]


def interior(state: State) -> Interior | None:
    """The first theorem that applies."""
    model = state.model
    if len(model.random) != 1 or model.given or model.kernel or model.normalised == "undecided":
        return None
    if model.support.conditions:
        return None
    (x,) = model.random
    region = model.support.region(x)
    if (region.lower.free_symbols | region.upper.free_symbols) & set(model.symbols):
        return None
    return _location_and_scale(state, x, region) or _exponential_family(state, x, region)


# ------------------------------------------------------------------ location and scale


def _location_and_scale(state: State, x: Observation, region: Region) -> Interior | None:
    """A concave log-density in tau u(x) - delta, u onto the real line: some u_i must differ, and that is enough."""
    new = state.facts.get("log_concave")
    if not isinstance(new, Coordinates) or len(new.forward) != 2:
        return None
    delta, tau = new.forward
    if not all(
        _runs_through(p, -oo if p.symbol == delta else S.Zero)
        for p in state.model.parameters
        if p.symbol in new.forward
    ):
        return None
    gathered, data = grouped(state.log_density, state.model.symbols)
    carried = gathered.subs(new.back, simultaneous=True) - log(tau)
    u = simplify(-carried.diff(tau) / carried.diff(delta)).xreplace(data)
    density = carried.xreplace(data)
    slope = density.diff(delta)
    steep = u.diff(x)
    if u.free_symbols & {delta, tau} or state.signs.strictly(steep) is None:
        return None
    # phi depends on x through tau u - delta alone, and what is left of the density is |du/dx|
    through = slope.diff(x) + tau * steep * slope.diff(delta)
    rest = density.diff(x) + tau * steep * slope - steep.diff(x) / steep
    if simplify(through) != 0 or simplify(rest) != 0:
        return None
    if {limit(u, x, region.lower, "+"), limit(u, x, region.upper, "-")} != {oo, -oo}:
        return None
    names = state.model.names
    b, c = (Symbol(letter_not_in(names, *some), real=True) for some in (("b", "beta"), ("c", "gamma")))
    n, spread = SAMPLE_SIZE, Maximum(u) - Minimum(u)
    bound = Equation(LogLikelihood(), (n * log(tau) + n * c - b * tau * spread,), "<=")
    step = Step("ends", Reason("coercive", {"level": c, "rate": b, "scale": tau}), (bound,))
    scale = next(p for p, e in new.back.items() if e == 1 / tau or e == tau)
    return Interior((_differ(x, {scale.name: S.Zero if new.back[scale] == 1 / tau else oo}),), (step,))


def _runs_through(parameter: Parameter, lower: Expr) -> bool:
    """Whether a declared parameter takes all values above ``lower``: towards any other end nothing makes l fall."""
    d = parameter.domain
    return d.lower == lower and d.upper == oo and not d.lower_closed


def _differ(x: Observation, otherwise: dict[str, Expr]) -> Condition:
    reason = Reason("not_all_equal", {"variable": x})
    return Condition(Minimum(x) < Maximum(x), "exists", Status.PROVED, reason, otherwise)


# ------------------------------------------------------------------ exponential family


@dataclass(frozen=True)
class Box:
    """Natural parameters that run through a product of intervals, what they multiply, and A as their function."""

    domains: tuple[Parameter, ...]
    statistics: tuple[Expr, ...]
    normaliser: Expr
    formulas: tuple[tuple[Expr, ...], ...]
    """What each of them is in the declared parameters."""
    own: bool
    """Whether they are the declared parameters themselves."""


def _exponential_family(state: State, x: Observation, region: Region) -> Interior | None:
    """A regular family on a curve that bends one way: two different values are enough, one if k = 1."""
    box = _box(state)
    if box is None or not _grows_at_every_end(box, state):
        return None
    order = next((t for t in permutations(box.statistics) if _bends(t, x, state)), None)
    if order is None:
        return None
    k = len(order)
    conditions: tuple[Condition, ...] = ()
    if region.integer:
        if k > 1:
            return None
        conditions = tuple(_not_all_at(x, region))
    elif region.lower_closed or region.upper_closed:
        return None
    elif k > 1:
        conditions = (_differ(x, _limits(box, x, state)),)
    parameters = tuple(p.symbol for p in box.domains)
    bounded = any(end.is_finite for p in box.domains for end in (p.domain.lower, p.domain.upper))
    regular = Reason("regular_ends" if bounded else "regular_everywhere", {"parameters": parameters})
    reason = Reason("inside_range" if k == 1 else "inside_hull", {"regular": regular, "curve": order})
    shown = () if box.own or "natural_shown" in state.facts else tuple(map(Equation, parameters, box.formulas))
    return Interior(conditions, (Step("ends", reason, shown),))


def _limits(box: Box, x: Observation, state: State) -> dict[str, Expr]:
    """Where two declared parameters run if all observations are equal: along the normal of the curve, outwards."""
    if not box.own or len(box.domains) != 2:
        return {}
    first, second = (f.diff(x) for f in box.statistics)
    normal = (second, -first)
    bend = state.signs.strictly(simplify(second * first.diff(x) - first * second.diff(x)))
    ways = [state.signs.strictly(simplify(w)) for w in normal]
    if bend is None or None in ways:
        return {}
    return {p.name: p.domain.upper if w != bend else p.domain.lower for p, w in zip(box.domains, ways, strict=True)}


def _not_all_at(x: Observation, region: Region) -> Iterator[Condition]:
    for end, differs in ((region.lower, Maximum(x) > region.lower), (region.upper, Minimum(x) < region.upper)):
        if end.is_finite:
            yield Condition(differs, "exists", Status.PROVED, Reason("inside_domain", {"relation": differs}))


def _box(state: State) -> Box | None:
    """Natural parameters that are proved to fill a product of intervals."""
    model = state.model
    symbols = model.symbols
    natural = natural_form(state.log_likelihood, set(symbols))
    # a statistic that the others determine would leave a part of its factor in A
    if natural is None or len(natural) != len(symbols) or len(symbols) > MOST or least(natural) != natural:
        return None
    if any(p.domain.integer or p.domain.bounds_symbols for p in model.parameters):
        return None
    # what is constant in a factor belongs to h(x)
    natural = {t: e.as_independent(*symbols, as_Add=True)[1] for t, e in natural.items()}
    summands = [t.summand for t in natural]
    opened = expanded(state.log_likelihood)
    normaliser = -opened.xreplace({t: S.Zero for t in statistics_of(opened) if t != SAMPLE_SIZE}) / SAMPLE_SIZE
    normaliser = tidy(normaliser)
    jacobian = Matrix(list(natural.values())).jacobian(list(symbols)).applyfunc(tidy)
    if normaliser.has(SAMPLE_SIZE) or state.signs.strictly(tidy(jacobian.det())) is None:
        return None
    if not independent(summands, model):
        return None
    if not jacobian.free_symbols & set(symbols):
        # affine: the declared parameters are natural ones themselves
        own = tuple(tidy(e) for e in jacobian.T * Matrix(summands))
        return Box(model.parameters, own, normaliser, tuple((s,) for s in symbols), own=True)
    return _orthant(state, natural, normaliser)


def _orthant(state: State, natural: Natural, normaliser: Expr) -> Box | None:
    """Natural parameters with the signs that they have, if every point with these signs has declared parameters."""
    model = state.model
    letter = letter_not_in(model.names, "eta", "zeta", "omega")
    eta: list[Symbol] = []
    for k, e in enumerate(natural.values()):
        sign = state.signs.strictly(e)
        signs = {} if sign is None else {"positive": True} if sign > 0 else {"negative": True}
        eta.append(Symbol(f"{letter}_{k + 1}" if len(natural) > 1 else letter, real=True, **signs))
    equations = [e - h for e, h in zip(natural.values(), eta, strict=True)]
    try:
        solutions = solve(equations, list(model.symbols), dict=True)
    except NotImplementedError:
        return None
    inside = [back for back in solutions if all(_admits(p, back.get(p.symbol)) for p in model.parameters)]
    if len(inside) != 1:
        return None
    domains = tuple(
        Parameter(h.name, h, Domain(S.Zero if h.is_positive else -oo, S.Zero if h.is_negative else oo)) for h in eta
    )
    carried = normaliser.subs(inside[0], simultaneous=True)
    carried = carried.replace(lambda e: isinstance(e, Function), lambda e: e.func(*map(cancel, e.args)))
    formulas = tuple((e,) for e in natural.values())
    return Box(domains, tuple(t.summand for t in natural), tidy(carried), formulas, own=False)


def _admits(parameter: Parameter, value: Expr | None) -> bool:
    """Whether a value lies in the open domain, by the assumptions on its symbols."""
    d = parameter.domain
    if value is None or d.lower_closed or d.upper_closed or not value.is_real:
        return False
    above = d.lower == -oo or factor(together(value - d.lower)).is_positive
    below = d.upper == oo or factor(together(d.upper - value)).is_positive
    return bool(above and below)


def _grows_at_every_end(box: Box, state: State) -> bool:
    """Whether A grows without bound as some of the natural parameters approach finite ends, the others fixed.

    Then no finite border point belongs to the natural parameter space, which is convex: the box is the whole of it.
    The derivative along the way is at least c/t with c > 0, t the distance.
    """
    ways: list[tuple[Symbol, Expr, int]] = []
    for p in box.domains:
        ways += [(p.symbol, end, side) for end, side in ((p.domain.lower, 1), (p.domain.upper, -1)) if end.is_finite]
    t = Dummy("t", positive=True)
    signs = state.signs if box.own else Signs(replace(state.model, parameters=box.domains))
    for some in chain.from_iterable(combinations(ways, size) for size in range(1, len(ways) + 1)):
        if len({p for p, _, _ in some}) < len(some):
            continue
        along = box.normaliser.subs({p: end + side * t for p, end, side in some}, simultaneous=True).diff(t)
        term = leading(along, t, S.Zero, True)
        if term is None or not term.power <= -1 or signs.strictly(term.coefficient) != -1:
            return False
    return True


def _bends(functions: Sequence[Expr], x: Observation, state: State) -> bool:
    """Whether 1 and these functions are a Chebyshev system on the support: T_1' > 0, (T_2'/T_1')' > 0, … or < 0."""
    slopes = list(functions)
    while slopes:
        first, *others = (simplify(f.diff(x)) for f in slopes)
        if state.signs.strictly(first) is None:
            return False
        slopes = [simplify(f / first) for f in others]
    return True
