"""Does the likelihood grow without bound for usual data?  Paths are tried in doubles, and what grows is confirmed.

    probe(model) -> Finding(claim="unbounded") or None
    steps(model, finding) -> the step that shows the path

Usual data are samples of 10 and 20 drawn from the model.  Along a path of `paths` eps goes from e^-40 to e^-120
first; a path along which the log-likelihood keeps growing like log(1/eps) on every sample is followed with hundreds
of digits to eps = 1e-200 by the declared text itself.  Probabilities cannot exceed one: models of counts are bounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import mpmath
import numpy as np
from sympy import Abs, Expr, Rational, S, Symbol, log

from thetahat.core.derivation import Equation, Finding, Hat, LogLikelihood, Reason, Status, Step
from thetahat.core.model import Model, Parameter
from thetahat.core.statistics import Maximum, Minimum, Observation
from thetahat.errors import DeclarationError
from thetahat.verify import declared, evaluate, growth, paths
from thetahat.verify.paths import EPSILON, Shape
from thetahat.verify.points import Points, ordered

Array = Any
_DISTANCES = np.array([40.0, 80.0, 120.0])
_SLOPE = 0.1
_LASTING = 0.97
"""How much of the slope must be left at the end of the path."""
_DECADES = (25, 50, 100, 200)
_DECADES_PROFILED = (20, 40, 80)
_DECADES_FAR = (10**6, 10**12, 10**25, 10**50)
_EXTREME = 10
"""A place on the real line that may be the logarithm of something tiny: eps**exp(-10) looks like 1 down to 1e-200."""
_SAMPLES = (10, 10, 20)
_BASES = 8
_FREE = Symbol("w__", real=True)
"""The free part of a parameter that is profiled out."""
_GRID = np.linspace(-1.0, 1.0, 33)
_ZOOM = 4
_FARTHEST = 690.0
"""exp() of more is beyond doubles."""
_MOST_PROFILED = 3
"""Parameters up to which paths with a profiled one are tried."""


@dataclass(frozen=True)
class _Sample:
    """Data to probe with: arrays of shape (n,), sorted by the first random variable, and the known constants."""

    model: Model
    data: dict[Observation, Array]
    known: dict[Symbol, float]

    def split(self, which: str) -> tuple[dict[Observation, float], dict[Observation, Array]]:
        """(the touched observation, the others)."""
        n = len(next(iter(self.data.values())))
        place = {"smallest": 0, "largest": n - 1}.get(which, n // 2)
        rest = np.arange(n) != place
        return {x: float(v[place]) for x, v in self.data.items()}, {x: v[rest] for x, v in self.data.items()}


@dataclass(frozen=True)
class _Found:
    shape: Shape
    base: tuple[Rational, ...]
    slope: float


def probe(model: Model, seed: int = 0) -> Finding | None:
    """A path along which the log-likelihood grows without bound, or None when none was found.

    The finding's reason holds the path as equations parameter = expression in eps and the sample.  It is ``proved``
    when the rate c of l = c log(1/eps) + o(log(1/eps)) was derived (binding ``rate``), else ``checked`` with the
    least slope.
    """
    if not model.parameters or (model.discrete and not model.kernel):
        return None
    samples = _samples(model, seed)
    for profiled in (False, True) if len(model.parameters) <= _MOST_PROFILED else (False,):
        first = _scan(samples[0], paths.shapes(model, profiled))
        for shape in sorted(first, key=lambda s: _simplicity(model, first[s])):
            slopes = list(_slopes(samples, first[shape]))
            if min(slopes) >= _SLOPE:
                return _finding(model, first[shape], min(slopes))
    return None


def steps(model: Model, finding: Finding) -> tuple[Step, ...]:
    """The step that shows the path of a finding of `probe`."""
    path = finding.reason.bindings["path"]
    named = LogLikelihood(*model.symbols)
    ends = [Equation(EPSILON, (S.Zero,), "->"), Equation(named, (S.Infinity,), "->")]
    if "rate" in finding.reason.bindings:
        ends.insert(1, Equation(named / log(1 / EPSILON), (finding.reason.bindings["rate"],), "->"))
    return (Step("unbounded", finding.reason, (*path, *ends), detail="brief"),)


# ------------------------------------------------------------------ in doubles


def _samples(model: Model, seed: int) -> list[_Sample]:
    """Usual samples: drawn from the model, without ties."""
    points = Points(model, seed)
    found = []
    for n in _SAMPLES:
        for _ in range(20):
            truth, data = points.sample(n)
            lead = data[model.random[0]]
            if len(np.unique(lead)) == n or model.support.region(model.random[0]).integer:
                break
        else:
            raise DeclarationError("no sample without equal observations could be drawn; is the density continuous?")
        order = np.argsort(lead, kind="stable")
        found.append(
            _Sample(model, {x: v[order] for x, v in data.items()}, {p.symbol: truth[p.symbol] for p in model.known})
        )
    return found


def _simplicity(model: Model, found: _Found) -> tuple[int, float]:
    """Few moves and plain numbers first, then fast growth.

    A number far down the list counts for more than a move: nu = exp(-10) may be small enough for ten observations only.
    """
    lists = [paths.bases_of(model.parameter(s).domain) for s, _ in found.shape.moves]
    return 4 * found.shape.moving + sum(b.index(v) for b, v in zip(lists, found.base, strict=True)), -found.slope


def _scan(sample: _Sample, shapes: Iterable[Shape]) -> dict[Shape, _Found]:
    """The shapes along which the log-likelihood grows on this sample, each with the bases that serve best."""
    grouped: dict[Any, list[Shape]] = {}
    for s in shapes:
        grouped.setdefault(s.tie, []).append(s)
    found: dict[Shape, _Found] = {}
    for tie, group in grouped.items():
        rows = [(s, b) for s in group for b in _bases(sample.model, s)]
        values = _along(sample, tie, rows) if group[0].profile is None else _profiled(sample, tie, rows)
        with np.errstate(all="ignore"):
            rise = np.diff(values, axis=1)
            good = (rise > _SLOPE * 20).all(axis=1) & (rise[:, 1] > 0.8 * rise[:, 0])
        for k in np.flatnonzero(good):
            shape, base = rows[k]
            one = _Found(shape, base, float(rise[k, 1] / 40))
            if shape not in found or _simplicity(sample.model, one) < _simplicity(sample.model, found[shape]):
                found[shape] = one
    return found


def _bases(model: Model, shape: Shape) -> list[tuple[Rational, ...]]:
    """Values for the parameters that stay: the first of each list, each one varied alone, and some mixed."""
    lists = [paths.bases_of(model.parameter(s).domain) for s, _ in shape.moves]
    profiled = shape.profile is not None
    if len(lists) > 3 or profiled:
        # A share of the whole is taken as it is, a size or a place at two values: more would cost more than it finds.
        lists = [b[:3] for b in lists]
    first = tuple(b[0] for b in lists)
    found = [first]
    if profiled:
        return found
    found += [(*first[:j], v, *first[j + 1 :]) for j, b in enumerate(lists) for v in b[1:]]
    random = np.random.default_rng(len(lists))
    found += [tuple(b[random.integers(len(b))] for b in lists) for _ in range(_BASES)]
    return list(dict.fromkeys(found))


def _along(sample: _Sample, tie: paths.Tie, rows: list[tuple[Shape, tuple[Rational, ...]]]) -> Array:
    """The log-likelihood at each row and distance, shape (rows, distances); -inf where a path leaves the domains."""
    distance = np.broadcast_to(_DISTANCES, (len(rows), len(_DISTANCES)))
    return _values(sample, tie, rows, distance, None)


def _values(
    sample: _Sample, tie: paths.Tie, rows: list[tuple[Shape, tuple[Rational, ...]]], distance: Array, free: Array
) -> Array:
    """The log-likelihood for an array of distances, a row for each path; ``free`` is w of the profiled parameter."""
    if len(rows) == 0:
        return np.zeros(distance.shape)
    moved: dict[Symbol, Array] = {}
    flags: dict[Symbol, Array] = {}
    for j, (symbol, _) in enumerate(rows[0][0].moves):
        base = np.array([float(b[j]) for _, b in rows])[:, None]
        w = np.empty(distance.shape)
        kinds: dict[Any, list[int]] = {}
        for k, (s, _) in enumerate(rows):
            kinds.setdefault(s.moves[j][1], []).append(k)
        for move, at in kinds.items():
            w[at] = free[at] if move.kind == "profile" else move.numbers(base[at], distance[at])
        moved[symbol] = w
        flags[symbol] = np.array([r.moves[j][1].from_upper for r, _ in rows])[:, None]
    point, rest = sample.split(tie.which)
    with np.errstate(all="ignore"):
        parameters = _parameters(sample, tie, moved, flags, np.exp(-distance), point)
        flat = {s: np.broadcast_to(v, distance.shape).reshape(-1, 1) for s, v in parameters.items()}
        return _value(sample, tie, flat, np.exp(-distance).reshape(-1, 1), point, rest).reshape(distance.shape)


def _parameters(
    sample: _Sample,
    tie: paths.Tie,
    moved: Mapping[Symbol, Array],
    flags: Mapping[Symbol, Array],
    eps: Array,
    point: Any,
) -> dict[Symbol, Array]:
    """The parameters for free parts w, in an order in which ends and ties find what they hold."""
    model = sample.model
    outer = paths.outer(model)
    lead = sample.data[model.random[0]]
    values: dict[Symbol, Array] = dict(sample.known)
    touched = {t: point[x] for x, t in tie.touched} | {EPSILON: eps}
    for p in _order(model, tie):
        if p.symbol == tie.parameter:
            values[p.symbol] = evaluate.values(tie.value, {**values, **touched})
            continue
        lower, upper = (np.asarray(evaluate.values(e, values), dtype=float) for e in (p.domain.lower, p.domain.upper))
        w, upside = moved[p.symbol], flags[p.symbol]
        if p.symbol in outer:
            values[p.symbol] = lead.min() - np.abs(w) if outer[p.symbol] == "below" else lead.max() + np.abs(w)
            continue
        below, above = (paths.placed(p.domain, paths.Move(from_upper=f), w, lower, upper) for f in (False, True))
        values[p.symbol] = np.where(upside, above, below)
    return values


def _order(model: Model, tie: paths.Tie) -> list[Parameter]:
    """Parameters so that the tie comes after what it holds, and each one after the parameters in its ends."""
    free = [p for p in ordered((*model.parameters, *model.known)) if p in model.parameters]
    if tie.parameter is None:
        return free
    own = model.parameter(tie.parameter)
    early = [p for p in free if p is not own and tie.parameter not in p.domain.bounds_symbols]
    return [*early, own, *(p for p in free if p is not own and p not in early)]


def _value(sample: _Sample, tie: paths.Tie, flat: dict[Symbol, Array], eps: Array, point: Any, rest: Any) -> Array:
    """The log-likelihood at rows of parameters, the touched observation by the formula in which the tie cancelled."""
    model = sample.model
    full = flat | {s: np.full(eps.shape, v) for s, v in sample.known.items()}
    if tie.parameter is None:
        rest = {x: np.concatenate([[point[x]], rest[x]]) for x in rest}
    total = declared.log_likelihood(model, full, {x: v[None, :] for x, v in rest.items()}, tails=False)
    if tie.parameter is not None:
        marks = {t: point[x] for x, t in tie.touched} | {EPSILON: eps}
        one = evaluate.values(paths.touching(model, tie), {**full, **marks})
        total = total + np.broadcast_to(np.asarray(one, dtype=float), eps.shape)[:, 0]
    allowed = np.broadcast_to(np.asarray(declared.admissible(model, full)), eps.shape)[:, 0]
    return np.where(allowed & np.isfinite(total), total, -np.inf)


def _profiled(sample: _Sample, tie: paths.Tie, rows: list[tuple[Shape, tuple[Rational, ...]]]) -> Array:
    """The same with one parameter at its best: a grid in its logarithm, narrowed around the greatest value."""
    count, wide, fine = len(rows), len(_DISTANCES), len(_GRID)
    if count == 0:
        return np.zeros((0, wide))
    line = [paths.moves_of(sample.model.parameter(s.profile).domain) == paths.ON_LINE for s, _ in rows if s.profile]
    on_line = np.array(line)[:, None]
    distance = np.broadcast_to(np.repeat(_DISTANCES, fine), (count, wide * fine))
    centre = np.zeros((count, wide, 1))
    width = np.minimum(8 * _DISTANCES + 30, _FARTHEST)[:, None]
    best = np.full((count, wide), -np.inf)
    for _ in range(_ZOOM):
        u = np.clip(centre + width * _GRID, -_FARTHEST, _FARTHEST).reshape(count, -1)
        found = _values(sample, tie, rows, distance, np.where(on_line, np.sinh(u), np.exp(u))).reshape(
            count, wide, fine
        )
        best = np.maximum(best, found.max(axis=2))
        at = np.argmax(found, axis=2)
        centre = np.take_along_axis(u.reshape(count, wide, fine), at[:, :, None], 2)
        width = width * 4 / fine
    return best


# ------------------------------------------------------------------ with many digits


def _slopes(samples: Sequence[_Sample], first: _Found) -> Iterator[float]:
    """The confirmed slope on each sample, each with its own bases; 0, and no more, as soon as one is lost."""
    for k, sample in enumerate(samples):
        found = first if k == 0 else _scan(sample, (first.shape,)).get(first.shape)
        slope = 0.0 if found is None else _confirmed(sample, found)
        yield slope
        if slope < _SLOPE:
            return


def _confirmed(sample: _Sample, found: _Found) -> float:
    """The least slope of the log-likelihood in log(1/eps), by the declared text, to the smallest eps; 0 if lost."""
    slopes: list[float] = []
    before = None
    extreme = _stands_far_out(sample.model, found)
    if extreme and (found.shape.tie.parameter is not None or found.shape.profile is not None):
        return 0.0
    for k in _DECADES_FAR if extreme else _DECADES if found.shape.profile is None else _DECADES_PROFILED:
        # A gap of eps must be resolved in the parameter, and eps**2 where terms of a sum cancel.
        digits = 200 if extreme else 2 * k + 60
        with mpmath.workdps(digits):
            value = _exact(sample, found, mpmath.mpf(10) ** -k, digits)
            if not mpmath.isfinite(value):
                return 0.0
            if before is not None:
                slopes.append(float((value - before[1]) / ((k - before[0]) * mpmath.log(10))))
                if slopes[-1] < _SLOPE:
                    return 0.0
            before = (k, value)
    # A growth that fades is not yet the limit: L - L**2/1000 rises for a long while.
    return min(slopes) if slopes[-1] >= _LASTING * slopes[0] else 0.0


def _stands_far_out(model: Model, found: _Found) -> bool:
    """Whether a parameter on the whole real line stays far out."""
    elsewhere = {*paths.outer(model), found.shape.tie.parameter}
    return any(
        move.kind == "fixed"
        and symbol not in elsewhere
        and abs(base) >= _EXTREME
        and paths.moves_of(model.parameter(symbol).domain) == paths.ON_LINE
        for (symbol, move), base in zip(found.shape.moves, found.base, strict=True)
    )


def _exact(sample: _Sample, found: _Found, eps: Any, digits: int) -> Any:
    shape, tie = found.shape, found.shape.tie
    point, _ = sample.split(tie.which)
    marks = {t: mpmath.mpf(point[x]) for x, t in tie.touched} | {EPSILON: eps}

    def at(free: Any, digits: int) -> Any:
        values: dict[Symbol, Any] = {s: mpmath.mpf(v) for s, v in sample.known.items()} | marks | {_FREE: free}
        for symbol, expression in _expressions(sample.model, found):
            values[symbol] = evaluate.value(expression, values, sample.data, None, digits)
        full = {p.symbol: values[p.symbol] for p in (*sample.model.parameters, *sample.model.known)}
        return mpmath.mpf(np.asarray(declared.log_likelihood(sample.model, full, sample.data, None, digits)).item())

    profile = shape.profile
    if profile is None:
        return at(mpmath.mpf(0), digits)
    line = paths.moves_of(sample.model.parameter(profile).domain) == paths.ON_LINE
    bound = -mpmath.log(eps) * 8 + 30

    def settled(u: Any) -> Any:
        """The value, where twice the digits say the same: far out, terms of size 1e600 cancel to noise."""
        free = mpmath.sinh(u) if line else mpmath.exp(u)
        value = at(free, digits)
        if not mpmath.isfinite(value):
            return value
        with mpmath.workdps(2 * digits):
            same = abs(at(free, 2 * digits) - value) <= mpmath.mpf("1e-6") * (1 + abs(value))
        return value if same else -mpmath.inf

    return _greatest(settled, -bound, bound)


def _expressions(model: Model, found: _Found) -> list[tuple[Symbol, Expr]]:
    """Each parameter along the path, in eps, the touched observation, and parameters that come before it."""
    tie, outer, made = found.shape.tie, paths.outer(model), []
    x = model.random[0]
    moves = {s: (m, b) for (s, m), b in zip(found.shape.moves, found.base, strict=True)}
    for p in _order(model, tie):
        if p.symbol == tie.parameter:
            made.append((p.symbol, tie.value))
            continue
        move, base = moves[p.symbol]
        w = _FREE if move.kind == "profile" else move.expression(base)
        if p.symbol in outer:
            made.append((p.symbol, Minimum(x) - Abs(w) if outer[p.symbol] == "below" else Maximum(x) + Abs(w)))
            continue
        made.append((p.symbol, paths.placed(p.domain, move, w, p.domain.lower, p.domain.upper)))
    return made


def _finding(model: Model, found: _Found, slope: float) -> Finding:
    tie, profile = found.shape.tie, found.shape.profile
    x = model.random[0]
    names: dict[Any, Any] = {"smallest": Minimum(x), "largest": Maximum(x)}
    touched = dict(tie.touched).get(x, EPSILON)
    shown = {touched: names[tie.which]} if tie.which in names else {}
    path = {s: e.xreplace(shown) for s, e in _expressions(model, found)}
    c = growth.rate(model, path, touched, tie.which) if profile is None else None
    if profile is not None:
        path[profile] = Hat(profile, *(s for s in model.symbols if s != profile))
    equations = tuple(Equation(s, (e,)) for s, e in path.items())
    figures = {
        "slope": slope if c is None else float(c),
        "decades": float((_DECADES if profile is None else _DECADES_PROFILED)[-1]),
        "samples": float(len(_SAMPLES)),
    }
    bindings = {"path": equations} if c is None else {"path": equations, "rate": c}
    return Finding("unbounded", Status.CHECKED if c is None else Status.PROVED, Reason("unbounded", bindings), figures)


def _greatest(function: Any, low: Any, high: Any) -> Any:
    """The greatest value on a grid that is narrowed three times."""
    best = -mpmath.inf
    for _ in range(4):
        points = [low + (high - low) * j / 12 for j in range(13)]
        values = [function(u) for u in points]
        at = max(range(13), key=lambda j: values[j])
        best = max(best, values[at])
        low, high = points[max(at - 1, 0)], points[min(at + 1, 12)]
    return best
