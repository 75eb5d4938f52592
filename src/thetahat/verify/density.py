"""Is the declared function a density?  Its integral (or sum) at random admissible parameters, and its sign.

    check(model) -> "checked" | "undecided" | "kernel" | "proved"

Raises `DeclarationError` when the function is negative somewhere or does not integrate to one.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy
from sympy import Dummy, Expr, Ge, Gt, Le, Lt, S, Symbol

from thetahat.core.model import Model
from thetahat.core.statistics import Observation
from thetahat.errors import DeadlineError, DeclarationError
from thetahat.verify import deadline, declared, evaluate, quadrature
from thetahat.verify.points import Points, region_of

Array = Any

_POINTS = 8
_GOOD = 1e-6
_DIVERGES = 1e6
_LOOKED_AT = 3
_ROUNDS = 48
_RECOMPUTED = 2000
_EVERY_DIGIT = 660
"""So many that even the powers of ten at the two ends of the doubles can be added to each other."""
_SURE = 1e-5
"""The integral must differ from one by this much, and by ten times its own error, to be called wrong."""
_GIVES_UP = (NotImplementedError, ValueError, TypeError, AttributeError, ArithmeticError, LookupError, RecursionError)
"""What SymPy raises on integrands that are beyond it: no proof, but nothing wrong either."""


def check(model: Model, seed: int = 0, prove: bool = False, seconds: float = 5.0) -> str:
    """What is known of the density's integral over its support, ``given`` variables held fixed.

    ``checked``: one at random parameters, within the error of the quadrature; ``proved``: SymPy integrates it to one
    (asked only with ``prove``, for at most ``seconds``); ``undecided``: neither right nor wrong could be established;
    ``kernel``: declared as one, nothing to check.
    """
    if model.kernel:
        return "kernel"
    parameters, given = _rows(model, seed)
    _not_negative(model, parameters, given)
    rows = {s: v[:_POINTS] for s, v in parameters.items()}, {x: v[:_POINTS] for x, v in given.items()}
    value, error = _integrated(model, *rows)
    for row in np.flatnonzero(_differs(value, error))[:_LOOKED_AT]:
        one = {s: v[row : row + 1] for s, v in rows[0].items()}, {x: v[row : row + 1] for x, v in rows[1].items()}
        if len(model.random) == 1:
            value[row], error[row] = (f[0] for f in _single(model, model.random[0], *one, digits=60))
        if _differs(value[row], error[row]):
            raise DeclarationError(_complaint(model, rows[0], value, error, int(row)))
    # where doubles were wrong and the digits were not, the rows not looked at again say nothing
    known = ~_differs(value, error)
    good = ((np.abs(value - 1) <= _GOOD) & (error <= 10 * _GOOD))[known]
    if good.sum() * 2 < good.size:
        return "undecided"
    return "proved" if prove and _proved(model, seconds) else "checked"


def _differs(value: Array, error: Array) -> Array:
    """Whether the integral is surely not one."""
    gap = np.abs(value - 1)
    return (gap > _SURE) & (gap > 10 * error) | (value > _DIVERGES)


# ------------------------------------------------------------------ numbers


def _rows(model: Model, seed: int) -> tuple[dict[Symbol, Array], dict[Observation, Array]]:
    """Random admissible parameters and, for variables that are given, one value each."""
    points = Points(model, seed)
    random = np.random.default_rng([seed, 20])
    parameters = points.parameters(4 * _POINTS, random)
    given = {x: points.sensible(x, parameters, 4 * _POINTS, random) for x in model.given}
    possible = np.ones((4 * _POINTS, 1), dtype=bool) & declared.admissible(model, parameters)
    for x in model.random:
        r = region_of(model, x)
        if (r.lower.free_symbols | r.upper.free_symbols) & set(model.random):
            continue  # what lies between the ends hangs on the other variables
        lower, upper = evaluate.several((r.lower, r.upper), parameters | given)
        possible = possible & ((upper > lower) | (r.integer & (upper >= lower)))
    rows = np.flatnonzero(possible[:, 0])
    if rows.size == 0:
        raise DeclarationError("the support is empty at every admissible parameter tried; check its ends")
    return {s: v[rows] for s, v in parameters.items()}, {x: v[rows] for x, v in given.items()}


def _integrated(model: Model, parameters: dict[Symbol, Array], data: dict[Observation, Array]) -> tuple[Array, Array]:
    """(integral over all random variables, error), one for each row."""
    if len(model.random) == 1:
        return _single(model, model.random[0], parameters, data)
    if len(model.random) > 2:
        count = next((v.shape[0] for v in parameters.values()), 1)
        return np.full(count, np.nan), np.full(count, np.inf)
    value, coarse = (_pair(model, parameters, data, nodes) for nodes in (260, 180))
    return value, np.abs(value - coarse)


def _single(
    model: Model,
    x: Observation,
    parameters: dict[Symbol, Array],
    data: dict[Observation, Array],
    digits: int | None = None,
) -> tuple[Array, Array]:
    """The integral over one variable; with ``digits`` the density is evaluated so, and the cells are fewer."""
    lower, upper = _ends(model, x, parameters | data)
    lost = np.zeros(len(lower), dtype=bool)

    def log_density(values: Array) -> Array:
        if digits is not None:
            return _settled(model, parameters, x, {**data, x: values}, digits)
        logs = _accurate(model, parameters, {**data, x: values})
        np.logical_or(lost, (logs == np.inf).any(axis=1), out=lost)
        return logs

    if region_of(model, x).integer:
        value, error = quadrature.mass(log_density, lower, upper)
    else:
        real = [parameters[p.symbol] for p in model.parameters if not p.domain.integer][:4]
        centres = np.concatenate([np.zeros_like(lower), *real], axis=1)
        rounds = _ROUNDS if digits is None else _ROUNDS // 4
        value, error = quadrature.integral(log_density, lower, upper, centres, rounds)
    # Where doubles see a pole over many points, they have lost a constant that is tiny: nothing is known.
    return np.where(lost, 1.0, value), np.where(lost, np.inf, error)


def _accurate(model: Model, parameters: dict[Symbol, Array], data: dict[Observation, Array]) -> Array:
    """log f, with 60 digits where doubles say that it is infinite: 1 - exp(-x) is 0 for them near x = 0."""
    logs = declared.log_formula(model, parameters, data)
    rows, columns = np.nonzero(logs == np.inf)
    if rows.size == 0 or rows.size > _RECOMPUTED:
        return logs
    some = {k: np.broadcast_to(v, logs.shape)[rows, columns][:, None] for k, v in (*parameters.items(), *data.items())}
    here = {k: some[k] for k in parameters}, {k: some[k] for k in data}
    result = np.array(logs)
    result[rows, columns] = np.asarray(declared.log_formula(model, *here, 60), dtype=float)[:, 0]
    return result


def _settled(model: Model, parameters: dict[Symbol, Array], x: Observation, data: Any, digits: int) -> Array:
    """log f with as many digits as it takes: 2x - x - x - sqrt(x) at x = 1e200 is noise with fewer than 200."""
    values = data[x]
    logs = np.empty(values.shape)
    with np.errstate(divide="ignore"):
        far = np.abs(np.log10(np.abs(values))) > digits / 3
    # row by row: what holds parameters alone, zeta(s) to 660 digits, is then computed once
    for row in range(values.shape[0]):
        at = {k: v[row : row + 1] for k, v in parameters.items()}
        for chosen, carried in ((far[row], _EVERY_DIGIT), (~far[row], digits)):
            if chosen.any():
                here = {
                    k: v[row : row + 1, chosen] if v.shape == values.shape else v[row : row + 1]
                    for k, v in data.items()
                }
                logs[row, chosen] = np.asarray(declared.log_formula(model, at, here, carried), dtype=float)[0]
    return logs


def _pair(model: Model, parameters: dict[Symbol, Array], data: dict[Observation, Array], count: int) -> Array:
    """The integral over two variables: over the second, at each value of the first, between the ends it has there."""
    (x, y) = model.random
    a, v = _rule(model, x, *_ends(model, x, parameters | data), count)
    rows, nodes = a.shape
    at = {k: np.repeat(e, nodes, axis=0) for k, e in (*parameters.items(), *data.items())}
    here, given = {k: at[k] for k in parameters}, {**{k: at[k] for k in data}, x: a.reshape(-1, 1)}
    with np.errstate(all="ignore"):
        lower, upper = _cut(model, y, here | given, *_ends(model, y, here | given))
        possible = (upper > lower) | (region_of(model, y).integer & (upper == lower))
        b, w = _rule(model, y, np.where(possible, lower, 0.0), np.where(possible, upper, 1.0), count)
        f = np.exp(declared.log_formula(model, here, {**given, y: b}))
        terms = np.where(possible, f * w, 0.0)
    inner = np.where(np.isfinite(terms), terms, 0.0).sum(axis=1).reshape(rows, nodes)
    return (inner * v).sum(axis=1)


def _cut(model: Model, y: Observation, values: dict[Any, Array], lower: Array, upper: Array) -> tuple[Array, Array]:
    """The ends of a variable between which the support's conditions hold, those that are linear in it."""
    for condition in model.support.conditions:
        if not isinstance(condition, Gt | Ge | Lt | Le):
            continue
        gap = condition.lhs - condition.rhs if isinstance(condition, Gt | Ge) else condition.rhs - condition.lhs
        slope = gap.diff(y)
        if slope == 0 or slope.has(y):
            continue
        level, rise = evaluate.several((gap.subs(y, 0), slope), values)
        end = -level / rise
        lower = np.where(rise > 0, np.maximum(lower, end), lower)
        upper = np.where(rise < 0, np.minimum(upper, end), upper)
    return lower, upper


def _rule(model: Model, x: Observation, lower: Array, upper: Array, count: int) -> tuple[Array, Array]:
    if not region_of(model, x).integer:
        return quadrature.nodes(lower, upper, count)
    first = np.where(np.isfinite(lower), lower, np.where(np.isfinite(upper), upper - count + 1, -(count // 2)))
    table = first + np.arange(count)
    return table, np.where((table >= lower) & (table <= upper), 1.0, 0.0)


def _ends(model: Model, x: Observation, values: dict[Symbol, Array]) -> tuple[Array, Array]:
    """The ends of a variable's region, shape (rows, 1); those of counts belong to it."""
    region = region_of(model, x)
    count = next((v.shape[0] for v in values.values()), 1)
    ends = evaluate.several((region.lower, region.upper), values)
    lower, upper = (np.broadcast_to(np.asarray(e, dtype=float), (count, 1)) for e in ends)
    if not region.integer:
        return lower, upper
    least, greatest = np.ceil(lower), np.floor(upper)
    return least + (not region.lower_closed) * (least == lower), greatest - (not region.upper_closed) * (
        greatest == upper
    )


def _not_negative(model: Model, parameters: dict[Symbol, Array], data: dict[Observation, Array]) -> None:
    """Raise where the function is negative at a value of the support."""
    random = np.random.default_rng(21)
    points = Points(model)
    count = next((v.shape[0] for v in parameters.values()), 1)
    for _ in range(40):
        values = dict(data)
        for x in model.random:
            values[x] = points.sensible(x, parameters | values, count, random)
        sign = np.broadcast_to(declared.sign(model, parameters, values), (count, 1))
        inside = np.broadcast_to(declared.inside(model, parameters, values), (count, 1))
        for row in np.flatnonzero((sign < 0) & inside):
            at = {x: v[row : row + 1] for x, v in values.items()}
            here = {s: v[row : row + 1] for s, v in parameters.items()}
            if declared.sign(model, here, at, 40)[0, 0] < 0:
                raise DeclarationError(
                    f"the density is negative at {_place(model, here, 0, at)}; correct it or its support"
                )


def _complaint(model: Model, parameters: dict[Symbol, Array], value: Array, error: Array, row: int) -> str:
    place = _place(model, parameters, row)
    verb = "sums" if all(region_of(model, x).integer for x in model.random) else "integrates"
    where = f" at {place}" if place else ""
    if value[row] > _DIVERGES:
        return f"the density {verb} to no finite value{where}: check its support, or declare kernel=True"
    known = value[error < 1e-6]
    same = known.size > 1 and np.ptp(known) < 1e-6 * abs(known[0])
    by = (
        f"{value[row]:.6g}"
        if same or not place
        else f"its {'sum' if verb == 'sums' else 'integral'}, which depends on the parameters"
    )
    return f"the density {verb} to {value[row]:.6g}{where}, not to 1: divide it by {by}, or declare kernel=True"


def _place(
    model: Model, parameters: dict[Symbol, Array], row: int, data: dict[Observation, Array] | None = None
) -> str:
    pairs = [(x.name, v[0, 0]) for x, v in (data or {}).items()]
    pairs += [(p.name, parameters[p.symbol][row, 0]) for p in (*model.parameters, *model.known)]
    return ", ".join(f"{name} = {v:.4g}" for name, v in pairs)


# ------------------------------------------------------------------ proof


def _proved(model: Model, seconds: float) -> bool:
    """Whether SymPy integrates (or sums) the density over its support to one, within the time."""
    if len(model.random) != 1 or model.support.conditions:
        return False
    (x,) = model.random
    region = region_of(model, x)
    question = (model.density, x, region.lower, region.upper, region.integer)
    try:
        return bool(deadline.run(integrates_to_one, *question, seconds=seconds))
    except (DeadlineError, *_GIVES_UP):
        return False


def integrates_to_one(density: Expr, x: Symbol, lower: Expr, upper: Expr, integer: bool) -> bool:
    """Whether SymPy finds the integral (or the sum) of the density to be one."""
    dummy = Dummy("x", integer=True) if integer else Dummy("x", positive=True) if lower == 0 else Dummy("x", real=True)
    term = density.xreplace({x: dummy})
    found = sympy.summation(term, (dummy, lower, upper)) if integer else sympy.integrate(term, (dummy, lower, upper))
    if isinstance(found, sympy.Piecewise):
        found = found.args[0].expr
    return bool(sympy.simplify(found - 1) == S.Zero)
