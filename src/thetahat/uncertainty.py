"""The covariance of a fit's estimates: from which information, and for which parameters there is none.

observed  J^{-1}, J minus the Hessian at the estimate
expected  (n I)^{-1}, I = E[score score'] at the estimate, by quadrature
robust    J^{-1} S J^{-1}, S the sum of the observations' score score': holds when the model does not
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from thetahat.errors import RequestError
from thetahat.inference import Array, covariance, sandwich

if TYPE_CHECKING:
    from thetahat.fit import Fit

COVARIANCES = ("observed", "expected", "robust")
"""Kinds of covariance."""
SLOW = (
    "it moves an end of the support where the density goes with the distance to the power {power:.3g}, "
    "and the usual theory needs more than 1"
)
_NEARLY = 1.4
"""The power up to which the expected information, though finite, is beyond the quadrature."""


def with_covariance(fit: Fit, kind: str) -> Fit:
    """The same fit with errors of another kind; RequestError where the data behind it do not allow that."""
    if kind not in COVARIANCES:
        raise RequestError(f"unknown covariance {kind!r}: use {', '.join(map(repr, COVARIANCES))}")
    if kind != "observed" and fit.source is None:
        raise RequestError("the data behind this fit are not at hand: only cov='observed' is")
    if kind == "expected" and fit.source is not None and not fit.source.single:
        raise RequestError("the expected information is integrated over one variable: use 'observed' or 'robust'")
    found = replace(fit, covariance_kind=kind)
    if fit.source is not None:
        # A stored fit of rows elsewhere has a source without a likelihood.
        found.__dict__["source"] = fit.source
    return found


def covariance_of(fit: Fit) -> tuple[Array, dict[str, str]]:
    """(the covariance, shape (k, k), with rows of NaN where there is none; why there is none, by parameter)."""
    names = fit.free
    reasons = {name: why for name, why in fit.non_regular.items() if name in names}
    for name in names:
        if not math.isfinite(fit.params[name]):
            reasons.setdefault(name, "the estimate is not a finite number")
    if fit.information is None:
        reasons = {name: reasons.get(name, "no information was computed") for name in names}
    information = np.full((len(names),) * 2, np.nan) if fit.information is None else fit.information
    if fit.covariance_kind == "expected" and fit.converged:
        information, reasons = _expected(fit, information, reasons)
    inner, reasons = covariance(information, names, reasons)
    if fit.covariance_kind == "robust" and fit.source is not None and fit.converged:
        if fit.n <= len(names):
            inner = np.full_like(inner, np.nan)
            reasons |= {n: reasons.get(n, "the sandwich needs more observations than parameters") for n in names}
        inner = sandwich(inner, fit.source.score_products([fit.params[name] for name in names]))
    if not fit.fixed:
        inner.setflags(write=False)
        return inner, reasons
    order = list(fit.params)
    places = [order.index(name) for name in names]
    whole = np.full((len(order), len(order)), np.nan)
    whole[np.ix_(places, places)] = inner
    whole.setflags(write=False)
    return whole, reasons | {name: "fixed" for name in order if name in fit.fixed}


def _expected(fit: Fit, information: Array, reasons: dict[str, str]) -> tuple[Array, dict[str, str]]:
    """n I in place of J, if it can be integrated."""
    if fit.source is None:
        return information, reasons
    names, kinds = fit.free, fit.source.kinds
    # a corner at the estimate does not matter to the expected information
    reasons = {name: why for name, why in reasons.items() if kinds.get(name) not in ("quantile", "interval")}
    theta = [fit.params[name] for name in names]
    for name in fit.source.slow_ends(theta, _NEARLY):
        reasons.setdefault(name, "the expected information is too near to an infinite one to be integrated")
    try:
        return fit.n * fit.source.expected_information(theta), reasons
    except RequestError:
        return information, {
            name: reasons.get(name, "the expected information could not be integrated") for name in names
        }
