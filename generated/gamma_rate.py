"""Maximum-likelihood estimation: Gamma distribution (shape, rate).

    f(x; shape, rate) = rate**shape/gamma(shape)*x**(shape-1)*exp(-rate*x)
    support: x > 0
    shape: positive
    rate: positive

Log-likelihood:

    -rate*sum(x) + (shape - 1)*sum(log(x)) + (shape*log(rate) - loggamma(shape))*n

Estimator (reduced):

    shape = the solution of (log(shape) + log(n/sum(x)) - polygamma(0, shape))*n +
        sum(log(x)) = 0
    rate = shape*n/sum(x)

Conditions:

    A maximum exists only if the xᵢ are not all equal.

Source:

    Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions, vol. 1,
        ch. 17

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("shape", "rate")


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


def _least(values, weights):
    """The smallest value."""
    return np.min(values if weights is None else values[weights > 0])


def _greatest(values, weights):
    """The largest value."""
    return np.max(values if weights is None else values[weights > 0])


def _outward(u, lower, upper):
    """The point of (lower, upper) at a coordinate u of the line."""
    if np.isinf(lower) and np.isinf(upper):
        return u
    if np.isinf(upper):
        return lower + np.exp(u)
    if np.isinf(lower):
        return upper - np.exp(u)
    return lower + (upper - lower) / (1.0 + np.exp(-u))


def _inward(t, lower, upper):
    """The coordinate of a point of (lower, upper)."""
    if np.isinf(lower) and np.isinf(upper):
        return t
    if np.isinf(upper):
        return np.log(t - lower)
    if np.isinf(lower):
        return np.log(upper - t)
    return np.log((t - lower) / (upper - t))


def _zero(equation, near, far, lower, upper):
    """The zero between two coordinates: Brent's method, then Newton's for the last digits."""

    def value(u):
        return float(equation(_outward(u, lower, upper))[0])

    u = optimize.brentq(value, near, far, xtol=1e-13, rtol=1e-15)
    t = np.float64(_outward(u, lower, upper))
    for _ in range(2):
        height, slope = equation(t)
        change = height / slope if slope else 0.0
        if abs(change) < 1e-6 * abs(t) and lower < t - change < upper:
            t -= change
    return t


def _root(equation, lower, upper, start=None):
    """The zero of an equation in (lower, upper), nan if it keeps its sign.

    ``equation(t)`` returns its value and its slope.  Steps that grow from the start
    find two coordinates at which the signs differ.
    """
    inside = start is not None and lower < start < upper
    centre = _inward(start, lower, upper) if inside else 0.0
    with np.errstate(all="ignore"):
        first = equation(_outward(centre, lower, upper))[0]
        for side in (1.0, -1.0):
            near, step = centre, 0.5
            for _ in range(60):
                far = near + side * step
                end = equation(_outward(far, lower, upper))[0]
                if not np.isfinite(end):
                    step *= 0.25
                    if step < 1e-3:
                        break
                    continue
                if (end > 0) != (first > 0):
                    return _zero(equation, near, far, lower, upper)
                near, step = far, 2.0 * step
                if abs(near) > 650.0:
                    break
    return float("nan")


def estimate(x, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    Where no maximum exists: the limits, or nan; where none was found: nan.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    _require("x", x > 0, "must be > 0")
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_log_x = _total(np.log(x), weights)
    sum_x = _total(x, weights)
    min_x = _least(x, weights)
    max_x = _greatest(x, weights)
    # A maximum exists only if the xᵢ are not all equal.
    if not (min_x < max_x):
        return {"shape": np.inf, "rate": np.inf}

    def equation(shape):
        """The equation that gives shape, and its slope."""
        t = (np.log(shape) + np.log(n / sum_x) - special.digamma(shape)) * n
        value = t + sum_log_x
        slope = (1 / shape - trigamma(shape)) * n
        return value, slope

    shape = _root(equation, 0, np.inf)
    rate = shape * n / sum_x
    return {"shape": float(shape), "rate": float(rate)}


def nll(x, shape, rate, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < shape < np.inf:
        return np.inf
    if not 0 < rate < np.inf:
        return np.inf
    with np.errstate(all="ignore"):
        t = deviance(shape, rate * x)
        sum_h = _total(np.log(x) + t + stirling(shape) - np.log(shape), weights)
        return float(sum_h)


def gradient(x, shape, rate, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < shape < np.inf:
        return np.full(2, np.nan)
    if not 0 < rate < np.inf:
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        sum_x = _total(x, weights)
        h = n * special.digamma(shape) - n * np.log(rate) - sum_log_x
        return np.array([h, sum_x - shape * n / rate])


def hessian(x, shape, rate, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < shape < np.inf:
        return np.full((2, 2), np.nan)
    if not 0 < rate < np.inf:
        return np.full((2, 2), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        return np.array(
            [
                [n * trigamma(shape), -n / rate],
                [-n / rate, shape * n / rate**2],
            ]
        )


def log_density(x, shape, rate):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = np.log(shape) - np.log(x) - deviance(shape, rate * x) - stirling(shape)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, shape, rate):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = np.log(x) + np.log(rate) - special.digamma(shape)
        h_1 = shape / rate - x
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, shape, rate, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, shape, rate, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
