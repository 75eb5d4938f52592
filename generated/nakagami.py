"""Maximum-likelihood estimation: Nakagami distribution (shape, spread).

    f(x; shape, spread) =
        2*shape**shape/(gamma(shape)*spread**shape)*x**(2*shape-1)*exp(-shape*x**2/spread)
    support: x > 0
    shape: positive
    spread: positive

Log-likelihood:

    -shape*sum(x**2)/spread + (2*shape - 1)*sum(log(x)) + (shape*log(shape) -
        shape*log(spread) - loggamma(shape) + log(2))*n

Estimator (reduced):

    spread = sum(x**2)/n
    shape = the solution of (log(shape) - log(spread) - polygamma(0, shape) + 1)*n +
        2*sum(log(x)) - sum(x**2)/spread = 0

Conditions:

    A maximum exists only if the xᵢ are not all equal.

Source:

    Nakagami (1960), The m-distribution, a general formula of intensity distribution
        of rapid fading, Statistical Methods in Radio Wave Propagation, 3-36

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("shape", "spread")


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
    sum_x_2 = _total(x**2, weights)
    min_x = _least(x, weights)
    max_x = _greatest(x, weights)
    # A maximum exists only if the xᵢ are not all equal.
    if not (min_x < max_x):
        return {"shape": np.inf, "spread": np.nan}
    spread = sum_x_2 / n

    def equation(shape):
        """The equation that gives shape, and its slope."""
        t = (np.log(shape) + 1 - np.log(spread) - special.digamma(shape)) * n
        value = t + 2 * sum_log_x - sum_x_2 / spread
        slope = (1 / shape - trigamma(shape)) * n
        return value, slope

    shape = _root(equation, 0, np.inf)
    return {"shape": float(shape), "spread": float(spread)}


def nll(x, shape, spread, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < shape < np.inf:
        return np.inf
    if not 0 < spread < np.inf:
        return np.inf
    with np.errstate(all="ignore"):
        t = deviance(shape, shape / spread * x**2)
        t_1 = -np.log(shape) - np.log(2)
        sum_h = _total(np.log(x) + t + t_1 + stirling(shape), weights)
        return float(sum_h)


def gradient(x, shape, spread, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < shape < np.inf:
        return np.full(2, np.nan)
    if not 0 < spread < np.inf:
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        sum_x_2 = _total(x**2, weights)
        t = 1 / spread
        t_1 = n * special.digamma(shape)
        t_2 = t * sum_x_2 - n - 2 * sum_log_x
        h = n * np.log(spread) + t_1 + t_2 - n * np.log(shape)
        h_1 = shape * t * n - shape * sum_x_2 / spread**2
        return np.array([h, h_1])


def hessian(x, shape, spread, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < shape < np.inf:
        return np.full((2, 2), np.nan)
    if not 0 < spread < np.inf:
        return np.full((2, 2), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_x_2 = _total(x**2, weights)
        t = 1 / spread**2
        h = n * trigamma(shape) - n / shape
        h_1 = 2 * shape * sum_x_2 / spread**3 - shape * t * n
        return np.array(
            [
                [h, n / spread - t * sum_x_2],
                [n / spread - t * sum_x_2, h_1],
            ]
        )


def log_density(x, shape, spread):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = -deviance(shape, shape / spread * x**2)
        h = t + np.log(shape) + np.log(2) - np.log(x) - stirling(shape)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, shape, spread):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / spread
        t_1 = x**2
        t_2 = 1 - np.log(spread) - special.digamma(shape)
        h = 2 * np.log(x) + t_2 + np.log(shape) - t * t_1
        h_1 = shape * t_1 / spread**2 - shape * t
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, shape, spread, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, shape, spread, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
