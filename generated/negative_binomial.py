"""Maximum-likelihood estimation: Negative binomial distribution (size, probability).

    f(x; size, p) = gamma(x+size)/(gamma(size)*factorial(x))*p**size*(1-p)**x
    support: x in 0, 1, 2, ...
    size: positive
    p: 0 < p < 1

Log-likelihood:

    (size*log(p) - loggamma(size))*n + log(1 - p)*sum(x) - sum(loggamma(x + 1)) +
        sum(loggamma(x + size))

Estimator (reduced):

    size = the solution of (log(size*n/(size*n + sum(x))) - polygamma(0, size))*n +
        sum(polygamma(0, x + size)) = 0
    p = size*n/(size*n + sum(x))

Conditions:

    A maximum exists only if Σ xᵢ > 0.

Source:

    Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed., ch. 5
    Aragon, Eberly, Eberly (1992), Existence and uniqueness of the maximum
        likelihood estimator for the two-parameter negative binomial distribution,
        Statist. Probab. Lett. 15, 375-379
    Levin, Reeds (1977), Compound multinomial likelihood functions are unimodal:
        proof of a conjecture of I. J. Good, Ann. Statist. 5, 79-87

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("size", "p")


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
    far = y * np.log(some / m) + m - y
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


def _roots(equation, lower, upper, start=None):
    """Every zero of an equation in (lower, upper) that a grid separates."""
    centre = 1.0 if start is None else float(start)
    if np.isinf(lower) and np.isinf(upper):
        grid = centre + np.linspace(-12.0, 12.0, 97)
    elif np.isinf(upper):
        grid = lower + abs(centre - lower) * np.exp(np.linspace(-12.0, 12.0, 97))
    elif np.isinf(lower):
        grid = upper - abs(upper - centre) * np.exp(np.linspace(12.0, -12.0, 97))
    else:
        grid = lower + (upper - lower) / (1.0 + np.exp(np.linspace(12.0, -12.0, 97)))
    with np.errstate(all="ignore"):
        values = np.array([equation(t)[0] for t in grid], dtype=float)
        found = [float(t) for t in grid[values == 0]]
        for i in np.flatnonzero(values[:-1] * values[1:] < 0):
            a, b = grid[i], grid[i + 1]
            if np.isfinite(values[i]) and np.isfinite(values[i + 1]):
                tolerance = 1e-15 * max(abs(a), abs(b))
                t = optimize.brentq(lambda s: equation(s)[0], a, b, xtol=tolerance)
                found.append(float(t))
    return found


def estimate(x, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    _require("x", x == np.rint(x), "must be an integer")
    _require("x", x >= 0, "must be >= 0")
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_x = _total(x, weights)
    # A maximum exists only if Σ xᵢ > 0.
    if not (sum_x > 0):
        return {"size": np.nan, "p": 1}

    def equation(size):
        """The equation that gives size, and its slope."""
        t = x + size
        sum_h = _total(special.digamma(t), weights)
        sum_h_1 = _total(trigamma(t), weights)
        t_1 = size * n
        t_2 = t_1 + sum_x
        t_3 = 1 / t_2
        value = (np.log(t_1 * t_3) - special.digamma(size)) * n + sum_h
        t_4 = (t_3 * n - size * n**2 / t_2**2) * t_2 / (size * n) - trigamma(size)
        slope = t_4 * n + sum_h_1
        return value, slope

    best = None
    for size in _roots(equation, 0, np.inf):
        p = size * n / (size * n + sum_x)
        value = nll(x, size, p, weights)
        if best is None or value < best[0]:
            best = (value, (size, p))
    chosen = [np.nan] * 2 if best is None else best[1]
    return dict(zip(PARAMETERS, map(float, chosen)))


def nll(x, size, p, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < size < np.inf:
        return np.inf
    if not 0 < p < 1:
        return np.inf
    with np.errstate(all="ignore"):
        t = x + size
        t_1 = -deviance(x, (1 - p) * t)
        t_2 = -deviance(size, p * t)
        t_3 = -stirling(x) - np.log(t) - stirling(size)
        sum_h = _total(t_1 + t_2 + t_3 + np.log(size) + stirling(t), weights)
        return float(-sum_h)


def gradient(x, size, p, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < size < np.inf:
        return np.full(2, np.nan)
    if not 0 < p < 1:
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_x = _total(x, weights)
        sum_h = _total(1 / (x + size), weights)
        sum_h_1 = _total(polygamma_rising(0, size, x + 1), weights)
        h = sum_h - n * np.log(p) - sum_h_1
        return np.array([h, sum_x / (1 - p) - size * n / p])


def hessian(x, size, p, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < size < np.inf:
        return np.full((2, 2), np.nan)
    if not 0 < p < 1:
        return np.full((2, 2), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_x = _total(x, weights)
        sum_h = _total(1 / (x + size) ** 2, weights)
        sum_h_1 = _total(polygamma_rising(1, size, x + 1), weights)
        h = size * n / p**2 + sum_x / (1 - p) ** 2
        return np.array([[-sum_h - sum_h_1, -n / p], [-n / p, h]])


def log_density(x, size, p):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = x + size
        t_1 = -deviance(x, (1 - p) * t)
        t_2 = -stirling(x) - deviance(size, p * t) - stirling(size)
        h = t_1 + t_2 + np.log(size) + stirling(t) - np.log(t)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, size, p):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = polygamma_rising(0, size, x + 1) + np.log(p) - 1 / (x + size)
        h_1 = size / p - x / (1 - p)
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, size, p, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, size, p, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
