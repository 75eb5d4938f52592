"""The same fit by other programs: each peer is a function of the data that gives the parameters in thetahat's terms.

A peer is listed only when its library is installed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import numpy as np
from scipy import optimize, stats

Fit = Callable[[Any], dict[str, float]]


@dataclass(frozen=True)
class Case:
    """A family: data of any size, the log-likelihood that judges all, and the peers."""

    name: str
    draw: Callable[[np.random.Generator, int], Any]
    frozen: Callable[..., Any]
    """Parameters by thetahat's names -> a SciPy distribution."""
    names: tuple[str, ...]
    positive: tuple[bool, ...]
    scipy: Fit | None
    start: Callable[[Any], tuple[float, ...]]

    def log_likelihood(self, x: Any, params: dict[str, float]) -> float:
        """By SciPy, for everybody."""
        distribution = self.frozen(**params)
        log_density = getattr(distribution, "logpdf", None) if hasattr(distribution.dist, "pdf") else None
        return float(np.sum((log_density or distribution.logpmf)(x)))


def by_hand(case: Case, method: str) -> Fit:
    """scipy.optimize on a negative log-likelihood as people write it, positive parameters on the logarithmic scale."""

    def fit(x: Any) -> dict[str, float]:
        def outward(u: Any) -> dict[str, float]:
            values = [np.exp(v) if p else v for v, p in zip(u, case.positive, strict=True)]
            return dict(zip(case.names, map(float, values), strict=True))

        start = [np.log(v) if p else v for v, p in zip(case.start(x), case.positive, strict=True)]
        with np.errstate(all="ignore"):
            found = optimize.minimize(lambda u: -case.log_likelihood(x, outward(u)), start, method=method)
        return outward(found.x)

    return fit


def minuit(case: Case) -> Fit | None:
    """iminuit with the log-densities of numba_stats."""
    if not (find_spec("iminuit") and find_spec("numba_stats")) or case.name not in ("normal",):
        return None
    from iminuit import Minuit
    from numba_stats import norm

    def fit(x: Any) -> dict[str, float]:
        m = Minuit(lambda mu, sigma: -np.sum(norm.logpdf(x, mu, sigma)), *case.start(x))
        m.errordef, m.limits["sigma"] = Minuit.LIKELIHOOD, (1e-12, None)
        m.migrad()
        return dict(zip(case.names, m.values, strict=True))

    return fit


def peers(case: Case) -> dict[str, Fit]:
    """Everything that is installed."""
    found: dict[str, Fit] = {}
    if case.scipy is not None:
        found["scipy.stats"] = case.scipy
    found["minimize, L-BFGS-B"] = by_hand(case, "L-BFGS-B")
    found["minimize, Nelder-Mead"] = by_hand(case, "Nelder-Mead")
    other = minuit(case)
    if other is not None:
        found["iminuit + numba_stats"] = other
    return found


def _named(names: tuple[str, ...], pick: tuple[int, ...], fit: Callable[[Any], tuple[float, ...]]) -> Fit:
    return lambda x: {name: float(fit(x)[i]) for name, i in zip(names, pick, strict=True)}


def _case(
    name: str,
    truth: Any,
    frozen: Callable[..., Any],
    names: str,
    positive: str,
    scipy: Callable[[Any], tuple[float, ...]] | None,
    pick: tuple[int, ...],
    start: Callable[[Any], tuple[float, ...]],
) -> Case:
    parameters = tuple(names.split())
    return Case(
        name,
        lambda random, n: np.asarray(truth.rvs(size=n, random_state=random), dtype=float),
        frozen,
        parameters,
        tuple(c == "+" for c in positive),
        None if scipy is None else _named(parameters, pick, scipy),
        start,
    )


CASES = (
    _case(
        "normal_sd",
        stats.norm(3, 2),
        lambda mu, sigma: stats.norm(mu, sigma),
        "mu sigma",
        "r+",
        stats.norm.fit,
        (0, 1),
        lambda x: (float(np.median(x)), float(np.std(x))),
    ),
    _case(
        "gamma",
        stats.gamma(2.5, scale=3),
        lambda shape, scale: stats.gamma(shape, scale=scale),
        "shape scale",
        "++",
        lambda x: stats.gamma.fit(x, floc=0),
        (0, 2),
        lambda x: (1.0, float(np.mean(x))),
    ),
    _case(
        "beta",
        stats.beta(2, 3),
        lambda alpha, beta: stats.beta(alpha, beta),
        "alpha beta",
        "++",
        lambda x: stats.beta.fit(x, floc=0, fscale=1),
        (0, 1),
        lambda x: (1.0, 1.0),
    ),
    _case(
        "weibull",
        stats.weibull_min(1.7, scale=3),
        lambda shape, scale: stats.weibull_min(shape, scale=scale),
        "shape scale",
        "++",
        lambda x: stats.weibull_min.fit(x, floc=0),
        (0, 2),
        lambda x: (1.0, float(np.mean(x))),
    ),
    _case(
        "gumbel",
        stats.gumbel_r(3, 2),
        lambda mu, scale: stats.gumbel_r(mu, scale),
        "mu scale",
        "r+",
        stats.gumbel_r.fit,
        (0, 1),
        lambda x: (float(np.median(x)), float(np.std(x))),
    ),
    _case(
        "logistic",
        stats.logistic(3, 2),
        lambda mu, scale: stats.logistic(mu, scale),
        "mu scale",
        "r+",
        stats.logistic.fit,
        (0, 1),
        lambda x: (float(np.median(x)), float(np.std(x))),
    ),
    _case(
        "inverse_gaussian",
        stats.invgauss(0.7, scale=3),
        lambda mu, shape: stats.invgauss(mu / shape, scale=shape),
        "mu shape",
        "++",
        None,
        (),
        lambda x: (float(np.mean(x)), 1.0),
    ),
    _case(
        "poisson",
        stats.poisson(4),
        lambda rate: stats.poisson(rate),
        "rate",
        "+",
        None,
        (),
        lambda x: (1.0,),
    ),
)
