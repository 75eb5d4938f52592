"""Maximum-likelihood estimation: Conway-Maxwell-Poisson distribution with exponent 2.

    f(x; rate) = rate**x/(factorial(x)**2*besseli(0, 2*sqrt(rate)))
    support: x in 0, 1, 2, ...
    rate: positive

Log-likelihood:

    log(rate)*sum(x) - log(besseli(0, 2*sqrt(rate)))*n - 2*sum(loggamma(x + 1))

Estimator (reduced):

    rate = the solution of sum(x)/rate - besseli(1,
        2*sqrt(rate))*n/(sqrt(rate)*besseli(0, 2*sqrt(rate))) = 0

Conditions:

    A maximum exists only if x₍ₙ₎ > 0.

Source:

    Conway, Maxwell (1962), A queuing model with state dependent service rates, J.
        Indust. Eng. 12, 132-136
    Shmueli, Minka, Kadane, Borle, Boatwright (2005), A useful distribution for
        fitting discrete data, Appl. Statist. 54, 127-142

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("rate",)


def log_bessel_i(m, z):
    """log I_m(z) for z >= 0; beyond an order of 600 by its uniform expansion.

    Source: NIST DLMF 10.41.3.
    """
    m, z = np.asarray(m, dtype=float), np.asarray(z, dtype=float)
    far = (np.abs(m) > 600.0) & (z > 0.0)
    order, at = np.where(far, np.abs(m), 600.0), np.where(far, z, 600.0)
    r = np.hypot(order, at)
    t = 1.0 / r
    p = (order * t) ** 2
    first = t * (3.0 - 5.0 * p) / 24.0
    second = t**2 * (81.0 + p * (-462.0 + 385.0 * p)) / 1152.0
    inner = -369603.0 + p * (765765.0 - 425425.0 * p)
    third = t**3 * (30375.0 + p * inner) / 414720.0
    series = r + order * np.log(at / (order + r)) - 0.5 * np.log(2 * np.pi * r)
    series = series + np.log1p(first + second + third)
    # SciPy has no value from about 2^31 on; two terms of Hankel's expansion say all
    huge = (z > 1e9) & ~far
    w, q = 1.0 / np.where(huge, 8.0 * z, 8e9), 4.0 * np.where(far, 0.0, m) ** 2 - 1.0
    hankel = np.log1p(-q * w * (1.0 - 0.5 * (q - 8.0) * w))
    hankel = hankel - 0.5 * np.log(np.where(huge, 2 * np.pi * z, 1.0))
    near = np.log(special.ive(np.where(far, 0.0, m), np.where(huge, 1.0, z)))
    return np.where(far, series, np.where(huge, hankel, near) + z)


def bessel_i_ratio(m, z):
    """I_{m+1}(z)/I_m(z); beyond an order of 600 from the logarithms."""
    m, z = np.asarray(m, dtype=float), np.asarray(z, dtype=float)
    far = (np.abs(m) > 600.0) & (z > 0.0)
    huge = (z > 1e9) & ~far
    near, at = np.where(far, 0.0, m), np.where(huge, 1.0, z)
    # by Hankel's expansion, where SciPy has no value
    w, q = 1.0 / np.where(huge, 8.0 * z, 8e9), 4.0 * near**2 - 1.0
    p = q + 8.0 * near + 4.0
    above = 1.0 - p * w * (1.0 - 0.5 * (p - 8.0) * w)
    hankel = above / (1.0 - q * w * (1.0 - 0.5 * (q - 8.0) * w))
    with np.errstate(all="ignore"):
        large = np.exp(log_bessel_i(m + 1.0, z) - log_bessel_i(m, z))
        usual = special.ive(near + 1.0, at) / special.ive(near, at)
    return np.where(far, large, np.where(huge, hankel, usual))


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
    _require("x", x == np.rint(x), "must be an integer")
    _require("x", x >= 0, "must be >= 0")
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_x = _total(x, weights)
    max_x = _greatest(x, weights)
    # A maximum exists only if x₍ₙ₎ > 0.
    if not (max_x > 0):
        return {"rate": np.nan}

    def equation(rate):
        """The equation that gives rate, and its slope."""
        t = 1 / rate
        t_1 = np.sqrt(rate)
        t_2 = 2 * t_1
        t_3 = bessel_i_ratio(0, t_2)
        t_4 = special.iv(0, t_2)
        value = t * sum_x - t_3 * n / t_1
        t_5 = -(0.5 * t_4 + 0.5 * special.iv(2, t_2)) * t / t_4
        slope = (t_5 + t_3**2 * t + 0.5 * t_3 / rate**1.5) * n - sum_x / rate**2
        return value, slope

    rate = _root(equation, 0, np.inf)
    return {"rate": float(rate)}


def nll(x, rate, weights=None):
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
        sum_h = _total(special.gammaln(x + 1), weights)
        sum_x = _total(x, weights)
        t = n * log_bessel_i(0, 2 * np.sqrt(rate))
        return float(t + 2 * sum_h - special.xlogy(sum_x, rate))


def gradient(x, rate, weights=None):
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
        t = np.sqrt(rate)
        h = bessel_i_ratio(0, 2 * t) * n / t - sum_x / rate
        return np.array([h])


def hessian(x, rate, weights=None):
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
        sum_x = _total(x, weights)
        t = 1 / rate**2
        t_1 = 1 / rate
        t_2 = np.sqrt(rate)
        t_3 = 1 / t_2
        t_4 = 1 / rate**1.5
        t_5 = bessel_i_ratio(0, 2 * t_2)
        t_6 = 0.5 * t_5
        t_7 = 0.126953125 * t + 0.09375 * t_1 + 0.125 * t_3 + 0.09765625 * t_4 + 0.5
        t_8 = t_1 * n * np.where(t_2 > 150, 0.25 * t_7 * t_1, 1 - t_3 * t_6 - t_5**2)
        h = t_8 + t * sum_x - t_4 * t_6 * n
        return np.array([[h]])


def log_density(x, rate):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = -log_bessel_i(0, 2 * np.sqrt(rate))
        h = special.xlogy(x, rate) + t - 2 * special.gammaln(x + 1)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, rate):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = np.sqrt(rate)
        h = x / rate - bessel_i_ratio(0, 2 * t) / t
        return np.column_stack([np.broadcast_to(h, x.shape)])


def standard_errors(x, rate, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, rate, weights)
    errors = np.full(1, np.nan)
    regular = [0]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
