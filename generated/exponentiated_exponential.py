"""Maximum-likelihood estimation: Exponentiated exponential distribution.

    f(x; shape, rate) = shape*rate*exp(-rate*x)*(1-exp(-rate*x))**(shape-1)
    support: x > 0
    shape: positive
    rate: positive

Log-likelihood:

    -rate*sum(x) + (shape - 1)*sum(log(1 - exp(-x*rate))) + (log(rate) +
        log(shape))*n

Estimator (reduced):

    rate = the solution of n*sum(x*exp(-x*rate)/(-1 + exp(-x*rate)))/sum(log(1 -
        exp(-x*rate))) - sum(x) + sum(x*exp(-x*rate)/(-1 + exp(-x*rate))) + n/rate =
        0
    shape = -n/sum(log(1 - exp(-x*rate)))

Source:

    Gupta, Kundu (1999), Generalized exponential distributions, Aust. N. Z. J. Stat.
        41, 173-188

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize

PARAMETERS = ("shape", "rate")


def log1m_exp(u):
    """log(1 - exp u) for u < 0, accurate at both ends."""
    u = np.asarray(u, dtype=float)
    close = u > -0.6931471805599453
    near = np.log(-np.expm1(np.where(close, u, -1.0)))
    return np.where(close, near, np.log1p(-np.exp(np.where(close, -1.0, u))))


def inverse_expm1(v):
    """1/(exp v - 1)."""
    return 1.0 / np.expm1(v)


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


def _units(values, centred, scaled):
    """A centre and a spread with which the data are standardised."""
    low, middle, high = np.quantile(values, (0.25, 0.5, 0.75))
    size = 0.74 * (high - low) if centred else np.median(np.abs(values))
    size = size or np.std(values) or np.max(np.abs(values)) or 1.0
    return float(middle) if centred else 0.0, float(size) if scaled else 1.0


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


def _solve(x, weights):
    """The estimate in standard units, in the order of PARAMETERS."""
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_x = _total(x, weights)

    def equation(rate):
        """The equation that gives rate, and its slope."""
        t = rate * x
        t_1 = -t
        t_2 = inverse_expm1(t_1)
        t_3 = t_2 * np.exp(t_1)
        t_4 = x**2
        sum_h = _total(log1m_exp(t_1), weights)
        sum_h_1 = _total(t_3 * x, weights)
        sum_h_2 = _total(t_3 * t_4, weights)
        sum_h_3 = _total(t_2**2 * t_4 * np.exp(-2 * t), weights)
        t_5 = n / sum_h
        value = n / rate + t_5 * sum_h_1 + sum_h_1 - sum_x
        t_6 = (sum_h_3 - sum_h_2) * t_5
        slope = sum_h_1**2 * n / sum_h**2 + t_6 + sum_h_3 - n / rate**2 - sum_h_2
        return value, slope

    best = None
    for rate in _roots(equation, 0, np.inf):
        t_7 = rate * x
        t_8 = inverse_expm1(t_7)
        sum_h_4 = _total(log1m_exp(-t_7), weights)
        sum_h_5 = _total(t_8 * x, weights)
        sum_h_6 = _total((t_8 + 1) * t_8 * x**2, weights)
        shape = -n / sum_h_4
        value = nll(x, shape, rate, weights)
        if best is None or value < best[0]:
            best = (value, (shape, rate))
    chosen = [np.nan] * 2 if best is None else best[1]
    return chosen


def estimate(x, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    _require("x", x > 0, "must be > 0")
    spread = _units(x, False, True)[1]
    shape, rate = _solve(x / spread, weights)
    rate = spread**-1 * rate
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
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_x = _total(x, weights)
        sum_h = _total(log1m_exp(-rate * x), weights)
        t = -(shape - 1) * sum_h
        return float(t + rate * sum_x - n * np.log(rate) - n * np.log(shape))


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
        sum_x = _total(x, weights)
        t = rate * x
        sum_h = _total(log1m_exp(-t), weights)
        sum_h_1 = _total(inverse_expm1(t) * x, weights)
        h = sum_x - n / rate - (shape - 1) * sum_h_1
        return np.array([-n / shape - sum_h, h])


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
        t = inverse_expm1(rate * x)
        sum_h = _total(t * x, weights)
        sum_h_1 = _total((t + 1) * t * x**2, weights)
        h = n / rate**2 - (1 - shape) * sum_h_1
        return np.array([[n / shape**2, -sum_h], [-sum_h, h]])


def log_density(x, shape, rate):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = -rate * x
        h = t + (shape - 1) * log1m_exp(t) + np.log(rate) + np.log(shape)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, shape, rate):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = rate * x
        h = log1m_exp(-t) + 1 / shape
        h_1 = (shape - 1) * inverse_expm1(t) * x + 1 / rate - x
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
