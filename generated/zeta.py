"""Maximum-likelihood estimation: Zeta distribution.

    f(x; s) = x**(-s)/zeta(s)
    support: x in 1, 2, 3, ...
    s: s > 1

Log-likelihood:

    -s*sum(log(x)) - log(zeta(s))*n

Estimator (reduced):

    s = the solution of -sum(log(x)) - Derivative(zeta(s), s)*n/zeta(s) = 0

Conditions:

    A maximum exists only if Σ log xᵢ > 0.

Source:

    Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed., ch. 11

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("s",)


def zeta_derivative(m, s, a):
    """The m-th derivative in s of sum over k >= 0 of (a + k)^(-s), s > 1.

    By Euler and Maclaurin's formula.

    Source: NIST DLMF 25.11.28 differentiated in s.
    """
    if m == 0:
        return special.zeta(s, a)
    s, a = np.asarray(s, dtype=float), np.asarray(a, dtype=float)
    order = int(m) + 1
    terms = 14

    def product(p, q):
        return [sum(p[i] * q[k - i] for i in range(k + 1)) for k in range(order)]

    def power(base):
        out, log_base = [base**-s], np.log(base)
        for k in range(1, order):
            out.append(-out[-1] * log_base / k)
        return out

    total = [np.zeros(np.broadcast(s, a).shape) for _ in range(order)]
    for k in range(terms):
        total = [t + c for t, c in zip(total, power(a + k), strict=True)]
    end = a + terms
    last = power(end)
    pole = [(-1.0) ** k / (s - 1.0) ** (k + 1) for k in range(order)]
    tail = product(last, pole)
    total = [t + end * c + 0.5 * e for t, c, e in zip(total, tail, last, strict=True)]
    zeros = [np.zeros_like(s)] * order
    rising = [s, np.ones_like(s), *zeros][:order]
    # k!/B_k for k = 2, 4, …
    divisors = [12.0, -720.0, 30240.0, -1209600.0, 47900160.0]
    divisors += [-1307674368000.0 / 691.0, 74724249600.0]
    for j, divisor in enumerate(divisors):
        weight = 1.0 / (divisor * end ** (2 * j + 1))
        correction = product(last, rising)
        total = [t + weight * c for t, c in zip(total, correction, strict=True)]
        for step in (2 * j + 1, 2 * j + 2):
            rising = product(rising, [s + step, np.ones_like(s), *zeros][:order])
    factorial = 1.0
    for k in range(2, order):
        factorial *= k
    return total[-1] * factorial


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
    _require("x", x >= 1, "must be >= 1")
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_log_x = _total(np.log(x), weights)
    # A maximum exists only if Σ log xᵢ > 0.
    if not (sum_log_x > 0):
        return {"s": np.inf}

    def equation(s):
        """The equation that gives s, and its slope."""
        t = zeta_derivative(0, s, 1)
        t_1 = 1 / t
        t_2 = zeta_derivative(1, s, 1)
        value = -t_1 * t_2 * n - sum_log_x
        slope = (t_2**2 / t**2 - t_1 * zeta_derivative(2, s, 1)) * n
        return value, slope

    s = _root(equation, 1, np.inf)
    return {"s": float(s)}


def nll(x, s, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 1 < s < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        return float(n * np.log(zeta_derivative(0, s, 1)) + s * sum_log_x)


def gradient(x, s, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 1 < s < np.inf:
        return np.full(1, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        h = n * zeta_derivative(1, s, 1) / zeta_derivative(0, s, 1) + sum_log_x
        return np.array([h])


def hessian(x, s, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 1 < s < np.inf:
        return np.full((1, 1), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = zeta_derivative(0, s, 1)
        h = n * zeta_derivative(2, s, 1) / t - zeta_derivative(1, s, 1) ** 2 * n / t**2
        return np.array([[h]])


def log_density(x, s):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = -s * np.log(x) - np.log(zeta_derivative(0, s, 1))
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, s):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = -np.log(x) - zeta_derivative(1, s, 1) / zeta_derivative(0, s, 1)
        return np.column_stack([np.broadcast_to(h, x.shape)])


def standard_errors(x, s, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, s, weights)
    errors = np.full(1, np.nan)
    regular = [0]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
