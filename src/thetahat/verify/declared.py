"""The log-density of each observation, straight from what was declared: the evaluator that rules have no part in.

    log f(x_i; theta)        inside the support,  -inf outside it

It walks the declared syntax tree (`thetahat.declare.syntax`), or the model's SymPy expression when there is no text.
The logarithm is taken in the log domain (see `tape`).  The border of a continuous support counts as inside where the
density stays finite on it: densities are taken up to null sets.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import mpmath
import numpy as np
from sympy.core.relational import Ge, Gt, Le, Lt

from thetahat.core.model import Model
from thetahat.core.statistics import Observation
from thetahat.verify import evaluate, multiprecision, written
from thetahat.verify.doubles import Sample
from thetahat.verify.tape import Tape, link


def log_density(
    model: Model,
    parameters: evaluate.Numbers,
    data: evaluate.Numbers,
    digits: int | None = None,
    slack: float = 0.0,
    whole: bool = True,
    tails: bool = True,
) -> Any:
    """log f of every observation, shape (n,) or (k, n); -inf outside the support, nan where f is negative or undefined.

    ``parameters`` maps the symbols of free and known parameters to numbers or arrays of shape (k, 1), ``data`` each
    observation to an array of shape (n,) or (k, n).  With ``digits`` the result holds mpf numbers.  An observation
    beyond the end of the support by less than ``slack`` (relative) is moved onto it; without ``whole`` counts need
    not be whole.
    """
    if digits is not None:
        with mpmath.workdps(digits):
            return _log_density(model, parameters, data, digits, slack, whole, tails)
    with np.errstate(all="ignore"):
        return _log_density(model, parameters, data, digits, slack, whole, tails)


def log_likelihood(
    model: Model,
    parameters: evaluate.Numbers,
    data: evaluate.Numbers,
    weights: Any = None,
    digits: int | None = None,
    slack: float = 0.0,
    tails: bool = True,
) -> Any:
    """The sum of `log_density` over the sample (weighted by frequencies), shape () or (k,); nan counts as -inf."""
    each = log_density(model, parameters, data, digits, slack, True, tails)
    if digits is None:
        each = np.where(np.isnan(each), -np.inf, each)
        if weights is not None:
            each = np.where(np.equal(weights, 0), 0.0, each * weights)
        return each.sum(axis=-1)
    with mpmath.workdps(digits):
        if weights is not None:
            each = np.where(np.equal(weights, 0), mpmath.mpf(0), each * multiprecision.array(weights))
        total = each.sum(axis=-1)
        return np.where(np.not_equal(total, total), -mpmath.inf, total)


def log_formula(model: Model, parameters: evaluate.Numbers, data: evaluate.Numbers, digits: int | None = None) -> Any:
    """log f by the formula, also between whole numbers; -inf only outside the ends and conditions of the support."""
    return log_density(model, parameters, data, digits, whole=False)


def sign(model: Model, parameters: evaluate.Numbers, data: evaluate.Numbers, digits: int | None = None) -> Any:
    """The sign of the density's formula at each observation, the support not looked at; nan where it is undefined."""
    values = {**parameters, **data}
    if digits is None:
        with np.errstate(all="ignore"):
            return _formula(model, "sign", False)({k: np.asarray(v, dtype=float) for k, v in values.items()})
    with mpmath.workdps(digits):
        return _formula(model, "sign", True)({k: multiprecision.array(v) for k, v in values.items()})


def inside(model: Model, parameters: evaluate.Numbers, data: evaluate.Numbers, digits: int | None = None) -> Any:
    """Whether each observation lies in the support (its border included, for continuous variables)."""
    below, above, whole, _ = _position(model, parameters, data, digits, 0.0)
    return ~below & ~above & whole


def admissible(model: Model, parameters: evaluate.Numbers) -> Any:
    """Whether every free and known parameter lies in its domain, ends that hold other parameters included."""
    every = (*model.parameters, *model.known)
    good: Any = np.True_
    with np.errstate(all="ignore"):
        ends = evaluate.several(tuple(e for p in every for e in (p.domain.lower, p.domain.upper)), parameters)
        for p, lower, upper in zip(every, ends[0::2], ends[1::2], strict=True):
            d = p.domain
            v = np.asarray(parameters[p.symbol], dtype=float)
            low, high = np.asarray(lower, dtype=float), np.asarray(upper, dtype=float)
            good = good & (v >= low if d.lower_closed else v > low) & (v <= high if d.upper_closed else v < high)
            good = good & np.isfinite(v)
            if d.integer:
                good = good & (v == np.floor(v))
    return good


# ------------------------------------------------------------------ inside


def _log_density(
    model: Model, parameters: Any, data: Any, digits: int | None, slack: float, counted: bool, tails: bool
) -> Any:
    beyond_low, beyond_high, whole, border = _position(model, parameters, data, digits, slack)
    ends = _ends(model, parameters, data, digits)
    values = {**parameters, **data}
    if slack:
        for r, (lower, upper) in zip(model.support.regions, ends, strict=True):
            values[r.variable] = np.minimum(np.maximum(values[r.variable], lower), upper)
    if digits is not None:
        values = {k: multiprecision.array(v) for k, v in values.items()}
        raw = _formula(model, "log", True)(values)
    else:
        values = {k: np.asarray(v, dtype=float) for k, v in values.items()}
        raw = _formula(model, "log", False)(values)
        lost = ~np.isfinite(raw) if tails else np.isnan(raw) | (raw == np.inf)
        if lost.any():
            raw = _again(model, values, raw, lost)
    outside = beyond_low | beyond_high | (~whole & counted)
    never = border & (np.not_equal(raw, raw) | np.equal(raw, np.inf))
    return np.where(outside | never, -mpmath.inf if digits is not None else -np.inf, raw)


def _again(model: Model, values: Any, raw: Any, lost: Any) -> Any:
    """What overflowed or vanished, once more with the logarithms of the terms of sums; only the rows concerned."""
    formula = _formula(model, "careful", False)
    rows = np.flatnonzero(lost.any(axis=1)) if raw.ndim == 2 else np.empty(0, dtype=int)
    if raw.ndim != 2 or 2 * rows.size > raw.shape[0]:
        return np.where(lost, formula(values), raw)
    some = {k: v[rows] if np.ndim(v) == 2 and np.shape(v)[0] == raw.shape[0] else v for k, v in values.items()}
    result = np.array(raw)
    result[rows] = np.where(lost[rows], formula(some), raw[rows])
    return result


def _ends(model: Model, parameters: Any, data: Any, digits: int | None) -> list[tuple[Any, Any]]:
    flat = tuple(e for r in model.support.regions for e in (r.lower, r.upper))
    if not flat:
        return []
    held = data if any(e.atoms(Observation) for e in flat) else None
    found = evaluate.several(flat, parameters, held, None, digits)
    return list(zip(found[0::2], found[1::2], strict=True))


def _position(model: Model, parameters: Any, data: Any, digits: int | None, slack: float) -> tuple[Any, Any, Any, Any]:
    """(below, above, whole where it must be, exactly on the border) for each observation."""
    shape = np.broadcast_shapes(*(np.shape(data[v]) for v in data))
    below, above, border = (np.zeros(shape, dtype=bool) for _ in range(3))
    whole = np.ones(shape, dtype=bool)
    for r, (lower, upper) in zip(model.support.regions, _ends(model, parameters, data, digits), strict=True):
        x = np.asarray(data[r.variable]) if digits is None else multiprecision.array(data[r.variable])
        if r.integer:
            whole = whole & np.asarray(np.equal(x, np.floor(np.asarray(x, dtype=float))), dtype=bool)
            below = below | np.asarray(x < lower if r.lower_closed else x <= lower, dtype=bool)
            above = above | np.asarray(x > upper if r.upper_closed else x >= upper, dtype=bool)
            continue
        give_low = slack * (abs(x) + _finite(lower)) if slack else 0
        give_high = slack * (abs(x) + _finite(upper)) if slack else 0
        below = below | np.asarray(x < lower - give_low, dtype=bool)
        above = above | np.asarray(x > upper + give_high, dtype=bool)
        border = border | np.asarray((x <= lower) | (x >= upper), dtype=bool)
    for c in model.support.conditions:
        holds, touches = _condition(c, parameters, data, digits, slack)
        below, border = below | ~holds, border | touches
    return below, above, whole, border


def _finite(end: Any) -> Any:
    return np.where(np.isfinite(np.asarray(end, dtype=float)), abs(end), 0)


def _condition(condition: Any, parameters: Any, data: Any, digits: int | None, slack: float) -> tuple[Any, Any]:
    """(holds, holds with equality) at every observation; a strict inequality counts as a weak one."""
    if isinstance(condition, Gt | Ge | Lt | Le):
        left, right = evaluate.several((condition.lhs, condition.rhs), parameters, data, None, digits)
        gap = np.subtract(left, right) if isinstance(condition, Gt | Ge) else np.subtract(right, left)
        give = np.add(abs(left), abs(right)) * slack
        return np.asarray(gap >= -give, dtype=bool), np.asarray(gap <= 0, dtype=bool)
    truth = np.asarray(evaluate.values(condition, parameters, data, None, digits), dtype=bool)
    return truth, np.zeros_like(truth)


@lru_cache(maxsize=1024)
def _tape(model: Model, form: str) -> tuple[Tape, int]:
    """The tape of log f (``log``; ``careful`` against overflow of its sums) or of the sign of f (``sign``)."""
    tape = Tape(careful=form == "careful")
    root = _root(tape, model)
    if form != "sign":
        return tape, tape.log(root)
    sign, _ = tape.signed_log(root)
    return tape, tape.number(1) if sign is None else sign


def _root(tape: Tape, model: Model) -> int:
    if model.declared is None:
        return evaluate.translate(tape, model.density)
    keys = {str(v): v for v in (*model.observation, *model.given)}
    keys.update((p.name, p.symbol) for p in (*model.parameters, *model.known))
    return written.translate(tape, model.declared, keys)


@lru_cache(maxsize=1024)
def _linked(model: Model, form: str) -> Callable[..., tuple[Any, ...]]:
    tape, root = _tape(model, form)
    return link(tape, (root,), evaluate.DOUBLES)


def _formula(model: Model, form: str, digits: bool) -> Callable[[Any], Any]:
    if digits:
        tape, root = _tape(model, form)
        run = link(tape, (root,), evaluate.DIGITS)
    else:
        run = _linked(model, form)

    def evaluated(values: Any) -> Any:
        found = np.asarray(run(values, Sample(1))[0], dtype=object if digits else float)
        shape = np.broadcast_shapes(np.shape(found), *(np.shape(values[v]) for v in (*model.observation, *model.given)))
        return np.broadcast_to(found, shape)

    return evaluated
