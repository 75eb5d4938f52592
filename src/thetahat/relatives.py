"""Families that transformed observations follow: log x of a lognormal x is normal.

    f(x; theta) = f_P(h(x); phi(theta)) |h'(x)|

A catalogue family P is one if some phi, put together from simple formulas of single parameters, gives the same numbers
at random points; the relation is then checked like any other claim.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import permutations, product
from typing import Any

import numpy as np
from sympy import Abs, Expr, Symbol, exp, expand_log, log, sqrt

from thetahat.core.derivation import Claim, Reason, Status, Step
from thetahat.core.model import Model
from thetahat.core.statistics import Observation
from thetahat.declare.parser import parse
from thetahat.families import families, family
from thetahat.verify import declared, evaluate, steps, written
from thetahat.verify.doubles import Sample
from thetahat.verify.points import Points
from thetahat.verify.tape import Tape, link

_REAL, _POSITIVE, _UNIT = "real", "positive", "unit"
_WORDS = {"real": _REAL, "x > 0": _POSITIVE, "x >= 0": _POSITIVE, "0 < x < 1": _UNIT, "0 <= x <= 1": _UNIT}
"""Supports of the catalogue, as they are written there."""

_TRANSFORMED = {
    _POSITIVE: ((log, _REAL), (lambda x: 1 / x, _POSITIVE), (lambda x: x**2, _POSITIVE), (sqrt, _POSITIVE)),
    _UNIT: ((lambda x: -log(x), _POSITIVE), (lambda x: log(x / (1 - x)), _REAL)),
    _REAL: ((lambda x: -x, _REAL),),
}
"""What is done to the observations, and where the results lie."""

_FORMULAS = {
    (_POSITIVE, _POSITIVE): (
        lambda p: p,
        lambda p: 1 / p,
        lambda p: p**2,
        lambda p: 2 * p**2,
        lambda p: p**-2,
        lambda p: 1 / (2 * p**2),
        sqrt,
    ),
    (_POSITIVE, _REAL): (log, lambda p: -log(p)),
    (_REAL, _REAL): (lambda p: p, lambda p: -p),
    (_REAL, _POSITIVE): (exp, lambda p: exp(-p)),
}
"""Formulas of one parameter, by its domain and that of what it is to give."""

_NEAR = 1e-9
_POINTS = 6


@dataclass(frozen=True)
class Relative:
    """``transformed``, a formula of the observation, follows ``family`` with these parameters."""

    transformed: Expr
    family: str
    title: Any
    parameters: tuple[tuple[str, Expr], ...]


@dataclass(frozen=True)
class _Known:
    """A catalogue family with one real variable, as its file has it, and its log-density in doubles."""

    name: str
    domains: Mapping[str, str]
    size: int
    log_density: Any


def relatives(model: Model) -> tuple[Relative, ...]:
    """The simplest family for each transformation, none that is longer than the model itself."""
    support = _support(model)
    domains = {p.symbol: _domain(p.domain.text) for p in model.parameters}
    if support is None or not all(domains.values()):
        return ()
    (x,) = model.observation
    points = Points(model, seed=5)
    values, data = points.sample(_POINTS)
    here = {s: np.full((1, 1), v) for s, v in values.items()}
    logs = np.asarray(declared.log_density(model, here, {x: data[x][None, :]}), dtype=float)
    own = set(_matches(x, x, support, logs, data[x], values, domains, len(_code(model))))
    found = []
    for h, image in _TRANSFORMED[support]:
        y = h(x)
        matched = _matches(x, y, image, logs, data[x], values, domains, len(_code(model)))
        others = {k: v for k, v in matched.items() if k not in own and k != model.name}
        for name, parameters in sorted(others.items(), key=lambda item: (_length(item[1]), len(item[0]))):
            relative = Relative(y, name, family(name).title, parameters)
            if _holds(model, relative, points):
                found.append(relative)
                break
    return tuple(found)


def _support(model: Model) -> str | None:
    """Where the one real variable lies, if that hangs on no parameter."""
    if len(model.observation) != 1 or model.given or model.known or model.kernel or model.discrete:
        return None
    return _WORDS.get(model.support.text.replace(model.observation[0].name, "x")) if model.parameters else None


def _domain(text: str) -> str:
    return text if text in (_REAL, _POSITIVE) else ""


def _code(model: Model) -> list[Any]:
    tape = Tape()
    if model.declared is None:
        evaluate.translate(tape, model.density)
    else:
        written.translate(tape, model.declared, {s.name: s.name for s in (*model.observation, *model.symbols)})
    return tape.code


@cache
def _files() -> tuple[tuple[str, str, Mapping[str, str], str], ...]:
    """(name, support, domains, density) of every family with one real variable and free parameters alone."""
    found = []
    for name in families():
        table = tomllib.loads((files("thetahat.families") / f"{name}.toml").read_text(encoding="utf-8"))
        support, domains = _WORDS.get(str(table["support"])), table["parameters"]
        if support is not None and not {"known", "kernel"} & set(table) and all(map(_domain, domains.values())):
            found.append((name, support, domains, table["density"]))
    return tuple(found)


@cache
def _known(name: str) -> _Known:
    domains, density = next((d, t) for n, _, d, t in _files() if n == name)
    tape = Tape()
    root = written.translate(tape, parse(density), {n: n for n in (*domains, "x")})
    return _Known(name, domains, len(tape.code), link(tape, (tape.log(root),), evaluate.DOUBLES))


def _matches(
    x: Observation,
    y: Expr,
    image: str,
    logs: Any,
    data: Any,
    values: Mapping[Symbol, float],
    domains: Mapping[Symbol, str],
    longest: int,
) -> dict[str, tuple[tuple[str, Expr], ...]]:
    """{family: its parameters} of those whose log-density at y = h(x) is log f(x) - log |h'(x)|."""
    (points, slopes) = (np.asarray(evaluate.values(e, {}, {x: data}), dtype=float) for e in (y, log(Abs(y.diff(x)))))
    wanted = logs - slopes
    found = {}
    for name, support, own, _ in _files():
        fits = support == image and len(own) == len(domains)
        choices = list(_choices(domains, values, tuple(own.values()))) if fits else []
        k = _known(name) if choices else None
        if k is None or (k.size >= longest and y != x):
            continue
        numbers = np.array([[number for _, number in c] for c in choices])
        named = {n: numbers[:, [i]] for i, n in enumerate(k.domains)}
        with np.errstate(all="ignore"):
            got = np.asarray(k.log_density({**named, "x": points[None, :]}, Sample(1))[0], dtype=float)
            near = (np.abs(got - wanted) <= _NEAR * (1 + np.abs(wanted))).all(axis=1)
        if near.any():
            formulas = [e for e, _ in choices[int(np.argmax(near))]]
            found[k.name] = tuple(zip(k.domains, formulas, strict=True))
    return found


def _choices(
    domains: Mapping[Symbol, str], values: Mapping[Symbol, float], wanted: Sequence[str]
) -> Iterator[tuple[tuple[Expr, float], ...]]:
    """Formulas for the parameters of another family, each of one parameter of ours, with their values."""
    formulas = {
        (p, w): [(e, float(e.subs(p, values[p]))) for f in _FORMULAS.get((domain, w), ()) for e in (f(p),)]
        for p, domain in domains.items()
        for w in set(wanted)
    }
    for order in permutations(domains):
        yield from product(*(formulas[p, w] for p, w in zip(order, wanted, strict=True)))


def _length(parameters: tuple[tuple[str, Expr], ...]) -> int:
    return sum(int(e.count_ops()) for _, e in parameters)


def _holds(model: Model, r: Relative, points: Points) -> bool:
    other = family(r.family)
    formulas = dict(r.parameters)
    (x,) = model.observation
    (own,) = other.observation
    at: dict[Any, Expr] = {p.symbol: formulas[p.name] for p in other.parameters}
    e = expand_log(log(other.density), force=True).subs({**at, own: r.transformed}, simultaneous=True)
    claim = Claim("density", (e + log(Abs(r.transformed.diff(x))),))
    step = steps.checked(Step("density", Reason("density"), claims=(claim,)), model, points)
    return step.check.status is Status.CHECKED
