"""Maximum-likelihood estimation: Discrete Rayleigh distribution.

    f(x; q) = q**(x**2)-q**((x+1)**2)
    support: x in 0, 1, 2, ...
    q: 0 < q < 1

Log-likelihood:

    sum(log(q**(x**2) - q**((x + 1)**2)))

Estimator (reduced):

    q = the solution of sum((x**2*q**(x**2)/q - q**((x + 1)**2)*(x +
        1)**2/q)/(q**(x**2) - q**((x + 1)**2))) = 0

Source:

    Roy (2004), Discrete Rayleigh distribution, IEEE Trans. Reliab. 53, 255-260

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize

PARAMETERS = ("q",)


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

    def equation(q):
        """The equation that gives q, and its slope."""
        t = x**2
        t_1 = q**t
        t_2 = x + 1
        t_3 = t_2**2
        t_4 = q**t_3
        t_5 = t_1 - t_4
        t_6 = 1 / t_5
        t_7 = 1 / q
        t_8 = t_3 * t_4
        t_9 = t * t_1 * t_7 - t_7 * t_8
        t_10 = 1 / q**2
        sum_h = _total(t_6 * t_9, weights)
        t_11 = t * t_1 * t_10 + t_2**4 * t_10 * t_4 - t_1 * t_10 * x**4 - t_10 * t_8
        sum_h_1 = _total(t_11 * t_6, weights)
        sum_h_2 = _total(t_9**2 / t_5**2, weights)
        value = sum_h
        slope = -sum_h_1 - sum_h_2
        return value, slope

    q = _root(equation, 0, 1)
    return {"q": float(q)}


def nll(x, q, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < q < 1:
        return np.inf
    with np.errstate(all="ignore"):
        sum_h = _total(np.log(q ** (x**2) - q ** ((x + 1) ** 2)), weights)
        return float(-sum_h)


def gradient(x, q, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < q < 1:
        return np.full(1, np.nan)
    with np.errstate(all="ignore"):
        t = x**2
        t_1 = q**t
        t_2 = (x + 1) ** 2
        t_3 = q**t_2
        t_4 = 1 / q
        sum_h = _total((t * t_1 * t_4 - t_2 * t_3 * t_4) / (t_1 - t_3), weights)
        return np.array([-sum_h])


def hessian(x, q, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < q < 1:
        return np.full((1, 1), np.nan)
    with np.errstate(all="ignore"):
        t = x**2
        t_1 = q**t
        t_2 = x + 1
        t_3 = t_2**2
        t_4 = q**t_3
        t_5 = t_1 - t_4
        t_6 = 1 / q**2
        t_7 = t_4 * t_6
        t_8 = t_1 * t_6
        t_9 = 1 / q
        t_10 = t * t_1 * t_9 - t_3 * t_4 * t_9
        sum_h = _total((t_8 * x**4 + t_3 * t_7 - t * t_8 - t_2**4 * t_7) / t_5, weights)
        sum_h_1 = _total(-(t_10**2) / t_5**2, weights)
        return np.array([[-sum_h - sum_h_1]])


def log_density(x, q):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = np.log(q ** (x**2) - q ** ((x + 1) ** 2))
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, q):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = x**2
        t_1 = q**t
        t_2 = (x + 1) ** 2
        t_3 = q**t_2
        t_4 = 1 / q
        h = (t * t_1 * t_4 - t_2 * t_3 * t_4) / (t_1 - t_3)
        return np.column_stack([np.broadcast_to(h, x.shape)])


def standard_errors(x, q, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, q, weights)
    errors = np.full(1, np.nan)
    regular = [0]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
