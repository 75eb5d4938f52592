"""Profile-likelihood intervals: where the likelihood, maximised over all other parameters, falls to the cut-off.

    l_p(v) = max { l(theta) : theta_i = v },    interval = { v : l_p(v) >= l(estimate) - z^2/2 }

Each end is walked to from the estimate in steps that double, until the profile is below the cut-off; then a bracketed
Newton iteration closes in, with the profile's slope from the envelope theorem, l_p'(v) = dl/dtheta_i.  An end at which
the profile never falls that low is reported as open; one that cannot be followed is NaN, with a note.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from thetahat.inference import Array, Coordinate, Interval, LogLikelihood, normal_quantile

_STEPS = 60
_ITERATIONS = 100
_OPEN = "open {side}: the likelihood never falls to the cut-off"
_LOST = "{side}, the profile could not be followed"


@dataclass(frozen=True)
class Point:
    """A point of the profile: the coordinate, all parameters, the log-likelihood, its slope along the coordinate."""

    phi: float
    theta: Array
    value: float
    slope: float


@dataclass(frozen=True)
class Profile:
    """The profile log-likelihood of parameter ``index``, along its unbounded coordinate.

    The parameters in ``held`` (and ``index`` itself) keep their values; all others are maximised over.
    """

    likelihood: LogLikelihood
    coordinate: Coordinate
    index: int
    held: Sequence[int] = ()

    def at(self, phi: float, near: Array) -> Point | None:
        """The maximum with the coordinate at ``phi``, uphill from ``near``; None when none was found."""
        theta = np.array(near, dtype=float)
        theta[self.index] = self.coordinate.bound(phi)
        fixed = {i: float(theta[i]) for i in (self.index, *self.held)}
        with np.errstate(all="ignore"):
            if len(fixed) < len(theta):
                found = self.likelihood.profile(fixed, theta)
                if not found.converged:
                    return None
                theta[[i for i in range(len(theta)) if i not in fixed]] = found.theta
            value = float(self.likelihood.value(theta))
            gradient = self.likelihood.gradient(theta)
        if not math.isfinite(value):
            return None
        slope = float(gradient[self.index]) * self.coordinate.slopes(float(theta[self.index]))[0]
        return Point(phi, theta, value, slope)

    def interval(self, estimate: Array, log_likelihood: float, error: float, level: float) -> Interval:
        """The interval around ``estimate`` (all parameters); ``error`` is the standard error, NaN if there is none."""
        z = normal_quantile(level)
        centre = self.coordinate.free(float(estimate[self.index]))
        slope = self.coordinate.slopes(float(estimate[self.index]))[0]
        known = math.isfinite(error) and error > 0 and slope > 0
        reach = z * error / slope if known else 0.1 * max(1.0, abs(centre))
        top = Point(centre, np.asarray(estimate, dtype=float), log_likelihood, 0.0)
        ends, notes = [], []
        for sign, limit, side in ((-1, self.coordinate.lower, "below"), (1, self.coordinate.upper, "above")):
            phi, note = self._end(top, log_likelihood - z**2 / 2, sign * reach)
            ends.append(limit if phi is None else self.coordinate.bound(phi))
            if note:
                notes.append(note.format(side=side))
        return Interval(ends[0], ends[1], level, "profile", "; ".join(notes))

    def _end(self, top: Point, cutoff: float, step: float) -> tuple[float | None, str]:
        """The coordinate at which the profile meets the cut-off (None: it never does), and a note."""
        inside = top
        for _ in range(_STEPS):
            phi = inside.phi + step
            theta = self.coordinate.bound(phi)
            if not (math.isfinite(theta) and self.coordinate.lower < theta < self.coordinate.upper):
                return None, _OPEN
            point = self.at(phi, inside.theta)
            if point is None:
                # Beyond the support, perhaps, or too far for the others to follow: half as far.
                step /= 2
                if abs(step) < 1e-9 * max(1.0, abs(inside.phi)):
                    return math.nan, _LOST
                continue
            if point.value > top.value + 1e-6 * max(1.0, 1e-6 * abs(top.value)):
                return math.nan, "{side}, a higher likelihood was found: the estimate is not the global maximum"
            if point.value <= cutoff:
                return self._close(inside, point, cutoff, top.value)
            inside, step = point, 2 * step
        return None, _OPEN

    def _close(self, inside: Point, outside: Point, cutoff: float, best: float) -> tuple[float, str]:
        """Newton on the signed root, sqrt(2 (best - l_p)), which is nearly straight; bisection where it dawdles."""
        point, wide = outside, math.inf
        for turn in range(_ITERATIONS):
            width = abs(outside.phi - inside.phi)
            if width <= 1e-12 * max(1.0, abs(inside.phi), abs(outside.phi)):
                return inside.phi, ""
            trial, fall = math.nan, math.sqrt(max(2 * (best - point.value), 0.0))
            if point.slope and fall:
                trial = point.phi + fall * (fall - math.sqrt(2 * (best - cutoff))) / point.slope
            if turn % 3 == 2:
                trial, wide = (math.nan if width > wide / 4 else trial), width
            if not min(inside.phi, outside.phi) < trial < max(inside.phi, outside.phi):
                trial = (inside.phi + outside.phi) / 2
            near = inside if abs(trial - inside.phi) < abs(trial - outside.phi) else outside
            found = self.at(trial, near.theta)
            if found is None:
                return math.nan, _LOST
            point = found
            if abs(point.value - cutoff) <= 1e-10 * max(1.0, 1e-4 * abs(cutoff)):
                return point.phi, ""
            inside, outside = (point, outside) if point.value > cutoff else (inside, point)
        return math.nan, _LOST
