"""Maximum-likelihood estimation: Poisson regression with one covariate.

    f(y | z; intercept, slope) =
        exp(y*(intercept+slope*z)-exp(intercept+slope*z))/factorial(y)
    support: y in 0, 1, 2, ...
    intercept: real
    slope: real

Log-likelihood:

    sum(y*(z*slope + intercept)) - sum(exp(z*slope + intercept)) - sum(loggamma(y +
        1))

Estimator (reduced):

    slope = the solution of -sum(y)*sum(z*exp(z*slope))/sum(exp(z*slope)) + sum(y*z)
        = 0
    intercept = log(sum(y)/sum(exp(z*slope)))

Conditions:

    A maximum exists only if Σ yᵢ > 0.

Source:

    McCullagh, Nelder (1989), Generalized Linear Models, 2nd ed., ch. 6

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("intercept", "slope")


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


def _columns(data, names):
    """Several variables from an array of shape (n, k) or a mapping of columns."""
    if hasattr(data, "keys"):
        missing = [name for name in names if name not in data]
        if missing:
            raise ValueError(f"the data have no column {missing[0]!r}")
        return [_column(data[name], name) for name in names]
    table = np.asarray(data)
    if table.ndim != 2 or table.shape[1] != len(names):
        wanted = f"(n, {len(names)})"
        raise ValueError(f"expected an array of shape {wanted}, got {table.shape}")
    return [_column(table[:, j], name) for j, name in enumerate(names)]


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


def estimate(data, weights=None):
    """Maximum-likelihood estimates by name.

    data: array of shape (n, 2) with columns y, z, or a mapping; weights: frequencies, or None.
    Where no maximum exists: the limits, or nan; where none was found: nan.
    ValueError for data that are not numbers or lie outside the support.
    """
    y, z = _columns(data, ("y", "z"))
    weights = _frequencies(weights, len(y))
    _require("y", y == np.rint(y), "must be an integer")
    _require("y", y >= 0, "must be >= 0")
    sum_y = _total(y, weights)
    sum_h = _total(z * y, weights)
    # A maximum exists only if Σ yᵢ > 0.
    if not (sum_y > 0):
        return {"intercept": np.nan, "slope": np.nan}

    def equation(slope):
        """The equation that gives slope, and its slope."""
        t = np.exp(slope * z)
        sum_h_1 = _total(t, weights)
        sum_h_2 = _total(t * z, weights)
        sum_h_3 = _total(t * z**2, weights)
        t_1 = sum_y / sum_h_1
        value = sum_h - t_1 * sum_h_2
        slope_1 = sum_h_2**2 * sum_y / sum_h_1**2 - t_1 * sum_h_3
        return value, slope_1

    slope = _root(equation, -np.inf, np.inf)
    sum_h_4 = _total(np.exp(slope * z), weights)
    intercept = np.log(sum_y / sum_h_4)
    return {"intercept": float(intercept), "slope": float(slope)}


def nll(data, intercept, slope, weights=None):
    """-l, the negative log-likelihood, every constant included.

    data: array of shape (n, 2) with columns y, z, or a mapping; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    y, z = _columns(data, ("y", "z"))
    weights = _frequencies(weights, len(y))
    if not np.isfinite(intercept):
        return np.inf
    if not np.isfinite(slope):
        return np.inf
    with np.errstate(all="ignore"):
        t = deviance(y, np.exp(slope * z + intercept))
        sum_h = _total(stirling(y) + t, weights)
        return float(sum_h)


def gradient(data, intercept, slope, weights=None):
    """The gradient of nll, shape (k,).

    data: array of shape (n, 2) with columns y, z, or a mapping; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    y, z = _columns(data, ("y", "z"))
    weights = _frequencies(weights, len(y))
    if not np.isfinite(intercept):
        return np.full(2, np.nan)
    if not np.isfinite(slope):
        return np.full(2, np.nan)
    with np.errstate(all="ignore"):
        sum_y = _total(y, weights)
        sum_h = _total(z * y, weights)
        t = np.exp(slope * z + intercept)
        sum_h_1 = _total(t, weights)
        sum_h_2 = _total(t * z, weights)
        return np.array([sum_h_1 - sum_y, sum_h_2 - sum_h])


def hessian(data, intercept, slope, weights=None):
    """The Hessian of nll, shape (k, k).

    data: array of shape (n, 2) with columns y, z, or a mapping; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    y, z = _columns(data, ("y", "z"))
    weights = _frequencies(weights, len(y))
    if not np.isfinite(intercept):
        return np.full((2, 2), np.nan)
    if not np.isfinite(slope):
        return np.full((2, 2), np.nan)
    with np.errstate(all="ignore"):
        t = np.exp(slope * z + intercept)
        sum_h = _total(t, weights)
        sum_h_1 = _total(t * z, weights)
        sum_h_2 = _total(t * z**2, weights)
        return np.array([[sum_h, sum_h_1], [sum_h_1, sum_h_2]])


def log_density(data, intercept, slope):
    """log f of each observation, shape (n,)."""
    y, z = _columns(data, ("y", "z"))
    with np.errstate(all="ignore"):
        h = -deviance(y, np.exp(slope * z + intercept)) - stirling(y)
        return np.broadcast_to(h, y.shape).astype(float)


def scores(data, intercept, slope):
    """The gradient of log f of each observation, shape (n, k)."""
    y, z = _columns(data, ("y", "z"))
    with np.errstate(all="ignore"):
        t = np.exp(slope * z + intercept)
        h = y - t
        h_1 = z * y - t * z
        return np.column_stack(
            [
                np.broadcast_to(h, y.shape),
                np.broadcast_to(h_1, y.shape),
            ]
        )


def standard_errors(data, intercept, slope, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(data, intercept, slope, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
