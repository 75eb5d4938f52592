"""The contest: does any other admissible point have a greater likelihood than the estimate?

    contest(model, estimate) -> Finding(claim="contest")

Samples are drawn from the model, in several sizes.  The likelihood is that of the declared text (`declared`).  Rivals
are the true parameters, random admissible points, points near the ends of the domains, small and large perturbations
of the estimate, and the populations of an evolutionary search and of simplex searches started among them.  A rival
that wins in doubles has to win with 50 digits as well.  Effort is counted in evaluations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import mpmath
import numpy as np
from sympy import Float, Integer, Symbol

from thetahat.core.derivation import Equation, Finding, Hat, Reason, Status
from thetahat.core.model import Model
from thetahat.core.statistics import Observation
from thetahat.verify import declared, simplex
from thetahat.verify.coordinates import Coordinates
from thetahat.verify.points import Points

Array = Any
Estimate = Callable[[dict[str, Any], dict[str, float]], Mapping[str, float] | None]
"""``estimate(data, known) -> parameters``, all by name; None, or a value that is not finite, where no maximum is."""

_DIGITS = 50
_SLACK = 1e-12
_TOLERANCE = 1e-9
_RECHECKS = 6
_ENOUGH = 3


@dataclass(frozen=True)
class Effort:
    """How hard the contest tries; ``sizes`` are added to the number of parameters where they are small."""

    sizes: tuple[int, ...] = (2, 3, 5, 20, 80)
    samples: int = 2
    far: int = 160
    generations: int = 24
    population: int = 40
    simplex: int = 50
    """Rounds of the simplex searches; 0 leaves them out."""
    searches: int = 6
    seconds: float = 60.0
    """After this time no further sample is drawn, once three were held: many times what the catalogue takes."""


@dataclass
class _Tally:
    samples: int = 0
    without: int = 0
    restarts: int = 0
    rivals: int = 0
    worst: float = -np.inf
    lost: dict[str, float] = field(default_factory=dict)


def contest(model: Model, estimate: Estimate, seed: int = 0, effort: Effort | None = None) -> Finding:
    """Whether the estimate was ever beaten, with the figures.

    ``checked``: it won at every sample that has an estimate.  ``unproved``: it was beaten (the reason gives the better
    point) or no sample had an estimate to hold.
    """
    effort = effort or Effort()
    points = Points(model, seed)
    tally = _Tally()
    begun = monotonic()
    for size in effort.sizes:
        n = size if size > 10 else max(size, len(model.parameters) + size - 1)
        for _ in range(effort.samples):
            if tally.samples >= _ENOUGH and monotonic() - begun > effort.seconds:
                break
            truth, data = points.sample(n)
            _hold(model, estimate, truth, data, effort, np.random.default_rng([seed, n, tally.samples]), tally)
            if tally.lost:
                return _lost(model, tally, n)
    figures = _figures(tally)
    if tally.samples == 0:
        return Finding("contest", Status.UNPROVED, Reason("contest_not_held", {"samples": tally.without}), figures)
    bindings = {"samples": tally.samples, "restarts": tally.restarts, "rivals": tally.rivals}
    return Finding("contest", Status.CHECKED, Reason("contest_won", bindings), figures)


def _figures(tally: _Tally) -> dict[str, float]:
    return {
        "samples": tally.samples,
        "without_estimate": tally.without,
        "restarts": tally.restarts,
        "rivals": tally.rivals,
        "worst": tally.worst,
    }


def _lost(model: Model, tally: _Tally, n: int) -> Finding:
    better = tuple(Equation(Hat(model.parameter(k).symbol), (Float(v),)) for k, v in tally.lost.items())
    reason = Reason("contest_lost", {"better": better, "size": Integer(n)})
    return Finding(
        "contest", Status.UNPROVED, reason, _figures(tally) | {f"better_{k}": v for k, v in tally.lost.items()}
    )


# ------------------------------------------------------------------ one sample


def _hold(
    model: Model,
    estimate: Estimate,
    truth: dict[Symbol, float],
    data: dict[Observation, Array],
    effort: Effort,
    random: np.random.Generator,
    tally: _Tally,
) -> None:
    known = {p.symbol: truth[p.symbol] for p in model.known}
    answer = estimate({x.name: v for x, v in data.items()}, {p.name: truth[p.symbol] for p in model.known})
    if answer is None or not all(np.isfinite(answer[p.name]) for p in model.parameters):
        tally.without += 1
        return
    held = {p.symbol: float(answer[p.name]) for p in model.parameters}
    field_ = _Field(model, known, data)
    own = field_.one(held)
    tally.samples += 1
    for batch in _rivals(model, field_, truth, held, effort, random, tally):
        values = field_.many(batch)
        tally.rivals += field_.taken()
        gap = (values - own) / (1 + abs(own)) if np.isfinite(own) else np.where(np.isneginf(values), -np.inf, np.inf)
        for row in _greatest(gap):
            rival = {s: float(v[row, 0]) for s, v in batch.items()}
            margin = float(gap[row])
            if margin > _TOLERANCE:
                margin = field_.exactly(rival, held)
            tally.worst = max(tally.worst, margin)
            if margin > _TOLERANCE:
                tally.lost = {p.name: rival[p.symbol] for p in model.parameters}
                return


def _greatest(gap: Array) -> Array:
    """The rows to look at again: the greatest finite gaps, and the first few infinite ones."""
    order = np.argsort(-gap, kind="stable")
    infinite = np.isposinf(gap[order])
    return np.concatenate([order[infinite][:_RECHECKS], order[~infinite][:_RECHECKS]])


class _Field:
    """The log-likelihood of one sample as a function of the parameters, by the declared text."""

    def __init__(self, model: Model, known: dict[Symbol, float], data: dict[Observation, Array]) -> None:
        self.model, self.known, self._count = model, known, 0
        self.data = {x: np.asarray(v, dtype=float)[None, :] for x, v in data.items()}

    def many(self, parameters: dict[Symbol, Array]) -> Array:
        """The log-likelihood at each row; -inf outside the domains."""
        rows = next(iter(parameters.values())).shape[0]
        self._count += rows
        full = parameters | {s: np.full((rows, 1), v) for s, v in self.known.items()}
        found = declared.log_likelihood(self.model, full, self.data)
        allowed = np.broadcast_to(np.asarray(declared.admissible(self.model, full)), (rows, 1))[:, 0]
        return np.where(allowed & ~np.isnan(found), found, -np.inf)

    def taken(self) -> int:
        """Evaluations since this was last asked."""
        count, self._count = self._count, 0
        return count

    def one(self, parameters: dict[Symbol, float]) -> float:
        """The same at the estimate; a rounding error beyond the end of the support is forgiven."""
        full = parameters | self.known
        if not bool(np.all(declared.admissible(self.model, full))):
            return -np.inf
        return float(declared.log_likelihood(self.model, full, self.data, slack=_SLACK)[0])

    def exactly(self, rival: dict[Symbol, float], held: dict[Symbol, float]) -> float:
        """(rival's - own)/(1 + |own|) with 50 digits; +inf when the estimate itself is not admissible."""
        if not bool(np.all(declared.admissible(self.model, held | self.known))):
            return np.inf
        a, b = (
            declared.log_likelihood(self.model, p | self.known, self.data, None, _DIGITS, slack)[0]
            for p, slack in ((rival, 0.0), (held, _SLACK))
        )
        if mpmath.isinf(b):
            return -np.inf if b > 0 or a == b else np.inf
        if mpmath.isinf(a) and a > 0 and self._lost(rival):
            return -np.inf
        return float((a - b) / (1 + abs(b)))

    def _lost(self, rival: dict[Symbol, float]) -> bool:
        """Whether an infinite likelihood is only digits lost: 1 - x**exp(-10000) is 0 to any number of digits.

        A likelihood is infinite at single points; where it is all around, it has not been computed.
        """
        near = {s: v * (1 + 1e-3 * k) + 1e-9 for k, (s, v) in enumerate(rival.items(), 1)}
        return bool(
            mpmath.isinf(declared.log_likelihood(self.model, near | self.known, self.data, None, _DIGITS, 0.0)[0])
        )


# ------------------------------------------------------------------ rivals


def _rivals(
    model: Model,
    field_: _Field,
    truth: dict[Symbol, float],
    held: dict[Symbol, float],
    effort: Effort,
    random: np.random.Generator,
    tally: _Tally,
) -> Any:
    coordinates = Coordinates(model, field_.known)
    centre = {p.symbol: np.array([[held[p.symbol]]]) for p in model.parameters}
    true = {p.symbol: np.array([[truth[p.symbol]]]) for p in model.parameters}
    near = _perturbed(model, centre, random)
    yield near
    far = _random(model, field_.known, effort.far, random)
    yield far
    yield _ends(model, coordinates, centre, true)
    start = np.concatenate([coordinates.free(true), coordinates.free(far), coordinates.free(centre)])
    population = _fittest(field_, coordinates, start, effort.population)
    for _ in range(effort.generations):
        population = _evolved(field_, coordinates, population, random)
    tally.restarts += effort.population
    yield _admissible(coordinates, population)
    if effort.simplex and all(not p.domain.integer for p in model.parameters):
        apart = population[np.linspace(0, len(population) - 1, effort.searches - 1).astype(int)]
        starts = np.concatenate([start[:1], apart])

        def heights(u: Array) -> Array:
            found = field_.many(_admissible(coordinates, u))
            return np.where(np.isposinf(found), -np.inf, found)

        ends = simplex.maximise(heights, starts, effort.simplex)
        tally.restarts += len(ends)
        yield _admissible(coordinates, ends)


def _admissible(coordinates: Coordinates, u: Array) -> dict[Symbol, Array]:
    values = coordinates.parameters(u)
    rows = u.shape[0]
    return {p.symbol: np.broadcast_to(values[p.symbol], (rows, 1)) for p in coordinates.model.parameters}


def _random(model: Model, known: dict[Symbol, float], count: int, random: np.random.Generator) -> dict[Symbol, Array]:
    values = Points(model).parameters(count, random)
    return {p.symbol: values[p.symbol] for p in model.parameters}


def _perturbed(model: Model, centre: dict[Symbol, Array], random: np.random.Generator) -> dict[Symbol, Array]:
    """Each parameter moved alone, both ways, by 1e-6 to 1 of its size, and all together in random directions."""
    scales = 10.0 ** np.arange(-6, 0.5, 0.5)
    symbols = [p.symbol for p in model.parameters]
    alone = [np.eye(len(symbols))[j] * sign * s for j in range(len(symbols)) for sign in (1, -1) for s in scales]
    together = [random.normal(size=len(symbols)) * s for s in scales for _ in range(3 if len(symbols) > 1 else 0)]
    steps = np.stack([*alone, *together])
    moved = {}
    for j, p in enumerate(model.parameters):
        here = centre[p.symbol]
        step = steps[:, j : j + 1]
        if p.domain.integer:
            moved[p.symbol] = here + np.sign(step) * np.ceil(np.abs(step) * 4)
        else:
            moved[p.symbol] = here + step * np.where(here == 0, 1.0, np.abs(here))
    return moved


def _ends(
    model: Model, coordinates: Coordinates, centre: dict[Symbol, Array], true: dict[Symbol, Array]
) -> dict[Symbol, Array]:
    """Each parameter put near and at the ends of its domain, or far out, the others at the estimate or at the truth."""
    found = []
    for base in (coordinates.free(centre), coordinates.free(true)):
        for j, p in enumerate(model.parameters):
            unbounded = p.domain.lower.is_infinite and p.domain.upper.is_infinite
            reach = (1e2, 1e4, 1e6) if unbounded else (5.0, 12.0, 30.0, 60.0)
            for r in reach:
                for sign in (1, -1):
                    u = base.copy()
                    u[0, j] = sign * r
                    found.append(u)
    return _admissible(coordinates, np.concatenate(found))


def _fittest(field_: _Field, coordinates: Coordinates, u: Array, count: int) -> Array:
    values = field_.many(_admissible(coordinates, u))
    # an infinite value is looked at with more digits when it is met; the search does not gather there
    order = np.argsort(np.where(np.isposinf(values), np.inf, -values), kind="stable")
    return u[np.resize(order, count)]


def _evolved(field_: _Field, coordinates: Coordinates, population: Array, random: np.random.Generator) -> Array:
    """One generation of differential evolution around good members; the best come first."""
    count, dimension = population.shape
    a, b = random.integers(0, count, (2, count))
    leaders = population[random.integers(0, max(2, count // 5), count)]
    factor = random.uniform(0.3, 1.0, (count, 1))
    trial = population + factor * (leaders - population) + factor * (population[a] - population[b])
    trial += 1e-4 * random.normal(size=trial.shape)
    keep = random.random((count, dimension)) < 0.2
    keep[:, random.integers(0, dimension)] = False
    trial = np.where(keep, population, trial)
    return _fittest(field_, coordinates, np.concatenate([population, trial]), count)
