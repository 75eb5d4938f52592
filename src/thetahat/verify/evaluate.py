"""Numbers for SymPy expressions over statistics, without lambdify: a tree becomes a tape, the tape is run.

    value(expression, parameters, data)           one number, in doubles or with ``digits`` digits
    values(expression, parameters, data)          an array: parameters of shape (k, 1), data of shape (k, n)

``parameters`` maps symbols to numbers, ``data`` maps `Observation` symbols to arrays; ``Hat(p)`` has
the value given for p.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

import mpmath
import numpy as np
import sympy
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanFalse, BooleanTrue

from thetahat.core import derivation, special, statistics
from thetahat.core.model import Model
from thetahat.errors import RequestError
from thetahat.verify import doubles, multiprecision
from thetahat.verify.tape import Inner, Tape, link

Numbers = Mapping[Any, Any]

CALLS: dict[Any, str] = {
    sympy.exp: "exp",
    sympy.Abs: "abs",
    sympy.sign: "sign",
    sympy.floor: "floor",
    sympy.ceiling: "ceiling",
    sympy.Mod: "mod",
    sympy.Min: "min",
    sympy.Max: "max",
    sympy.gamma: "gamma",
    sympy.loggamma: "loggamma",
    sympy.factorial: "factorial",
    sympy.beta: "beta",
    sympy.binomial: "binomial",
    sympy.RisingFactorial: "rising_factorial",
    sympy.digamma: "digamma",
    sympy.polygamma: "polygamma",
    sympy.zeta: "zeta",
    sympy.erf: "erf",
    sympy.erfc: "erfc",
    sympy.erfinv: "erf_inverse",
    sympy.erfcinv: "erfc_inverse",
    sympy.besseli: "besseli",
    sympy.besselk: "besselk",
    sympy.besselj: "besselj",
    sympy.bessely: "bessely",
    sympy.lowergamma: "lower_gamma",
    sympy.uppergamma: "upper_gamma",
    sympy.expint: "exponential_integral",
    sympy.Ei: "ei",
    sympy.polylog: "polylog",
    sympy.LambertW: "lambert_w",
    special.InverseDigamma: "inverse_digamma",
    special.InverseBesselRatio: "inverse_bessel_ratio",
    sympy.sin: "sin",
    sympy.cos: "cos",
    sympy.tan: "tan",
    sympy.asin: "asin",
    sympy.acos: "acos",
    sympy.atan: "atan",
    sympy.atan2: "atan2",
    sympy.sinh: "sinh",
    sympy.cosh: "cosh",
    sympy.tanh: "tanh",
    sympy.asinh: "asinh",
    sympy.acosh: "acosh",
    sympy.atanh: "atanh",
    sympy.And: "and",
    sympy.Or: "or",
    sympy.Not: "not",
    sympy.Eq: "eq",
    sympy.Ne: "ne",
    sympy.Lt: "lt",
    sympy.Le: "le",
    sympy.Gt: "gt",
    sympy.Ge: "ge",
    statistics.Total: "@total",
    statistics.Minimum: "@minimum",
    statistics.Maximum: "@maximum",
    statistics.Quantile: "@quantile",
    derivation.SampleProduct: "@product",
}
"""SymPy class to operation, arguments in the same order."""

_CONSTANTS: dict[Any, str] = {
    sympy.pi: "pi",
    sympy.E: "E",
    sympy.EulerGamma: "EulerGamma",
    sympy.Catalan: "Catalan",
    sympy.GoldenRatio: "GoldenRatio",
    sympy.oo: "oo",
    -sympy.oo: "-oo",
    sympy.nan: "nan",
    sympy.zoo: "nan",
}


# ------------------------------------------------------------------ translation


def translate(tape: Tape, expression: Any) -> int:
    """The number of the operation that computes ``expression``."""
    found: dict[Any, int] = {}
    stack = [expression]
    # No recursion: a sum of hundreds of nested terms must not meet Python's limit.
    while stack:
        e = stack[-1]
        if e in found:
            stack.pop()
            continue
        parts = _parts(e)
        missing = [p for p in parts if p not in found]
        if missing:
            stack += missing
            continue
        found[e] = _operation(tape, e, [found[p] for p in parts])
        stack.pop()
    return found[expression]


def _parts(e: Any) -> tuple[Any, ...]:
    if isinstance(e, derivation.Hat):
        return (e.args[0],)
    if isinstance(e, sympy.Piecewise):
        return tuple(p for branch in e.args for p in (branch.expr, branch.cond))
    if isinstance(e, sympy.Sum):
        (_, lower, upper) = e.limits[0]
        return (lower, upper, *_free(e))
    if isinstance(e, sympy.Derivative | sympy.Subs):
        return _free(e)
    return tuple(e.args)


def _free(e: Any) -> tuple[Any, ...]:
    return tuple(sorted(e.free_symbols | e.atoms(statistics.Observation), key=str))


def _operation(tape: Tape, e: Any, ids: list[int]) -> int:
    kind = type(e)
    if e in _CONSTANTS:
        return tape.node("constant", _CONSTANTS[e])
    if isinstance(e, sympy.Rational):
        return tape.number(int(e.p), int(e.q))
    if isinstance(e, sympy.Float):
        exact = sympy.Rational(e)
        return tape.number(int(exact.p), int(exact.q))
    if isinstance(e, sympy.Symbol):
        return tape.node("name", e)
    if isinstance(e, derivation.Hat):
        return ids[0]
    if isinstance(e, BooleanTrue | BooleanFalse):
        return tape.node("true" if e == sympy.true else "false")
    if kind is sympy.Add:
        return tape.node("add", *ids)
    if kind is sympy.Mul:
        return _product(tape, ids)
    if kind is sympy.Pow:
        return _power(tape, ids[0], ids[1])
    if kind is sympy.log:
        return tape.log(ids[0])
    if isinstance(e, sympy.Piecewise):
        return tape.node("select", *ids)
    if isinstance(e, sympy.Sum):
        if len(e.limits) != 1:
            raise RequestError(f"a sum over several indices has no numeric value here: {e}")
        return tape.node("@series", ids[0], ids[1], *ids[2:], Inner(translate, e.function, (e.limits[0][0], *_free(e))))
    if isinstance(e, sympy.Derivative | sympy.Subs):
        return tape.node("@slope", *ids, Inner(translate, e, _free(e)))
    if kind in CALLS:
        return tape.node(CALLS[kind], *ids)
    raise RequestError(f"no numeric value for {kind.__name__} in {e}")


def _product(tape: Tape, ids: list[int]) -> int:
    """A product, with 1/b written as a division: a/b loses less than a*(1/b)."""
    top, bottom = [], []
    for i in ids:
        name, arguments = tape.code[i]
        if name == "power" and tape.code[arguments[1]] == ("number", (Fraction(-1),)):
            bottom.append(arguments[0])
        elif name == "div" and tape.code[arguments[0]] == ("number", (Fraction(1),)):
            bottom.append(arguments[1])
        else:
            top.append(i)
    above = tape.number(1) if not top else top[0] if len(top) == 1 else tape.node("mul", *top)
    if not bottom:
        return above
    below = bottom[0] if len(bottom) == 1 else tape.node("mul", *bottom)
    return tape.node("div", above, below)


def _power(tape: Tape, base: int, exponent: int) -> int:
    kind, value = tape.code[exponent]
    if kind == "number" and value[0] == -1:
        return tape.node("div", tape.number(1), base)
    if kind == "number" and value[0] == Fraction(1, 2):
        return tape.node("sqrt", base)
    if tape.code[base] == ("constant", ("E",)):
        return tape.node("exp", exponent)
    return tape.node("power", base, exponent)


def _slope(inner: Inner) -> Any:
    """The value of an unevaluated derivative, by mpmath's differences of what is differentiated, element by element."""

    def one(*values: Any) -> Any:
        point = dict(zip(inner.keys, map(mpmath.mpf, values), strict=True))
        with mpmath.extradps(15):
            return _differentiated(inner.expression, point)

    def run(sample: Any, *arrays: Any) -> Any:
        result = multiprecision.elementwise(one, len(arrays))(*arrays)
        if any(isinstance(a, mpmath.mpf) or np.asarray(a).dtype == object for a in arrays):
            return result
        return np.asarray(result, dtype=float)

    return run


def _differentiated(expression: Any, point: Mapping[Any, Any]) -> Any:
    if isinstance(expression, sympy.Subs):
        moved = {v: _number(p, point) for v, p in zip(expression.variables, expression.point, strict=True)}
        return _differentiated(expression.expr, {**point, **moved})
    if not isinstance(expression, sympy.Derivative):
        return _number(expression, point)
    orders = tuple(int(count) for _, count in expression.variable_count)
    symbols = tuple(symbol for symbol, _ in expression.variable_count)
    inner = expression.expr
    if isinstance(inner, sympy.zeta) and inner.args[:1] == symbols and not inner.args[1:]:
        # mpmath sums the differentiated series, which is faster than differences of many sums
        return mpmath.zeta(point[symbols[0]], 1, orders[0])

    def function(*shifted: Any) -> Any:
        return _number(expression.expr, {**point, **dict(zip(symbols, shifted, strict=True))})

    return mpmath.diff(function, tuple(point[s] for s in symbols), orders)


def _number(expression: Any, point: Mapping[Any, Any]) -> Any:
    return _exact(_Job((expression,)))(point, doubles.Sample(1))[0]


DOUBLES: dict[str, Any] = {
    **doubles.TABLE,
    "@series": lambda inner: doubles.series(inner.link(DOUBLES)),
    "@slope": _slope,
}
DIGITS: dict[str, Any] = {
    **multiprecision.TABLE,
    "@series": lambda inner: multiprecision.series(inner.link(DIGITS)),
    "@slope": _slope,
}


# ------------------------------------------------------------------ running


@dataclass(frozen=True)
class _Job:
    """Expressions to compute together; ``sized`` adds the size of the terms of each."""

    expressions: tuple[Any, ...]
    sized: bool = False
    careful: bool = False


@lru_cache(maxsize=2048)
def _built(job: _Job) -> tuple[Tape, tuple[int, ...]]:
    tape = Tape(job.careful)
    roots = tuple(translate(tape, e) for e in job.expressions)
    return tape, (*roots, *map(tape.size, roots)) if job.sized else roots


@lru_cache(maxsize=1024)
def _linked(job: _Job) -> Callable[..., tuple[Any, ...]]:
    tape, roots = _built(job)
    return link(tape, roots, DOUBLES)


def _exact(job: _Job) -> Callable[..., tuple[Any, ...]]:
    # Constants such as pi are rounded when a tape is linked: not kept from one precision to another.
    tape, roots = _built(job)
    return link(tape, roots, DIGITS)


def _environment(
    parameters: Numbers, data: Numbers, weights: Any, digits: bool
) -> tuple[dict[Any, Any], doubles.Sample]:
    if digits:
        values = {k: multiprecision.array(v) for k, v in (*parameters.items(), *data.items())}
    else:
        values = {
            k: np.float64(v) if isinstance(v, int | float) else np.asarray(v, dtype=float)
            for k, v in parameters.items()
        }
        values.update((k, np.asarray(v, dtype=float)) for k, v in data.items())
    size = max((np.shape(v)[-1] for v in data.values() if np.ndim(v)), default=1)
    return values, doubles.Sample(size, None if weights is None else np.asarray(weights, dtype=float))


def values(
    expression: Any, parameters: Numbers, data: Numbers | None = None, weights: Any = None, digits: int | None = None
) -> Any:
    """The expression's values as an array; statistics reduce the last axis to length 1.

    Parameters may be numbers or arrays of shape (k, 1), data arrays of shape (n,) or (k, n).  A condition gives truth
    values.  With ``digits`` the arrays hold mpf numbers.  Raises `RequestError` for a symbol without a value.
    """
    return several((expression,), parameters, data, weights, digits)[0]


def several(
    expressions: tuple[Any, ...],
    parameters: Numbers,
    data: Numbers | None = None,
    weights: Any = None,
    digits: int | None = None,
) -> tuple[Any, ...]:
    """The same for several expressions at once, common parts computed once."""
    if digits is None:
        fixed = _constants(expressions)
        if fixed is not None:
            return fixed
    return _run(_Job(expressions), parameters, data, weights, digits)


@lru_cache(maxsize=1024)
def _constants(expressions: tuple[Any, ...]) -> tuple[Any, ...] | None:
    """The values of expressions that are all plain numbers, such as the ends of most domains; else None."""
    if all(isinstance(e, sympy.Number) or e in _CONSTANTS for e in expressions):
        return _run(_Job(expressions), {}, None, None, None)
    return None


def sized(
    expression: Any, parameters: Numbers, data: Numbers | None = None, digits: int | None = None
) -> tuple[Any, Any]:
    """(values, size of the terms): what a small value has to be compared with to be called zero."""
    found = _run(_Job((expression,), True), parameters, data, None, digits)
    return found[0], found[1]


def _run(job: _Job, parameters: Numbers, data: Numbers | None, weights: Any, digits: int | None) -> tuple[Any, ...]:
    environment, sample = _environment(parameters, data or {}, weights, digits is not None)
    try:
        if digits is not None:
            with mpmath.workdps(digits):
                return _exact(job)(environment, sample)
        with np.errstate(all="ignore"):
            found = _linked(job)(environment, sample)
            if all(np.all(np.isfinite(f)) for f in found):
                return found
            careful = _linked(replace(job, careful=True))(environment, sample)
            pairs = zip(found, careful, strict=True)
            return tuple(np.where(np.isfinite(f), f, c) if np.asarray(f).dtype == float else f for f, c in pairs)
    except KeyError as error:
        raise RequestError(f"no value was given for {error.args[0]}") from error


def value(
    expression: Any, parameters: Numbers, data: Numbers | None = None, weights: Any = None, digits: int | None = None
) -> Any:
    """The expression's value as a float (an mpf with ``digits``, a bool for a condition); nan where it is not real.

    ``data`` maps observations to arrays of shape (n,); ``weights`` are frequencies, of the same shape.
    """
    found = values(expression, parameters, data, weights, digits)
    flat = np.asarray(found).reshape(-1)
    if flat.size != 1:
        raise RequestError(f"{expression} has {flat.size} values, one for each observation: put it inside a statistic")
    if isinstance(expression, Relational) or flat.dtype == bool:
        return bool(flat[0])
    return flat[0] if digits is not None else float(flat[0])


def declared(model: Model, parameters: Numbers, data: Numbers, digits: int | None = None) -> Any:
    """The log-density of each observation by the declared text (see `thetahat.verify.declared`)."""
    from thetahat.verify.declared import log_density

    return log_density(model, parameters, data, digits)
