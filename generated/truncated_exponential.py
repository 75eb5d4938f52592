"""Maximum-likelihood estimation: Exponential distribution truncated at a known point.

    f(x; rate, upper) = rate*exp(-rate*x)/(1-exp(-rate*upper))
    support: 0 <= x <= upper
    rate: positive
    upper: positive (a known constant)

Log-likelihood:

    -rate*sum(x) + (log(rate) - log(1 - exp(-rate*upper)))*n

Estimator (reduced):

    rate = the solution of (-upper*exp(-rate*upper)/(1 - exp(-rate*upper)) +
        1/rate)*n - sum(x) = 0

Conditions:

    A maximum exists only if Σ xᵢ < n upper/2.

Source:

    Deemer, Votaw (1955), Estimation of parameters of truncated or censored
        exponential distributions, Ann. Math. Statist. 26, 498-504

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize

PARAMETERS = ("rate",)


def log1m_exp(u):
    """log(1 - exp u) for u < 0, accurate at both ends."""
    u = np.asarray(u, dtype=float)
    close = u > -0.6931471805599453
    near = np.log(-np.expm1(np.where(close, u, -1.0)))
    return np.where(close, near, np.log1p(-np.exp(np.where(close, -1.0, u))))


def inverse_expm1(v):
    """1/(exp v - 1)."""
    return 1.0 / np.expm1(v)


def log_decay(k, v):
    """The k-th derivative of log((1 - exp(-v))/v) for any v, k = 0, 1, 2.  Source: NIST DLMF 24.2.1."""
    v = np.asarray(v, dtype=float)
    near = np.abs(v) < 0.5
    u, f = np.where(near, v, 0.0), np.where(near, 1.0, v)
    size, s = np.abs(f), u * u
    if k == 0:
        last = s * (1 / 2880 - s * (1 / 181440 - s * (1 / 9676800 - s / 479001600)))
        return np.where(near, -0.5 * u + s * (1 / 24 - last), np.maximum(-f, 0.0) + np.log(-np.expm1(-size) / size))
    if k == 1:
        last = s * (1 / 30240 - s * (1 / 1209600 - s * (1 / 47900160 - s * 691 / 1307674368000)))
        return np.where(near, u * (1 / 12 - s * (1 / 720 - last)) - 0.5, 1.0 / np.expm1(f) - 1.0 / f)
    last = 1 / 5322240 - s * (691 / 118879488000 - s / 5748019200)
    last = s * (1 / 6048 - s * (1 / 172800 - s * last))
    e = np.expm1(-size)
    return np.where(near, 1 / 12 - s * (1 / 240 - last), 1.0 / f**2 - (1.0 + e) / e**2)


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


def estimate(x, upper, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    Where no maximum exists: the limits, or nan; where none was found: nan.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    _require("x", x >= 0, "must be >= 0")
    _require("x", x <= upper, "must be <= upper")
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_x = _total(x, weights)
    # A maximum exists only if Σ xᵢ < n upper/2.
    if not (0.5 * upper * n - sum_x > 0):
        return {"rate": 0}

    def equation(rate):
        """The equation that gives rate, and its slope."""
        t = rate * upper
        t_1 = -t
        t_2 = np.exp(t_1) / np.expm1(t_1)
        t_3 = upper**2
        value = (upper * t_2 + 1 / rate) * n - sum_x
        t_4 = inverse_expm1(t_1) ** 2 * t_3 * np.exp(-2 * t) - t_2 * t_3 - 1 / rate**2
        slope = t_4 * n
        return value, slope

    rate = _root(equation, 0, np.inf)
    return {"rate": float(rate)}


def nll(x, rate, upper, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < rate < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_x = _total(x, weights)
        t = n * log1m_exp(-rate * upper)
        return float(t + rate * sum_x - n * np.log(rate))


def gradient(x, rate, upper, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < rate < np.inf:
        return np.full(1, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_x = _total(x, weights)
        h = upper * n * log_decay(1, rate * upper) + sum_x
        return np.array([h])


def hessian(x, rate, upper, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < rate < np.inf:
        return np.full((1, 1), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        h = upper**2 * n * log_decay(2, rate * upper)
        return np.array([[h]])


def log_density(x, rate, upper):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = np.log(rate) - rate * x - log1m_exp(-rate * upper)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, rate, upper):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = -x - upper * log_decay(1, rate * upper)
        return np.column_stack([np.broadcast_to(h, x.shape)])


def standard_errors(x, rate, upper, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, rate, upper, weights)
    errors = np.full(1, np.nan)
    regular = [0]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
