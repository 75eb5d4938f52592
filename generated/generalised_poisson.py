"""Maximum-likelihood estimation: Generalised Poisson distribution.

    f(x; theta, kappa) = theta*(theta+kappa*x)**(x-1)*exp(-theta-
        kappa*x)/factorial(x)
    support: x in 0, 1, 2, ...
    theta: positive
    kappa: 0 < kappa < 1

Log-likelihood:

    -kappa*sum(x) + (-theta + log(theta))*n + sum((x - 1)*log(x*kappa + theta)) -
        sum(loggamma(x + 1))

Estimator (reduced):

    theta = the solution of -theta**2*n*sum(1/(x + theta/(-theta*n/sum(x) +
        1)))/(-theta**3*n**3/sum(x)**2 + 3*theta**2*n**2/sum(x) - 3*theta*n +
        sum(x)) - theta*(theta - 1)*n**2*sum(x)/(-theta*n + sum(x))**2 +
        theta*(theta + 1)*sum(x)**3*sum(1/(x + theta/(-theta*n/sum(x) +
        1)))/(-theta*n + sum(x))**3 - n*sum(x)**2/(theta**2*n**2 - 2*theta*n*sum(x)
        + sum(x)**2) = 0
    kappa = -theta*n/sum(x) + 1

Conditions:

    A maximum exists only if the xᵢ are not all equal.
    A maximum exists only if Σ xᵢ > nθ.
    A maximum exists only if Σ xᵢ > 0.

Source:

    Consul, Jain (1973), A generalization of the Poisson distribution, Technometrics
        15, 791-799
    Consul, Shoukri (1984), Maximum likelihood estimation for the generalized
        Poisson distribution, Comm. Statist. Theory Methods 13, 1533-1547

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("theta", "kappa")


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


def _least(values, weights):
    """The smallest value."""
    return np.min(values if weights is None else values[weights > 0])


def _greatest(values, weights):
    """The largest value."""
    return np.max(values if weights is None else values[weights > 0])


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
    min_x = _least(x, weights)
    max_x = _greatest(x, weights)
    # A maximum exists only if the xᵢ are not all equal.
    if not (min_x < max_x):
        return {"theta": 0, "kappa": 1}
    # A maximum exists only if Σ xᵢ > 0.
    if not (sum_x > 0):
        return {"theta": np.nan, "kappa": np.nan}

    def equation(theta):
        """The equation that gives theta, and its slope."""
        t = x + theta / (1 - theta * n / sum_x)
        sum_h = _total(1 / t, weights)
        sum_h_1 = _total(1 / t**2, weights)
        t_1 = sum_x**2
        t_2 = theta**2
        t_3 = n**2
        t_4 = theta * n
        t_5 = 2 * sum_x
        t_6 = t_1 + t_2 * t_3 - t_4 * t_5
        t_7 = t_1 * n
        t_8 = -sum_x
        t_9 = n**3
        t_10 = 1 / sum_x
        t_11 = t_2 * n / (3 * t_2 * t_3 * t_10 - 3 * t_4 - t_8 - theta**3 * t_9 / t_1)
        t_12 = theta - 1
        t_13 = -t_4 - t_8
        t_14 = t_3 * sum_x / t_13**2
        t_15 = 1 / t_13**3
        t_16 = sum_x**3
        t_17 = theta + 1
        t_18 = 2 * theta
        t_19 = t_4 * t_10
        t_20 = 1 - t_19
        t_21 = -t_19 / t_20**2 - 1 / t_20
        t_22 = 1 / t_13**4
        t_23 = theta * t_15 * t_16 * t_17 * sum_h
        value = t_23 - t_11 * sum_h - theta * t_12 * t_14 - t_7 / t_6
        t_24 = -(2 * sum_x * n - t_18 * t_3) * t_7 / t_6**2
        t_25 = theta * t_15 * t_16 * t_17 * t_21 * sum_h_1
        t_26 = 3 * theta * t_16 * t_17 * t_22 * sum_h * n
        t_27 = -(t_4 + t_5) * t_1 * t_22 * t_4 * sum_h
        t_28 = -t_12 * t_15 * t_18 * t_9 * sum_x
        t_29 = (t_18 + 1) * t_15 * t_16 * sum_h
        t_30 = t_24 + t_25 - t_11 * t_21 * sum_h_1 - (t_18 - 1) * t_14
        slope = t_26 + t_27 + t_28 + t_29 + t_30
        return value, slope

    best = None
    for theta in _roots(equation, 0, sum_x / n):
        kappa = 1 - theta * n / sum_x
        value = nll(x, theta, kappa, weights)
        if best is None or value < best[0]:
            best = (value, (theta, kappa))
    chosen = [np.nan] * 2 if best is None else best[1]
    return dict(zip(PARAMETERS, map(float, chosen)))


def nll(x, theta, kappa, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < theta < np.inf:
        return np.inf
    if not 0 < kappa < 1:
        return np.inf
    with np.errstate(all="ignore"):
        t = kappa * x + theta
        t_1 = deviance(x, t) - np.log(theta)
        sum_h = _total(stirling(x) + t_1 + np.log(t), weights)
        return float(sum_h)


def gradient(x, theta, kappa, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < theta < np.inf:
        return np.full(2, np.nan)
    if not 0 < kappa < 1:
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_x = _total(x, weights)
        t = kappa * x
        t_1 = 1 / (t + theta)
        sum_h = _total(x / (t / theta + 1), weights)
        sum_h_1 = _total(t_1 * x, weights)
        sum_h_2 = _total(t_1 * x**2, weights)
        h = n - kappa * sum_h / theta**2 - sum_h_1
        h_1 = sum_x + sum_h / theta - sum_h_2
        return np.array([h, h_1])


def hessian(x, theta, kappa, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < theta < np.inf:
        return np.full((2, 2), np.nan)
    if not 0 < kappa < 1:
        return np.full((2, 2), np.nan)
    with np.errstate(all="ignore"):
        t = kappa * x
        t_1 = 1 / (t + theta) ** 2
        t_2 = t / theta + 1
        t_3 = x**2
        sum_h = _total(t_1 * x, weights)
        sum_h_1 = _total(t_3 / t_2**2, weights)
        sum_h_2 = _total(x / t_2, weights)
        sum_h_3 = _total(t_1 * t_3, weights)
        sum_h_4 = _total(t_1 * x**3, weights)
        t_4 = kappa / theta**3
        t_5 = 1 / theta**2
        h = 2 * t_4 * sum_h_2 + sum_h - kappa**2 * sum_h_1 / theta**4
        h_1 = t_4 * sum_h_1 + sum_h_3 - t_5 * sum_h_2
        return np.array([[h, h_1], [h_1, sum_h_4 - t_5 * sum_h_1]])


def log_density(x, theta, kappa):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = kappa * x + theta
        h = np.log(theta) - deviance(x, t) - stirling(x) - np.log(t)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, theta, kappa):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = kappa * x
        t_1 = 1 / (t + theta)
        t_2 = 1 / theta
        t_3 = 1 / (t * t_2 + 1)
        h = t_1 * x + t * t_3 / theta**2 - 1
        h_1 = t_1 * x**2 - t_2 * t_3 * x - x
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, theta, kappa, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, theta, kappa, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
