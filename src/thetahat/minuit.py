"""A fit's likelihood for iminuit: negative log-likelihood, gradient and Hessian, all exact.  iminuit is an extra."""

from __future__ import annotations

import math
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from thetahat.errors import RequestError

if TYPE_CHECKING:
    from thetahat.fit import Fit


def minuit(fit: Fit) -> Any:
    """An iminuit.Minuit that starts at the estimate, limited to the domain; errordef is that of a likelihood."""
    try:
        iminuit = import_module("iminuit")
    except ImportError as error:
        raise RequestError("this needs iminuit: pip install 'thetahat[minuit]'") from error
    if fit.likelihood is None:
        raise RequestError("the log-likelihood is not at hand")
    likelihood, names = fit.likelihood, fit.free
    start = [fit.params[name] for name in names]
    if not all(map(math.isfinite, start)):
        raise RequestError(f"there is no finite estimate to start from: {fit.outcome}")

    def nll(theta: Any) -> float:
        return -float(likelihood.value(theta))

    def gradient(theta: Any) -> Any:
        return -np.asarray(likelihood.gradient(theta))

    def hessian(theta: Any) -> Any:
        return -np.asarray(likelihood.hessian(theta))

    made = iminuit.Minuit(nll, np.array(start), grad=gradient, hessian=hessian, name=names)
    made.errordef = iminuit.Minuit.LIKELIHOOD
    for name in names:
        ends = fit.bounds.get(name)
        if ends is not None:
            made.limits[name] = ends
        deviation = fit.standard_errors[name]
        if math.isfinite(deviation):
            made.errors[name] = deviation
    return made
