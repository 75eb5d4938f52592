"""Maximum-likelihood estimation: Hypergeometric distribution, population unknown.

    f(x; population, marked, drawn) = binomial(marked, x)*binomial(population-
        marked, drawn-x)/binomial(population, drawn)
    support: x in 0, 1, 2, ..., drawn
    population: integer, population >= marked + drawn
    marked: integer >= 1 (a known constant)
    drawn: integer >= 1 (a known constant)

Log-likelihood:

    (loggamma(drawn + 1) + loggamma(marked + 1) - loggamma(population + 1) +
        loggamma(-drawn + population + 1) + loggamma(-marked + population + 1))*n -
        sum(loggamma(x + 1)) - sum(loggamma(-x + drawn + 1)) - sum(loggamma(-x +
        marked + 1)) - sum(loggamma(x - drawn - marked + population + 1))

Estimator (boundary):

    population = the integer that maximises (loggamma(drawn + 1) + loggamma(marked +
        1) - loggamma(population + 1) + loggamma(-drawn + population + 1) +
        loggamma(-marked + population + 1))*n - sum(loggamma(x + 1)) -
        sum(loggamma(-x + drawn + 1)) - sum(loggamma(-x + marked + 1)) -
        sum(loggamma(x - drawn - marked + population + 1))

Source:

    Chapman (1951), Some properties of the hypergeometric distribution with
        applications to zoological sample censuses, Univ. Calif. Publ. Statist. 1,
        131-160
    Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed., ch. 6

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import special

PARAMETERS = ("population",)


def trigamma(x):
    """psi'(x) = sum over k >= 0 of 1/(x + k)^2."""
    # far below zero SciPy adds as many terms as x has units
    return special.zeta(2.0, np.where(np.asarray(x) < -1e3, np.nan, x))


def log_rising(a, d):
    """log Gamma(a + d) - log Gamma(a) for a, a + d > 0.

    By Stirling's series where both terms are large and their difference would cancel.
    Source: NIST DLMF 5.11.1.
    """
    a, d = np.asarray(a, dtype=float), np.asarray(d, dtype=float)
    b = a + d
    large = np.minimum(a, b) >= 16.0
    u, v = np.where(large, a, 16.0), np.where(large, b, 16.0)
    e = np.where(large, d, 0.0)

    def tail(z):
        w = 1.0 / (z * z)
        return (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z

    series = (u - 0.5) * np.log1p(e / u) + e * np.log(v) - e + (tail(v) - tail(u))
    return np.where(large, series, special.gammaln(b) - special.gammaln(a))


def betaln(a, b):
    """log B(a, b) for a, b > 0, without cancellation where one or both are large.

    By Stirling's series for log Gamma.  Source: NIST DLMF 5.11.1.
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    small, large = np.minimum(a, b), np.maximum(a, b)
    far = small >= 16.0
    u, v = np.where(far, small, 16.0), np.where(far, large, 16.0)

    def tail(z):
        w = 1.0 / (z * z)
        return (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z

    h = u / v
    series = 0.9189385332046727 - 0.5 * np.log(v) + tail(u) + tail(v) - tail(u + v)
    series = series + (u - 0.5) * np.log(h / (1.0 + h)) - v * np.log1p(h)
    near = np.where(far, 1.0, small)
    return np.where(far, series, special.gammaln(near) - log_rising(large, near))


def _column(values, name):
    """One variable as a one-dimensional float array; ValueError if it is none."""
    column = np.asarray(values)
    if column.dtype.kind not in "fiub":
        raise ValueError(f"{name}: expected real numbers, got {column.dtype}")
    if column.ndim != 1:
        raise ValueError(f"{name}: expected one dimension, got shape {column.shape}")
    if column.size == 0:
        raise ValueError(f"{name}: the data are empty")
    column = column.astype(float)
    bad = np.sum(~np.isfinite(column))
    if bad:
        raise ValueError(f"{name}: {bad} values are not finite")
    return column


def _frequencies(weights, rows):
    """Weights, one for each row, as a float array, or None."""
    if weights is None:
        return None
    weights = _column(weights, "weights")
    if weights.size != rows:
        raise ValueError(f"there are {weights.size} weights for {rows} observations")
    if np.any(weights < 0) or not np.any(weights > 0):
        raise ValueError("weights are frequencies: 0 or more, and not all 0")
    return weights


def _require(name, valid, rule):
    """ValueError if observations break a rule of the support."""
    if not np.all(valid):
        told = f"{np.sum(~valid)} of {np.size(valid)} observations"
        raise ValueError(f"{told} are outside the support: {name} {rule}")


def _total(values, weights):
    """The sum over the observations."""
    return np.sum(values if weights is None else weights * values)


def _integer(objective, lower, upper):
    """The integer in lower..upper with the greatest objective, inf if it never falls."""
    low, best, falls, n, step = int(np.ceil(lower)), -np.inf, 0, int(np.ceil(lower)), 1
    tried = {}
    while n <= upper and falls < 3:
        if step > 2**44:
            return float("inf")
        tried[n] = objective(float(n))
        falls = falls + 1 if tried[n] < best else 0
        best = max(best, tried[n])
        n, step = n + step, 2 * step
    if np.isfinite(upper):
        tried[int(upper)] = objective(float(int(upper)))
    points = sorted(tried)
    i = max(range(len(points)), key=lambda j: tried[points[j]])
    left, right = points[max(i - 1, 0)], points[min(i + 1, len(points) - 1)]
    while right - left > 3:
        third = (right - left) // 3
        a, b = left + third, right - third
        rising = objective(float(a)) < objective(float(b))
        left, right = (a, right) if rising else (left, b)
    near = range(max(left - 1, low), right + 1)
    return float(max(near, key=lambda m: (objective(float(m)), -m)))


def estimate(x, marked, drawn, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    _require("x", x == np.rint(x), "must be an integer")
    _require("x", x >= 0, "must be >= 0")
    _require("x", x <= drawn, "must be <= drawn")
    n = np.float64(len(x) if weights is None else np.sum(weights))
    t = 1 - x
    sum_h = _total(special.gammaln(x + 1), weights)
    sum_h_1 = _total(special.gammaln(t + drawn), weights)
    sum_h_2 = _total(special.gammaln(t + marked), weights)

    def objective(population):
        """The log-likelihood as a function of population."""
        sum_h_3 = _total(special.gammaln(x + population + 1 - drawn - marked), weights)
        t_1 = special.gammaln(population + 1 - marked)
        t_2 = special.gammaln(population + 1 - drawn)
        t_3 = -special.gammaln(population + 1)
        t_4 = special.gammaln(marked + 1)
        t_5 = (t_1 + t_2 + t_3 + t_4 + special.gammaln(drawn + 1)) * n
        return t_5 - sum_h - sum_h_1 - sum_h_2 - sum_h_3

    population = _integer(objective, drawn + marked, np.inf)
    return {"population": float(population)}


def nll(x, population, marked, drawn, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not drawn + marked <= population < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = 1 - x
        sum_h = _total(betaln(t + drawn, x + 1), weights)
        sum_h_1 = _total(log_rising(t + marked, x), weights)
        sum_h_2 = _total(special.gammaln(x + population + 1 - drawn - marked), weights)
        t_1 = population + 1
        t_2 = -n * special.gammaln(t_1 - marked)
        t_3 = -n * special.gammaln(t_1 - drawn)
        t_4 = n * special.gammaln(t_1)
        t_5 = n * np.log(drawn + 1)
        return float(t_2 + t_3 + t_4 + t_5 + sum_h + sum_h_2 - sum_h_1)


def gradient(x, population, marked, drawn, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not drawn + marked <= population < np.inf:
        return np.full(1, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_h = _total(special.digamma(x + population + 1 - drawn - marked), weights)
        t = population + 1
        t_1 = -n * special.digamma(t - marked)
        h = n * special.digamma(t) + t_1 + sum_h - n * special.digamma(t - drawn)
        return np.array([h])


def hessian(x, population, marked, drawn, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not drawn + marked <= population < np.inf:
        return np.full((1, 1), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_h = _total(trigamma(x + population + 1 - drawn - marked), weights)
        t = population + 1
        h = n * trigamma(t) + sum_h - n * trigamma(t - drawn) - n * trigamma(t - marked)
        return np.array([[h]])


def log_density(x, population, marked, drawn):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = -x
        t_1 = -drawn
        t_2 = population + 1
        t_3 = -marked
        t_4 = drawn + 1
        t_5 = x + 1
        t_6 = -special.gammaln(t_1 + t_3 + t_5 + population)
        t_7 = log_rising(t + marked + 1, x)
        t_8 = special.gammaln(t_1 + t_2)
        t_9 = special.gammaln(t_2 + t_3)
        t_10 = -np.log(t_4) - betaln(t + t_4, t_5) - special.gammaln(t_2)
        h = t_6 + t_7 + t_8 + t_9 + t_10
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, population, marked, drawn):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = population + 1
        t_1 = t - drawn
        t_2 = -marked
        t_3 = -special.digamma(x + t_1 + t_2)
        h = t_3 + special.digamma(t_1) + special.digamma(t + t_2) - special.digamma(t)
        return np.column_stack([np.broadcast_to(h, x.shape)])


def standard_errors(x, population, marked, drawn, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, population, marked, drawn, weights)
    errors = np.full(1, np.nan)
    regular = []
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
