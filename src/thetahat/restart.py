"""One more start for a search: the maximum uphill of a given point, if it is higher than the one that was found."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

import numpy as np

from thetahat.errors import RequestError

if TYPE_CHECKING:
    from thetahat.fit import Fit

_HIGHER = 1e-9
"""By how much, relative to its size, a log-likelihood must be greater to count as greater."""


def restarted(fit: Fit, start: Mapping[str, float]) -> Fit:
    """The fit, or the maximum reached from ``start`` where its likelihood is greater.

    Parameters that ``start`` leaves out begin at their estimates.  RequestError for an unknown parameter or a start
    outside the domain or the support.
    """
    for name in start:
        if name not in fit.free:
            near = get_close_matches(name, fit.free, 1) or list(fit.free)
            raise RequestError(f"start names {name!r}, which is not free: did you mean {', '.join(map(repr, near))}?")
    if fit.likelihood is None or not fit.free:
        return fit
    theta = np.array([float(start.get(name, fit.params[name])) for name in fit.free])
    if not math.isfinite(float(fit.likelihood.value(theta))):
        raise RequestError("start lies outside the domain, or the data outside the support that it implies")
    found = fit.likelihood.profile({}, theta)
    if not found.converged:
        return fit
    best = np.asarray(found.theta, dtype=float)
    value = float(fit.likelihood.value(best))
    known = fit.log_likelihood if fit.converged else -math.inf
    if not value > known + _HIGHER * max(1.0, abs(value)):
        return fit
    route = {**fit.route, **dict.fromkeys(fit.free, "Newton's method in a trust region from the given start")}
    return replace(
        fit,
        params={**fit.params, **dict(zip(fit.free, best.tolist(), strict=True))},
        log_likelihood=value,
        information=-np.asarray(fit.likelihood.hessian(best)),
        outcome="local maximum: reached from the given start; that it is the greatest is not proved",
        converged=True,
        route=route,
        irregular={},
        density=fit.source.density(dict(zip(fit.free, best.tolist(), strict=True)))
        if fit.source is not None and fit.source.single
        else None,
    )
