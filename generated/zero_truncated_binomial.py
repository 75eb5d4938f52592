"""Maximum-likelihood estimation: Zero-truncated binomial distribution with a known number of trials.

    f(x; p, trials) = binomial(trials, x)*p**x*(1-p)**(trials-x)/(1-(1-p)**trials)
    support: x in 1, 2, ..., trials
    p: 0 < p < 1
    trials: integer >= 2 (a known constant)

Log-likelihood:

    (-log(1 - (1 - p)**trials) + loggamma(trials + 1))*n + log(p)*sum(x) - log(1 -
        p)*sum(x - trials) - sum(loggamma(x + 1)) - sum(loggamma(-x + trials + 1))

Estimator (reduced):

    p = the solution of -trials*(1 - p)**trials*n/((1 - p)*(1 - (1 - p)**trials)) +
        sum(x - trials)/(1 - p) + sum(x)/p = 0

Conditions:

    A maximum exists only if Σ xᵢ > n.

Source:

    Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed., ch. 3

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("p",)


def log1m_exp(u):
    """log(1 - exp u) for u < 0, accurate at both ends."""
    u = np.asarray(u, dtype=float)
    close = u > -0.6931471805599453
    near = np.log(-np.expm1(np.where(close, u, -1.0)))
    return np.where(close, near, np.log1p(-np.exp(np.where(close, -1.0, u))))


def inverse_expm1(v):
    """1/(exp v - 1)."""
    return 1.0 / np.expm1(v)


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


def estimate(x, trials, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    _require("x", x == np.rint(x), "must be an integer")
    _require("x", x >= 1, "must be >= 1")
    _require("x", x <= trials, "must be <= trials")
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_x = _total(x, weights)
    sum_h = _total(x - trials, weights)
    # A maximum exists only if Σ xᵢ > n.
    if not (sum_x - n > 0):
        return {"p": 0}

    def equation(p):
        """The equation that gives p, and its slope."""
        t = 1 - p
        t_1 = 1 / t
        t_2 = t**trials
        t_3 = 1 - t_2
        t_4 = t_2 / t_3
        t_5 = trials * t_4
        t_6 = 1 / t**2
        t_7 = trials**2 * t_6
        value = t_1 * sum_h + sum_x / p - t_1 * t_5 * n
        t_8 = (t ** (2 * trials) * t_7 / t_3**2 + t_4 * t_7 - t_5 * t_6) * n
        slope = t_8 + t_6 * sum_h - sum_x / p**2
        return value, slope

    best = None
    for p in _roots(equation, 0, 1):
        value = nll(x, p, trials, weights)
        if best is None or value < best[0]:
            best = (value, (p,))
    chosen = [np.nan] * 1 if best is None else best[1]
    return dict(zip(PARAMETERS, map(float, chosen)))


def nll(x, p, trials, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < p < 1:
        return np.inf
    with np.errstate(all="ignore"):
        t = trials - x
        t_1 = log1m_exp(trials * np.log1p(-p))
        t_2 = deviance(t, trials * (1 - p))
        t_3 = deviance(x, p * trials)
        t_4 = t_1 + t_2 - stirling(trials)
        sum_h = _total(stirling(x) + t_3 + t_4 + stirling(t), weights)
        return float(sum_h)


def gradient(x, p, trials, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < p < 1:
        return np.full(1, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_x = _total(x, weights)
        sum_h = _total(x - trials, weights)
        t = 1 / (1 - p)
        t_1 = trials * t * n * inverse_expm1(-trials * np.log1p(-p))
        h = t_1 - t * sum_h - sum_x / p
        return np.array([h])


def hessian(x, p, trials, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < p < 1:
        return np.full((1, 1), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_x = _total(x, weights)
        sum_h = _total(x - trials, weights)
        t = 1 / (1 - p) ** 2
        t_1 = inverse_expm1(-trials * np.log1p(-p))
        t_2 = -(trials**2) * (t_1 + 1) * t * t_1 * n
        h = trials * t * t_1 * n + t_2 + sum_x / p**2 - t * sum_h
        return np.array([[h]])


def log_density(x, p, trials):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = trials - x
        t_1 = -log1m_exp(trials * np.log1p(-p))
        t_2 = -deviance(t, trials * (1 - p))
        t_3 = -deviance(x, p * trials) - stirling(x) - stirling(t)
        h = t_1 + t_2 + t_3 + stirling(trials)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, p, trials):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / (1 - p)
        t_1 = -trials * t * inverse_expm1(-trials * np.log1p(-p))
        h = t * (x - trials) + x / p + t_1
        return np.column_stack([np.broadcast_to(h, x.shape)])


def standard_errors(x, p, trials, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, p, trials, weights)
    errors = np.full(1, np.nan)
    regular = [0]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
