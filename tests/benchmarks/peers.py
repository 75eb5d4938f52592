"""The same fit by other programs: each peer is a function of the data that gives the parameters in thetahat's terms.

A peer is listed only when its library is installed.  The negative log-likelihoods are written by hand, once, for NumPy
and for JAX.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import numpy as np
from scipy import optimize, special, stats

Fit = Callable[[Any], dict[str, float]]


@dataclass(frozen=True)
class Case:
    """A family: data of any size, the log-likelihood that judges all, and the peers."""

    name: str
    truth: Any
    frozen: Callable[..., Any]
    """Parameters by thetahat's names -> a SciPy distribution."""
    names: tuple[str, ...]
    positive: tuple[bool, ...]
    start: Callable[[Any], tuple[float, ...]]
    nll: Callable[..., Any]
    """(array module, special functions, data, parameters) -> the negative log-likelihood."""
    scipy: Callable[[Any], tuple[float, ...]] | None = None
    pick: tuple[int, ...] = ()
    """Where thetahat's parameters stand in what SciPy's fit gives."""

    def draw(self, random: np.random.Generator, n: int) -> Any:
        """A sample."""
        return np.asarray(self.truth.rvs(size=n, random_state=random), dtype=float)

    def log_likelihood(self, x: Any, params: dict[str, float]) -> float:
        """By SciPy, for everybody."""
        distribution = self.frozen(**params)
        log_density = getattr(distribution, "logpdf", None) if hasattr(distribution.dist, "pdf") else None
        return float(np.sum((log_density or distribution.logpmf)(x)))

    def outward(self, u: Any) -> dict[str, float]:
        """Parameters from coordinates without bounds."""
        values = [np.exp(v) if p else v for v, p in zip(u, self.positive, strict=True)]
        return dict(zip(self.names, map(float, values), strict=True))

    def begin(self, x: Any) -> list[float]:
        """Where a search starts."""
        return [float(np.log(v)) if p else float(v) for v, p in zip(self.start(x), self.positive, strict=True)]


def by_hand(case: Case, method: str) -> Fit:
    """scipy.optimize on the negative log-likelihood in NumPy, positive parameters on the logarithmic scale."""

    def fit(x: Any) -> dict[str, float]:
        def height(u: Any) -> float:
            return float(case.nll(np, special, x, *case.outward(u).values()))

        with np.errstate(all="ignore"):
            return case.outward(optimize.minimize(height, case.begin(x), method=method).x)

    return fit


def minuit(case: Case) -> Fit | None:
    """iminuit with the log-densities of numba_stats, where it has them."""
    if not (find_spec("iminuit") and find_spec("numba_stats")) or case.name not in (
        "normal_sd",
        "student_t",
        "poisson",
    ):
        return None
    from iminuit import Minuit
    from numba_stats import norm, poisson, t

    densities: dict[str, Callable[..., Any]] = {
        "normal_sd": norm.logpdf,
        "student_t": lambda x, nu, mu, sigma: t.logpdf(x, nu, mu, sigma),
        "poisson": poisson.logpmf,
    }
    density = densities[case.name]

    def fit(x: Any) -> dict[str, float]:
        m = Minuit(lambda u: -np.sum(density(x, *case.outward(u).values())), np.array(case.begin(x)))
        m.errordef = Minuit.LIKELIHOOD
        m.migrad()
        return case.outward(m.values)

    return fit


def jax(case: Case) -> Fit | None:
    """scipy.optimize's BFGS on value and gradient that JAX compiled (its compilation is not counted)."""
    if not find_spec("jax"):
        return None
    import jax as library
    from jax import numpy, scipy

    library.config.update("jax_enable_x64", True)

    def height(u: Any, x: Any) -> Any:
        values = [numpy.exp(u[i]) if p else u[i] for i, p in enumerate(case.positive)]
        return case.nll(numpy, scipy.special, x, *values) / x.shape[0]

    both = library.jit(library.value_and_grad(height))

    def fit(x: Any) -> dict[str, float]:
        there = numpy.asarray(x)

        def plain(u: Any) -> tuple[float, Any]:
            value, gradient = both(u, there)
            return float(value), np.asarray(gradient)

        options = {"gtol": 1e-8}
        return case.outward(optimize.minimize(plain, case.begin(x), jac=True, method="BFGS", options=options).x)

    return fit


def peers(case: Case) -> dict[str, Fit]:
    """Everything that is installed."""
    found: dict[str, Fit] = {}
    if case.scipy is not None:
        library = case.scipy
        found["scipy.stats"] = lambda x: dict(
            zip(case.names, [float(v) for v in map(library(x).__getitem__, case.pick)], strict=True)
        )
    found["minimize, L-BFGS-B"] = by_hand(case, "L-BFGS-B")
    found["minimize, Nelder-Mead"] = by_hand(case, "Nelder-Mead")
    others = {"iminuit + numba_stats": minuit(case), "JAX, BFGS": jax(case)}
    return found | {name: fit for name, fit in others.items() if fit is not None}


def _middle(x: Any) -> tuple[float, float]:
    return float(np.median(x)), float(np.std(x))


def _quartiles(x: Any) -> tuple[float, float]:
    low, middle, high = np.quantile(x, (0.25, 0.5, 0.75))
    return float(middle), float(0.74 * (high - low))


def _student(m: Any, s: Any, x: Any, nu: Any, mu: Any, sigma: Any) -> Any:
    constant = s.gammaln(0.5 * nu + 0.5) - s.gammaln(0.5 * nu) - 0.5 * m.log(m.pi * nu) - m.log(sigma)
    return 0.5 * (nu + 1) * m.sum(m.log1p(((x - mu) / sigma) ** 2 / nu)) - len(x) * constant


def _skew(m: Any, s: Any, x: Any, location: Any, scale: Any, shape: Any) -> Any:
    z = (x - location) / scale
    return m.sum(0.5 * z * z - s.log_ndtr(shape * z)) + len(x) * (m.log(scale) + 0.5 * m.log(m.pi / 2))


def _logistic(m: Any, s: Any, x: Any, mu: Any, scale: Any) -> Any:
    z = (x - mu) / scale
    return m.sum(z + 2 * m.logaddexp(0.0, -z)) + len(x) * m.log(scale)


def _gumbel(m: Any, s: Any, x: Any, mu: Any, scale: Any) -> Any:
    z = (x - mu) / scale
    return m.sum(z + m.exp(-z)) + len(x) * m.log(scale)


def _weibull(m: Any, s: Any, x: Any, shape: Any, scale: Any) -> Any:
    return m.sum((x / scale) ** shape - (shape - 1) * m.log(x)) + len(x) * (shape * m.log(scale) - m.log(shape))


def _generalised_gamma(m: Any, s: Any, x: Any, a: Any, d: Any, p: Any) -> Any:
    constant = s.gammaln(d / p) + d * m.log(a) - m.log(p)
    return m.sum((x / a) ** p - (d - 1) * m.log(x)) + len(x) * constant


def _negative_binomial(m: Any, s: Any, x: Any, size: Any, p: Any) -> Any:
    ways = s.gammaln(x + size) - s.gammaln(size) - s.gammaln(x + 1)
    return -m.sum(ways + size * m.log(p) + x * m.log1p(-p))


CASES = (
    Case(
        "normal_sd",
        stats.norm(3, 2),
        lambda mu, sigma: stats.norm(mu, sigma),
        ("mu", "sigma"),
        (False, True),
        _middle,
        lambda m, s, x, mu, sigma: 0.5 * m.sum(((x - mu) / sigma) ** 2) + len(x) * m.log(sigma * m.sqrt(2 * m.pi)),
        stats.norm.fit,
        (0, 1),
    ),
    Case(
        "gamma",
        stats.gamma(2.5, scale=3),
        lambda shape, scale: stats.gamma(shape, scale=scale),
        ("shape", "scale"),
        (True, True),
        lambda x: (1.0, float(np.mean(x))),
        lambda m, s, x, k, c: m.sum(x / c - (k - 1) * m.log(x)) + len(x) * (s.gammaln(k) + k * m.log(c)),
        lambda x: stats.gamma.fit(x, floc=0),
        (0, 2),
    ),
    Case(
        "beta",
        stats.beta(2, 3),
        lambda alpha, beta: stats.beta(alpha, beta),
        ("alpha", "beta"),
        (True, True),
        lambda x: (1.0, 1.0),
        lambda m, s, x, a, b: (
            len(x) * (s.gammaln(a) + s.gammaln(b) - s.gammaln(a + b))
            - m.sum((a - 1) * m.log(x) + (b - 1) * m.log1p(-x))
        ),
        lambda x: stats.beta.fit(x, floc=0, fscale=1),
        (0, 1),
    ),
    Case(
        "von_mises",
        stats.vonmises(2, loc=1),
        lambda mu, kappa: stats.vonmises(kappa, loc=mu),
        ("mu", "kappa"),
        (False, True),
        lambda x: (float(np.mean(x)), 1.0),
        lambda m, s, x, mu, k: len(x) * (m.log(2 * m.pi * s.i0e(k)) + k) - k * m.sum(m.cos(x - mu)),
        lambda x: stats.vonmises.fit(x, fscale=1),
        (1, 0),
    ),
    Case(
        "negative_binomial",
        stats.nbinom(4, 0.4),
        lambda size, p: stats.nbinom(size, p),
        ("size", "p"),
        (True, True),
        lambda x: (1.0, 0.3),
        _negative_binomial,
    ),
    Case(
        "inverse_gaussian",
        stats.invgauss(0.7, scale=3),
        lambda mu, shape: stats.invgauss(mu / shape, scale=shape),
        ("mu", "shape"),
        (True, True),
        lambda x: (float(np.mean(x)), 1.0),
        lambda m, s, x, mu, c: (
            m.sum(c * (x / mu - 1) ** 2 / (2 * x) + 1.5 * m.log(x)) - 0.5 * len(x) * m.log(c / (2 * m.pi))
        ),
    ),
    Case(
        "weibull",
        stats.weibull_min(1.7, scale=3),
        lambda shape, scale: stats.weibull_min(shape, scale=scale),
        ("shape", "scale"),
        (True, True),
        lambda x: (1.0, float(np.mean(x))),
        _weibull,
        lambda x: stats.weibull_min.fit(x, floc=0),
        (0, 2),
    ),
    Case(
        "gumbel",
        stats.gumbel_r(3, 2),
        lambda mu, scale: stats.gumbel_r(mu, scale),
        ("mu", "scale"),
        (False, True),
        _middle,
        _gumbel,
        stats.gumbel_r.fit,
        (0, 1),
    ),
    Case(
        "logistic",
        stats.logistic(3, 2),
        lambda mu, scale: stats.logistic(mu, scale),
        ("mu", "scale"),
        (False, True),
        _middle,
        _logistic,
        stats.logistic.fit,
        (0, 1),
    ),
    Case(
        "student_t",
        stats.t(4, 3, 2),
        lambda nu, mu, sigma: stats.t(nu, mu, sigma),
        ("nu", "mu", "sigma"),
        (True, False, True),
        lambda x: (4.0, *_quartiles(x)),
        _student,
        stats.t.fit,
        (0, 1, 2),
    ),
    Case(
        "skew_normal",
        stats.skewnorm(3, 3, 2),
        lambda location, scale, shape: stats.skewnorm(shape, location, scale),
        ("location", "scale", "shape"),
        (False, True, False),
        lambda x: (float(np.mean(x)), float(np.std(x)), 1.0),
        _skew,
        stats.skewnorm.fit,
        (1, 2, 0),
    ),
    Case(
        "generalised_gamma",
        stats.gengamma(2, 1.5, scale=3),
        lambda a, d, p: stats.gengamma(d / p, p, scale=a),
        ("a", "d", "p"),
        (True, True, True),
        lambda x: (float(np.mean(x)), 1.0, 1.0),
        _generalised_gamma,
    ),
)
