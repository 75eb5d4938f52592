"""Profile-likelihood intervals: where the likelihood, maximised over all other parameters, falls to the cut-off.

    l_p(v) = max { l(theta) : theta_i = v },    interval = { v : l_p(v) >= l(estimate) - z^2/2 }

Each end is walked to from the estimate in steps that double, until the profile is below the cut-off; then a bracketed
Newton iteration closes in, with the profile's slope from the envelope theorem, l_p'(v) = dl/dtheta_i.  An end at which
the profile never falls that low is reported as open; one that cannot be followed is NaN, with a note.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from thetahat.inference import Array, Coordinate, Interval, LogLikelihood, normal_quantile

_STEPS = 60
_ITERATIONS = 100


@dataclass(frozen=True)
class Point:
    """A point of the profile: all free coordinates, the log-likelihood there, its slope along the profiled one."""

    phi: Array
    value: float
    slope: float


class Profile:
    """The profile log-likelihood of parameter ``index``; the parameters in ``moving`` are maximised over.

    Coordinates are the unbounded ones of `Coordinate`, one for each parameter of ``likelihood``.
    """

    def __init__(
        self, likelihood: LogLikelihood, coordinates: tuple[Coordinate, ...], index: int, moving: tuple[int, ...]
    ) -> None:
        self.likelihood = likelihood
        self.coordinates = coordinates
        self.index = index
        self.moving = list(moving)

    def theta(self, phi: Array) -> Array:
        """The parameters at these coordinates."""
        return np.array([c.bound(p) for c, p in zip(self.coordinates, phi, strict=True)])

    def _value(self, phi: Array) -> float:
        with np.errstate(all="ignore"):
            value = float(self.likelihood.value(self.theta(phi)))
        return value if not math.isnan(value) else -math.inf

    def _derivatives(self, phi: Array) -> tuple[Array, Array]:
        theta = self.theta(phi)
        slopes = np.array([c.slopes(t) for c, t in zip(self.coordinates, theta, strict=True)])
        with np.errstate(all="ignore"):
            gradient = np.asarray(self.likelihood.gradient(theta), dtype=float)
            hessian = np.asarray(self.likelihood.hessian(theta), dtype=float)
        first, second = slopes[:, 0], slopes[:, 1]
        return gradient * first, hessian * first * first[:, None] + np.diag(gradient * second)

    def at(self, start: Array) -> Point | None:
        """The maximum over the moving parameters with the profiled one held where ``start`` has it, or None."""
        phi = start.copy()
        value = self._value(phi)
        for _ in range(_ITERATIONS):
            if not math.isfinite(value):
                return None
            gradient, hessian = self._derivatives(phi)
            g, h = gradient[self.moving], hessian[np.ix_(self.moving, self.moving)]
            if not (np.all(np.isfinite(gradient)) and np.all(np.isfinite(h))):
                return None
            step = _ascent(g, h)
            decrement = float(g @ step)
            if decrement <= 1e-11 * max(1.0, 1e-4 * abs(value)):
                return Point(phi, value, float(gradient[self.index]))
            phi, risen = self._climb(phi, value, step, decrement)
            if risen <= value:
                # No step improves: rounding has been reached, or the gradient disagrees with the value.
                return Point(phi, value, float(gradient[self.index])) if decrement < 1e-6 else None
            value = risen
        return None

    def _climb(self, phi: Array, value: float, step: Array, decrement: float) -> tuple[Array, float]:
        size = 1.0
        while size > 1e-10:
            trial = phi.copy()
            trial[self.moving] += size * step
            risen = self._value(trial)
            if risen > value + 1e-4 * size * decrement:
                return trial, risen
            size /= 2
        return phi, value


def _ascent(gradient: Array, hessian: Array) -> Array:
    """Newton's step, with the curvature turned downwards where it points up."""
    if not len(gradient):
        return gradient
    scale = 1 / np.sqrt(np.maximum(np.abs(np.diag(hessian)), 1e-300))
    values, vectors = np.linalg.eigh(-hessian * scale * scale[:, None])
    values = np.maximum(np.abs(values), 1e-10 * max(1.0, float(np.max(np.abs(values)))))
    step: Array = scale * (vectors @ ((vectors.T @ (gradient * scale)) / values))
    return step


def profile_interval(profile: Profile, estimate: Array, log_likelihood: float, error: float, level: float) -> Interval:
    """The interval of one parameter; ``estimate`` holds all of them, ``error`` is its standard error (NaN if none)."""
    cutoff = log_likelihood - normal_quantile(level) ** 2 / 2
    coordinate = profile.coordinates[profile.index]
    centre = np.array([c.free(t) for c, t in zip(profile.coordinates, estimate, strict=True)])
    slope = coordinate.slopes(float(estimate[profile.index]))[0]
    known = math.isfinite(error) and error > 0 and slope > 0
    reach = normal_quantile(level) * error / slope if known else 0.1 * max(1.0, abs(float(centre[profile.index])))
    ends, notes = [], []
    for sign, limit, side in ((-1, coordinate.lower, "below"), (1, coordinate.upper, "above")):
        phi, note = _end(profile, centre, cutoff, log_likelihood, sign * reach)
        ends.append(limit if phi is None else coordinate.bound(phi))
        if note:
            notes.append(note.format(side=side))
    return Interval(ends[0], ends[1], level, "profile", "; ".join(notes))


def _end(profile: Profile, centre: Array, cutoff: float, best: float, step: float) -> tuple[float | None, str]:
    """The coordinate at which the profile meets the cut-off (None: it never does), and a note."""
    i = profile.index
    inside, outside = Point(centre, best, 0.0), None
    for _ in range(_STEPS):
        start = inside.phi.copy()
        start[i] += step
        theta = profile.coordinates[i].bound(float(start[i]))
        if not _strictly_within(theta, profile.coordinates[i]):
            return None, "open {side}: the likelihood never falls to the cut-off"
        point = profile.at(start)
        if point is None and profile._value(start) == -math.inf:
            # Beyond the support: the profile is -inf there unless other parameters give way, so go half as far.
            step /= 2
            if abs(step) < 1e-12 * max(1.0, abs(float(inside.phi[i]))):
                return float(inside.phi[i]), "{side}, the interval ends where the support does"
            continue
        if point is None:
            return math.nan, "{side}, the profile could not be followed"
        if point.value > best + 1e-6 * max(1.0, 1e-6 * abs(best)):
            return math.nan, "{side}, a higher likelihood was found: the estimate is not the global maximum"
        if point.value <= cutoff:
            outside = point
            break
        inside, step = point, 2 * step
    if outside is None:
        return None, "open {side}: the likelihood never falls to the cut-off"
    return _close(profile, inside, outside, cutoff, best)


def _strictly_within(theta: float, coordinate: Coordinate) -> bool:
    return math.isfinite(theta) and coordinate.lower < theta < coordinate.upper


def _close(profile: Profile, inside: Point, outside: Point, cutoff: float, best: float) -> tuple[float, str]:
    """Newton on the signed root, sqrt(2 (best - l_p)), which is nearly a straight line; bisection where it dawdles."""
    i = profile.index
    point = outside
    wide = math.inf
    for turn in range(_ITERATIONS):
        a, b = float(inside.phi[i]), float(outside.phi[i])
        if abs(b - a) <= 1e-12 * max(1.0, abs(a), abs(b)):
            return a, ""
        trial = math.nan
        fall = 2 * (best - point.value)
        if point.slope and fall > 0:
            trial = (
                float(point.phi[i]) + math.sqrt(fall) * (math.sqrt(fall) - math.sqrt(2 * (best - cutoff))) / point.slope
            )
        if turn % 3 == 2:
            slow, wide = abs(b - a) > wide / 4, abs(b - a)
            trial = math.nan if slow else trial
        if not min(a, b) < trial < max(a, b):
            trial = (a + b) / 2
        start = (inside if abs(trial - a) < abs(trial - b) else outside).phi.copy()
        start[i] = trial
        found = profile.at(start)
        if found is None:
            return math.nan, "{side}, the profile could not be followed"
        point = found
        if abs(point.value - cutoff) <= 1e-10 * max(1.0, 1e-4 * abs(cutoff)):
            return float(point.phi[i]), ""
        inside, outside = (point, outside) if point.value > cutoff else (inside, point)
    return math.nan, "{side}, the profile could not be followed"
