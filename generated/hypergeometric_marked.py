"""Maximum-likelihood estimation: Hypergeometric distribution, number of marked ones unknown.

    f(x; marked, population, drawn) = binomial(marked, x)*binomial(population-
        marked, drawn-x)/binomial(population, drawn)
    support: x in 0, 1, 2, ..., drawn
    marked: integer, 0 <= marked <= population
    population: integer >= 1 (a known constant)
    drawn: integer, 1 <= drawn <= population (a known constant)

Log-likelihood:

    (loggamma(drawn + 1) + loggamma(marked + 1) - loggamma(population + 1) +
        loggamma(-drawn + population + 1) + loggamma(-marked + population + 1))*n -
        sum(loggamma(x + 1)) - sum(loggamma(-x + drawn + 1)) - sum(loggamma(-x +
        marked + 1)) - sum(loggamma(x - drawn - marked + population + 1))

Estimator (boundary):

    marked = the integer that maximises (loggamma(drawn + 1) + loggamma(marked + 1)
        - loggamma(population + 1) + loggamma(-drawn + population + 1) +
        loggamma(-marked + population + 1))*n - sum(loggamma(x + 1)) -
        sum(loggamma(-x + drawn + 1)) - sum(loggamma(-x + marked + 1)) -
        sum(loggamma(x - drawn - marked + population + 1))

Source:

    Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed., ch. 6

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import special

PARAMETERS = ("marked",)


def trigamma(x):
    """psi'(x) = sum over k >= 0 of 1/(x + k)^2."""
    # far below zero SciPy adds as many terms as x has units
    return special.zeta(2.0, np.where(np.asarray(x) < -1e3, np.nan, x))


def log_ratio(d):
    """log(1 + d) - d for d > -1, without cancellation near 0."""
    d = np.asarray(d, dtype=float)
    # With r = d/(2 + d): log(1 + d) = 2 atanh r, and 2 r - d = -r d.
    small = np.abs(d) < 0.5
    e = np.where(small, d, 0.0)
    r = e / (2.0 + e)
    s = r * r
    odd = 1.0 / 31.0
    for k in (29, 27, 25, 23, 21, 19, 17, 15, 13, 11, 9, 7, 5, 3):
        odd = 1.0 / k + s * odd
    return np.where(small, -r * e + 2.0 * r * s * odd, np.log1p(d) - d)


def stirling(y):
    """log Gamma(y + 1) - y log y + y for y >= 0.  Source: NIST DLMF 5.11.1."""
    y = np.asarray(y, dtype=float)
    large, none = y >= 16.0, y == 0.0
    z, s = np.where(large, y, 16.0), np.where(large | none, 1.0, y)
    w = 1.0 / (z * z)
    tail = (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
    small = np.where(none, 0.0, special.gammaln(s + 1.0) - s * np.log(s) + s)
    return np.where(large, 0.9189385332046727 + 0.5 * np.log(z) + tail, small)


def deviance(y, m):
    """y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m."""
    y, m = np.asarray(y, dtype=float), np.asarray(m, dtype=float)
    none = y == 0.0
    some = np.where(none, 1.0, y)
    d = np.where(none, 1.0, (m - y) / some)
    near = np.abs(d) < 0.5
    far = np.where(none, m, y * np.log(some / m) + m - y)
    return np.where(near, -y * log_ratio(np.where(near, d, 0.0)), far)


def polygamma_rising(m, a, d):
    """psi_m(a + d) - psi_m(a) for a > 0, a + d > 0.

    Source: NIST DLMF 5.11.2 and its derivative.
    """
    a, d = np.asarray(a, dtype=float), np.asarray(d, dtype=float)
    b = a + d
    a, b = np.where(a > 0, a, np.nan), np.where(b > 0, b, np.nan)
    if m >= 2:
        return special.polygamma(m, b) - special.polygamma(m, a)
    large = np.minimum(a, b) >= 20.0
    u, v = np.where(large, a, 20.0), np.where(large, b, 20.0)
    e = np.where(large, d, 0.0)
    if m == 0:

        def rest(z):
            w = 1.0 / (z * z)
            return -0.5 / z - w * (1 / 12 - w * (1 / 120 - w * (1 / 252 - w / 240)))

        series = np.log1p(e / u) + (rest(v) - rest(u))
        return np.where(large, series, special.digamma(b) - special.digamma(a))

    def remainder(z):
        w = 1.0 / (z * z)
        return w * (0.5 + (1 / 6 - w * (1 / 30 - w * (1 / 42 - w / 30))) / z)

    series = -e / (u * v) + (remainder(v) - remainder(u))
    return np.where(large, series, special.zeta(2.0, b) - special.zeta(2.0, a))


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

    def height(m):
        value = float(objective(float(m)))
        return value if value > -np.inf else -np.inf

    low, best, falls, n, step = int(np.ceil(lower)), -np.inf, 0, int(np.ceil(lower)), 1
    tried = {}
    while n <= upper and falls < 3:
        if step > 2**44:
            return float("inf")
        tried[n] = height(n)
        falls = falls + 1 if tried[n] < best else 0
        best = max(best, tried[n])
        n, step = n + step, 2 * step
    if np.isfinite(upper):
        tried[int(upper)] = height(int(upper))
    points = sorted(tried)
    i = max(range(len(points)), key=lambda j: tried[points[j]])
    left, right = points[max(i - 1, 0)], points[min(i + 1, len(points) - 1)]
    while right - left > 3:
        third = (right - left) // 3
        a, b = left + third, right - third
        left, right = (a, right) if height(a) < height(b) else (left, b)
    near = range(max(left - 1, low), right + 1)
    return float(max(near, key=lambda m: (height(m), -m)))


def estimate(x, population, drawn, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    Where no maximum exists: the limits, or nan; where none was found: nan.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    _require("x", x == np.rint(x), "must be an integer")
    _require("x", x >= 0, "must be >= 0")
    _require("x", x <= drawn, "must be <= drawn")
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_h = _total(special.gammaln(x + 1), weights)
    sum_h_1 = _total(special.gammaln(drawn - x + 1), weights)

    def objective(marked):
        """The log-likelihood as a function of marked."""
        sum_h_2 = _total(special.gammaln(marked + 1 - x), weights)
        sum_h_3 = _total(special.gammaln(x + population - drawn + 1 - marked), weights)
        t = special.gammaln(population + 1 - marked)
        t_1 = special.gammaln(population - drawn + 1)
        t_2 = -special.gammaln(population + 1)
        t_3 = t + t_1 + t_2 + special.gammaln(drawn + 1) + special.gammaln(marked + 1)
        return t_3 * n - sum_h - sum_h_2 - sum_h_1 - sum_h_3

    marked = _integer(objective, 0, population)
    return {"marked": float(marked)}


def nll(x, marked, population, drawn, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 <= marked <= population:
        return np.inf
    with np.errstate(all="ignore"):
        t = -population
        t_1 = -t - marked
        t_2 = -t - drawn
        t_3 = x - marked
        t_4 = -t_3
        t_5 = 1 / population
        t_6 = t_2 * t_5
        t_7 = -drawn
        t_8 = -x - t_7
        t_9 = drawn * t_5
        t_10 = t_3 + t_7 + population
        t_11 = deviance(t_4, marked * t_6)
        t_12 = deviance(t_10, t_1 * t_6)
        t_13 = deviance(x, marked * t_9)
        t_14 = deviance(t_8, t_1 * t_9)
        t_15 = stirling(population)
        t_17 = -stirling(t_1) - stirling(drawn) - stirling(marked)
        t_16 = t_11 + t_12 + t_17 - stirling(t_2)
        t_18 = t_13 + t_14 + t_15 + t_16
        t_19 = t_18 + stirling(t_10)
        sum_h = _total(stirling(x) + t_19 + stirling(t_4) + stirling(t_8), weights)
        return float(sum_h)


def gradient(x, marked, population, drawn, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 <= marked <= population:
        return np.full(1, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x + 1
        sum_h = _total(polygamma_rising(0, marked + 1 - x, t), weights)
        sum_h_1 = _total(special.digamma(population - drawn + t - marked), weights)
        t_1 = n * special.digamma(population + 1 - marked)
        h = n / (marked + 1) + t_1 - sum_h - sum_h_1
        return np.array([h])


def hessian(x, marked, population, drawn, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 <= marked <= population:
        return np.full((1, 1), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x + 1
        sum_h = _total(trigamma(population - drawn + t - marked), weights)
        sum_h_1 = _total(polygamma_rising(1, marked + 1 - x, t), weights)
        t_1 = -n * trigamma(population + 1 - marked)
        h = t_1 + sum_h - n / (marked + 1) ** 2 - sum_h_1
        return np.array([[h]])


def log_density(x, marked, population, drawn):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = -population
        t_1 = -t - marked
        t_2 = -t - drawn
        t_3 = x - marked
        t_4 = -t_3
        t_5 = 1 / population
        t_6 = t_2 * t_5
        t_7 = -drawn
        t_8 = -x - t_7
        t_9 = drawn * t_5
        t_10 = t_3 + t_7 + population
        t_11 = -deviance(t_4, marked * t_6)
        t_12 = -deviance(t_10, t_1 * t_6)
        t_13 = -deviance(x, marked * t_9)
        t_14 = -deviance(t_8, t_1 * t_9)
        t_16 = -stirling(t_10) - stirling(t_4) - stirling(population)
        t_15 = t_11 + t_16 - stirling(x) - stirling(t_8)
        t_17 = t_12 + t_13 + t_14 + t_15
        h = t_17 + stirling(t_1) + stirling(t_2) + stirling(drawn) + stirling(marked)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, marked, population, drawn):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = marked + 1
        t_1 = population - marked
        t_2 = x + 1
        t_3 = special.digamma(t_1 + t_2 - drawn)
        h = polygamma_rising(0, t - x, t_2) + t_3 - special.digamma(t_1 + 1) - 1 / t
        return np.column_stack([np.broadcast_to(h, x.shape)])


def standard_errors(x, marked, population, drawn, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, marked, population, drawn, weights)
    errors = np.full(1, np.nan)
    regular = []
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
