"""Confidence intervals by each method, and those of parameters without the usual theory.

score      { v : U(v)' I(v)^{-1} U(v) <= z^2 }, the other parameters at their best for each v
border     { v : 2 (l(estimate) - l_p(v)) <= -2 log(1 - level) }: the likelihood ratio of an order statistic that ends
           the support has, in the limit, two degrees of freedom; for a uniform or an exponential with the other
           parameters known this is exact for every n
integer    { v in Z : 2 (l(estimate) - l_p(v)) <= z^2 }: the integers that the likelihood-ratio test does not reject
limit      { v : P(all observations lie at this extreme; v) >= 1 - level }, where the likelihood has no maximum because
           every count is the least or the greatest possible: exact, one-sided
"""

from __future__ import annotations

import math
from collections.abc import Callable
from difflib import get_close_matches
from typing import TYPE_CHECKING

import numpy as np

from thetahat.errors import RequestError
from thetahat.inference import Array, Coordinate, Interval, normal_quantile, wald
from thetahat.profile import Profile

if TYPE_CHECKING:
    from thetahat.fit import Fit

METHODS = ("wald", "profile", "likelihood_ratio", "score", "exact", "bootstrap")
"""Kinds of interval."""
_STEPS = 60
_CLOSINGS = 60
_SIZES = 460.0
"""Logarithms of entries of the information beyond which their products leave the doubles."""
_FAR = 2.0**40
"""The step at which the search for an integer is given up."""
_BORDER = "one-sided: the estimate ends the support; two degrees of freedom, exact where the other parameters are known"
_LIMIT = "one-sided and exact: from the probability that every observation lies at this extreme"
_INTEGER = "the integers that the likelihood-ratio test does not reject; chi-squared only approximates its level here"
_OPEN = "open {side}: the statistic never reaches the cut-off"


def interval(fit: Fit, name: str, level: float, method: str) -> Interval:
    """The interval of one parameter by a method; both ends NaN, with a note, where its theory does not apply.

    RequestError for an unknown name, method or level.
    """
    if method not in METHODS:
        raise RequestError(f"unknown method {method!r}: use {', '.join(map(repr, METHODS))}")
    if name not in fit.params:
        near = get_close_matches(name, fit.params, 1) or list(fit.params)
        raise RequestError(f"no parameter {name!r}: did you mean {', '.join(map(repr, near))}?")
    estimate, error = fit.params[name], fit.standard_errors[name]
    # A bad level is refused even where there is no interval to give.
    lower, upper = wald(estimate, error, fit.coordinate(name), level)
    if method == "exact":
        return _exact(fit, name, level)
    by_ratio, kind = method in ("profile", "likelihood_ratio"), _kind(fit, name) if fit.converged else ""
    if by_ratio and kind in ("quantile", "interval"):
        # the log-likelihood has a corner at this estimate
        return corner_interval(fit, name, level)
    if by_ratio and kind == "integer":
        return integer_interval(fit, name, level)
    if method == "wald" or name in fit.fixed or (name in fit.non_regular and method != "bootstrap"):
        return Interval(lower, upper, level, method, fit.undefined.get(name, ""))
    if method == "bootstrap":
        return fit.bootstrap(seed=0).interval(name, level)
    if method == "score" and fit.likelihood is not None and fit.converged:
        return score_interval(fit, name, level)
    return _profile(fit, name, level)


def _kind(fit: Fit, name: str) -> str:
    """How a parameter was found, in the plan's word; empty where that is not known."""
    return "" if fit.source is None else fit.source.kinds.get(name, "")


def _exact(fit: Fit, name: str, level: float) -> Interval:
    if name not in fit.fixed and fit.source is not None:
        if not fit.converged or _kind(fit, name) != "border":
            if fit.params[name] in fit.bounds.get(name, fit.coordinate(name).ends):
                return limit_interval(fit, name, level)
        elif fit.source.moving and math.isfinite(fit.log_likelihood):
            return border_interval(fit, name, level)
    if not fit.converged:
        note = "there is no maximum, and no exact interval is known"
    elif _kind(fit, name) == "integer":
        note = "no exact interval is known: method='profile' gives the integers that its test does not reject"
    else:
        note = "no exact interval is known: use 'profile', 'score' or 'bootstrap'"
    return Interval(math.nan, math.nan, level, "exact", note)


def _profile(fit: Fit, name: str, level: float) -> Interval:
    if fit.likelihood is None or not math.isfinite(fit.params[name]) or not fit.converged:
        note = "there is no maximum to profile around" if fit.likelihood else "the log-likelihood is not at hand"
        return Interval(math.nan, math.nan, level, "profile", note)
    names = fit.free
    held = tuple(i for i, other in enumerate(names) if other in fit.non_regular)
    profile = Profile(fit.likelihood, fit.coordinate(name), names.index(name), held)
    estimate = np.array([fit.params[other] for other in names])
    return profile.interval(estimate, fit.log_likelihood, fit.standard_errors[name], level)


def score_interval(fit: Fit, name: str, level: float) -> Interval:
    """The score interval of one regular parameter."""
    z = normal_quantile(level)
    names = fit.free
    index = names.index(name)
    coordinate = fit.coordinate(name)
    held = tuple(i for i, other in enumerate(names) if other in fit.non_regular)
    assert fit.likelihood is not None
    likelihood = fit.likelihood
    profile = Profile(likelihood, coordinate, index, held)
    estimate = np.array([fit.params[other] for other in names])
    source = fit.source
    n = fit.n

    def information(theta: Array) -> Array:
        if source is not None and source.single and not source.moving:
            try:
                return n * np.asarray(source.expected_information(theta.tolist()))
            except RequestError:
                # so far from the data that the density is beyond the quadrature
                return np.full((len(names), len(names)), np.nan)
        return -np.asarray(likelihood.hessian(theta))

    @np.errstate(all="ignore")
    def root(phi: float) -> float:
        """The signed root of the statistic; nan where the other parameters cannot follow."""
        point = profile.at(phi, estimate)
        if point is None:
            return math.nan
        kept = [i for i in range(len(names)) if i not in held]
        inner = information(point.theta)[np.ix_(kept, kept)]
        if not np.all(np.abs(np.log(np.abs(np.diag(inner)))) < _SIZES):
            return math.nan
        slope = float(likelihood.gradient(point.theta)[index])
        try:
            variance = float(np.linalg.inv(inner)[kept.index(index), kept.index(index)])
        except np.linalg.LinAlgError:
            return math.nan
        return slope * math.sqrt(variance) if variance > 0 else math.nan

    centre = coordinate.free(fit.params[name])
    error, slope = fit.standard_errors[name], coordinate.slopes(fit.params[name])[0]
    if not (math.isfinite(error) and slope > 0):
        return Interval(math.nan, math.nan, level, "score", fit.undefined.get(name, "there is no standard error"))
    ends, notes = [], []
    for sign, side, limit in ((-1, "below", coordinate.lower), (1, "above", coordinate.upper)):
        end = _crossing(lambda phi, sign=sign: -sign * root(phi) - z, centre, sign * z * error / slope)  # type: ignore[misc]
        ends.append(limit if end is None else coordinate.bound(end))
        if end is None:
            notes.append(_OPEN.format(side=side))
    return Interval(ends[0], ends[1], level, "score", "; ".join(notes))


def border_interval(fit: Fit, name: str, level: float) -> Interval:
    """The likelihood-ratio interval of a parameter that an order statistic estimates."""
    normal_quantile(level)
    names = fit.free
    index = names.index(name)
    coordinate = fit.coordinate(name)
    held = tuple(i for i, other in enumerate(names) if other in fit.non_regular and other != name)
    assert fit.likelihood is not None
    # on the line itself: an estimate at a closed end of its domain has no free coordinate
    profile = Profile(fit.likelihood, Coordinate(), index, held)
    estimate = np.array([fit.params[other] for other in names])
    centre, cut = fit.params[name], -2 * math.log1p(-level)

    def beyond(value: float) -> float:
        if not coordinate.lower <= value <= coordinate.upper:
            return math.nan
        point = profile.at(value, estimate)
        return math.nan if point is None else 2 * (fit.log_likelihood - point.value) - cut

    slope = abs(float(fit.likelihood.gradient(estimate)[index]))
    reach = cut / (2 * slope) if math.isfinite(slope) and slope > 0 else max(abs(centre), 1e-3) / fit.n
    sides = [s for s in (-1, 1) if math.isfinite(beyond(centre + s * 1e-3 * reach))]
    if len(sides) != 1:
        return Interval(math.nan, math.nan, level, "exact", fit.undefined.get(name, ""))
    end = _crossing(beyond, centre, sides[0] * reach)
    if end is None:
        end = coordinate.lower if sides[0] < 0 else coordinate.upper
    elif fit.source is not None and name in fit.source.integers:
        end = math.floor(end) if sides[0] > 0 else math.ceil(end)
    return Interval(min(centre, end), max(centre, end), level, "exact", _BORDER)


def corner_interval(fit: Fit, name: str, level: float) -> Interval:
    """The profile interval of a parameter at whose estimate the log-likelihood has a corner: Wilks' theorem holds."""
    z = normal_quantile(level)
    names = fit.free
    coordinate = fit.coordinate(name)
    held = tuple(i for i, other in enumerate(names) if other in fit.non_regular and other != name)
    assert fit.likelihood is not None
    profile = Profile(fit.likelihood, coordinate, names.index(name), held)
    estimate = np.array([fit.params[other] for other in names])
    centre = coordinate.free(fit.params[name])

    def beyond(phi: float) -> float:
        point = profile.at(phi, estimate)
        return math.nan if point is None else 2 * (fit.log_likelihood - point.value) - z * z

    sample = fit.sample
    spread = float(np.ptp(sample)) if sample is not None and len(sample) else abs(centre)
    reach = max(spread, 1e-9 * max(abs(centre), 1e-300)) / math.sqrt(fit.n)
    reach /= coordinate.slopes(fit.params[name])[0] or 1.0
    ends, notes = [], []
    for sign, side, limit in ((-1, "below", coordinate.lower), (1, "above", coordinate.upper)):
        end = _crossing(beyond, centre, sign * reach)
        ends.append(limit if end is None else coordinate.bound(end))
        if end is None:
            notes.append(_OPEN.format(side=side))
    return Interval(ends[0], ends[1], level, "profile", "; ".join(notes))


def integer_interval(fit: Fit, name: str, level: float) -> Interval:
    """The integers whose profile log-likelihood is near enough to the greatest."""
    z = normal_quantile(level)
    names = fit.free
    held = tuple(i for i, other in enumerate(names) if other in fit.non_regular and other != name)
    assert fit.likelihood is not None
    profile = Profile(fit.likelihood, Coordinate(), names.index(name), held)
    estimate = np.array([fit.params[other] for other in names])
    lower, upper = fit.coordinate(name).ends

    def inside(value: float) -> bool:
        point = profile.at(value, estimate) if lower <= value <= upper else None
        return point is not None and 2 * (fit.log_likelihood - point.value) <= z * z

    ends, notes = [], [_INTEGER]
    for sign, side, limit in ((-1, "below", lower), (1, "above", upper)):
        near, step = fit.params[name], 1.0
        while step < _FAR and inside(near + sign * step):
            near, step = near + sign * step, 2 * step
        if step >= _FAR:
            near = limit
            notes.append(_OPEN.format(side=side))
        while 1.0 < step < _FAR:
            step /= 2
            if inside(near + sign * step):
                near += sign * step
        ends.append(near)
    return Interval(ends[0], ends[1], level, "profile", "; ".join(notes))


def limit_interval(fit: Fit, name: str, level: float) -> Interval:
    """The one-sided interval when every count is the least, or the greatest, possible; (nan, nan) otherwise."""
    normal_quantile(level)
    nothing = Interval(math.nan, math.nan, level, "exact", "there is no maximum, and no exact interval is known")
    coordinate, source = fit.coordinate(name), fit.source
    if source is None or not source.integer or fit.likelihood is None or len(fit.free) != 1:
        return nothing
    likelihood, estimate = fit.likelihood, fit.params[name]
    sign = -1 if estimate == coordinate.lower else 1 if estimate == coordinate.upper else 0
    if not sign:
        return nothing

    def log_probability(phi: float) -> float:
        return float(likelihood.value([coordinate.bound(phi)]))

    with np.errstate(all="ignore"):
        near = max((log_probability(sign * far) for far in (20.0, 30.0, 33.0)), default=-math.inf)
        if not abs(near) < 1e-6:
            return nothing
        cut = math.log1p(-level)
        end = _crossing(lambda phi: cut - log_probability(phi), sign * 30.0, -sign * 1.0)
    if end is None:
        return nothing
    bound = coordinate.bound(end)
    return Interval(min(estimate, bound), max(estimate, bound), level, "exact", _LIMIT)


def _crossing(gap: Callable[[float], float], start: float, step: float) -> float | None:
    """Where a function that is negative at the start first becomes positive along ``step``; None if it never does."""
    inside, outside = start, math.nan
    for _ in range(_STEPS):
        trial = inside + step
        value = gap(trial) if math.isfinite(trial) else math.nan
        if math.isnan(value):
            step /= 2
            if abs(step) <= 1e-12 * max(1.0, abs(inside)):
                return None
        elif value >= 0:
            outside = trial
            break
        else:
            inside, step = trial, 2 * step
    if math.isnan(outside):
        return None
    low, high = gap(inside), gap(outside)
    for turn in range(_CLOSINGS):
        width = abs(outside - inside)
        if width <= 1e-12 * max(abs(inside), abs(outside)):
            break
        # false position, the end that stays halved in weight; bisection every third time
        trial = inside + (outside - inside) * (low / (low - high)) if turn % 3 < 2 and low < high else math.nan
        if not (min(inside, outside) < trial < max(inside, outside)):
            trial = (inside + outside) / 2
            if trial in (inside, outside):
                break
        value = gap(trial)
        if abs(value) <= 1e-12:
            return trial
        if value < 0:
            inside, low, high = trial, value, high / 2
        else:
            outside, high, low = trial, value, low / 2
    return (inside + outside) / 2
