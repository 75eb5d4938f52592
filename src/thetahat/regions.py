"""The profile of one parameter as a curve, and confidence regions of two.

l_p(v) = max { l(theta) : theta_i = v },     region = { (v, w) : 2 (l(estimate) - l_p(v, w)) <= chi2_2(level) }
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from thetahat.errors import RequestError
from thetahat.inference import Array, normal_quantile
from thetahat.profile import Profile

if TYPE_CHECKING:
    from thetahat.fit import Fit

_REACH = 3.5


@dataclass(frozen=True, eq=False)
class ProfileCurve:
    """The profile log-likelihood of one parameter, less its maximum."""

    name: str
    values: Array
    """Values of the parameter, rising; shape (m,)."""
    log_likelihood: Array
    """l_p - l(estimate) at these values; shape (m,)."""
    params: Array
    """All free parameters at these points; shape (m, f)."""
    estimate: float

    @property
    def signed_root(self) -> Array:
        """sign(v - estimate) sqrt(2 (l(estimate) - l_p(v))): a straight line if the likelihood is normal."""
        return np.sign(self.values - self.estimate) * np.sqrt(np.maximum(-2 * self.log_likelihood, 0.0))


def profile_curve(fit: Fit, name: str, points: int = 41, reach: float = _REACH) -> ProfileCurve:
    """The profile over ``reach`` standard errors on each side, on the unbounded scale."""
    coordinate = fit.coordinate(name)
    error, estimate = fit.standard_errors[name], fit.params[name]
    slope = coordinate.slopes(estimate)[0]
    if fit.likelihood is None or not (math.isfinite(error) and slope > 0):
        raise RequestError(f"{name} has no profile: {fit.undefined.get(name, 'it has no standard error')}")
    names = fit.free
    held = tuple(i for i, other in enumerate(names) if other in fit.non_regular)
    profile = Profile(fit.likelihood, coordinate, names.index(name), held)
    best = np.array([fit.params[other] for other in names])
    centre = coordinate.free(estimate)
    offsets = np.linspace(0, reach * error / slope, max(points, 3) // 2 + 1)
    found: list[tuple[float, float, Array]] = [(estimate, 0.0, best)]
    for sign in (-1, 1):
        near = best
        for offset in offsets[1:]:
            point = profile.at(centre + sign * offset, near)
            if point is None:
                break
            near = point.theta
            found.append((float(near[names.index(name)]), point.value - fit.log_likelihood, near))
    found.sort(key=lambda f: f[0])
    return ProfileCurve(
        name,
        np.array([f[0] for f in found]),
        np.array([f[1] for f in found]),
        np.array([f[2] for f in found]),
        estimate,
    )


def region(fit: Fit, first: str, second: str, level: float = 0.95, points: int = 72) -> Array:
    """The border of the likelihood region of two parameters, shape (points, 2); nan where it is open."""
    normal_quantile(level)
    names = fit.free
    for name in (first, second):
        if name not in names:
            raise RequestError(f"no free parameter {name!r}: there are {', '.join(names)}")
    if first == second:
        raise RequestError("a region needs two different parameters")
    if fit.likelihood is None:
        raise RequestError("the log-likelihood is not at hand")
    likelihood = fit.likelihood
    places = [names.index(first), names.index(second)]
    coordinates = [fit.coordinate(first), fit.coordinate(second)]
    best = np.array([fit.params[other] for other in names])
    order = [list(fit.params).index(name) for name in (first, second)]
    slopes = np.array([c.slopes(v)[0] for c, v in zip(coordinates, best[places], strict=True)])
    covariance = fit.covariance[np.ix_(order, order)] / np.outer(slopes, slopes)
    if not np.all(np.isfinite(covariance)):
        missing = next(name for name in (first, second) if not math.isfinite(fit.standard_errors[name]))
        raise RequestError(f"{missing} has no standard error: {fit.undefined.get(missing, '')}")
    axes = np.linalg.cholesky(covariance)
    centre = np.array([c.free(v) for c, v in zip(coordinates, best[places], strict=True)])
    cut = -2 * math.log1p(-level)
    held = {i: float(best[i]) for i, other in enumerate(names) if other in fit.non_regular and i not in places}

    def beyond(phi: Array) -> float:
        theta = best.copy()
        theta[places] = [c.bound(float(p)) for c, p in zip(coordinates, phi, strict=True)]
        if not np.all(np.isfinite(theta)):
            return math.inf
        fixed = {**held, **{i: float(theta[i]) for i in places}}
        with np.errstate(all="ignore"):
            if len(fixed) < len(names):
                found = likelihood.profile(fixed, theta)
                if not found.converged:
                    return math.inf
                theta[[i for i in range(len(names)) if i not in fixed]] = found.theta
            value = float(likelihood.value(theta))
        return math.inf if math.isnan(value) else 2 * (fit.log_likelihood - value) - cut

    border = np.full((points, 2), np.nan)
    for k, angle in enumerate(np.linspace(0, 2 * math.pi, points, endpoint=False)):
        direction = axes @ np.array([math.cos(angle), math.sin(angle)])
        inner, outer = 0.0, math.sqrt(cut)
        for _ in range(12):
            if beyond(centre + outer * direction) > 0:
                break
            inner, outer = outer, 2 * outer
        else:
            continue
        for _ in range(40):
            middle = (inner + outer) / 2
            inner, outer = (inner, middle) if beyond(centre + middle * direction) > 0 else (middle, outer)
        border[k] = [c.bound(float(p)) for c, p in zip(coordinates, centre + inner * direction, strict=True)]
    return border
