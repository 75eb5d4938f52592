"""Maximum-likelihood estimation: Gumbel distribution (of maxima).

    f(x; mu, scale) = 1/scale*exp(-(x-mu)/scale-exp(-(x-mu)/scale))
    support: real
    mu: real
    scale: positive

Log-likelihood:

    -log(scale)*n - sum(exp((-x + mu)/scale)) - sum(x - mu)/scale

Estimator (reduced):

    scale = the solution of scale**2*(-n/scale -
        n*sum(x*exp(-x/scale))/(scale**2*sum(exp(-x/scale))) + sum(x)/scale**2) = 0
    mu = scale*log(n/sum(exp(-x/scale)))

Conditions:

    A maximum exists only if the xᵢ are not all equal.

Source:

    Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions, vol. 2,
        ch. 22

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize

PARAMETERS = ("mu", "scale")


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


def _total(values, weights):
    """The sum over the observations."""
    return np.sum(values if weights is None else weights * values)


def _least(values, weights):
    """The smallest value."""
    return np.min(values if weights is None else values[weights > 0])


def _greatest(values, weights):
    """The largest value."""
    return np.max(values if weights is None else values[weights > 0])


def _units(values, centred, scaled):
    """A centre and a spread with which the data are standardised."""
    low, middle, high = np.quantile(values, (0.25, 0.5, 0.75))
    size = 0.74 * (high - low) if centred else np.median(np.abs(values))
    size = size or np.std(values) or np.max(np.abs(values)) or 1.0
    return float(middle) if centred else 0.0, float(size) if scaled else 1.0


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


def _solve(x, weights):
    """The estimate in standard units, in the order of PARAMETERS."""
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_x = _total(x, weights)

    def equation(scale):
        """The equation that gives scale, and its slope."""
        t = np.exp(-x / scale)
        sum_h = _total(t, weights)
        sum_h_1 = _total(t * x, weights)
        sum_h_2 = _total(t * x**2, weights)
        t_1 = scale**2
        t_2 = 1 / t_1
        t_3 = t_2 * n
        t_4 = sum_h**2
        value = (t_2 * sum_x - n / scale - t_3 * sum_h_1 / sum_h) * t_1
        slope = (sum_h_1**2 - t_1 * t_4 - sum_h * sum_h_2) * t_3 / t_4
        return value, slope

    scale = _root(equation, 0, np.inf)
    sum_h_3 = _total(np.exp(-x / scale), weights)
    mu = scale * np.log(n / sum_h_3)
    return (mu, scale)


def estimate(x, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    Where no maximum exists: the limits, or nan; where none was found: nan.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    min_x = _least(x, weights)
    max_x = _greatest(x, weights)
    # A maximum exists only if the xᵢ are not all equal.
    if not (min_x < max_x):
        return {"mu": np.nan, "scale": 0}
    centre, spread = _units(x, True, True)
    mu, scale = _solve((x - centre) / spread, weights)
    mu = spread * mu + centre
    scale = spread * scale
    return {"mu": float(mu), "scale": float(scale)}


def nll(x, mu, scale, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu):
        return np.inf
    if not 0 < scale < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - mu
        sum_h = _total(np.exp(-t / scale), weights)
        sum_h_1 = _total(t, weights)
        return float(n * np.log(scale) + sum_h + sum_h_1 / scale)


def gradient(x, mu, scale, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu):
        return np.full(2, np.nan)
    if not 0 < scale < np.inf:
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - mu
        t_1 = np.exp(-t / scale)
        sum_h = _total(t_1, weights)
        sum_h_1 = _total(t * t_1, weights)
        sum_h_2 = _total(t, weights)
        t_2 = 1 / scale
        t_3 = t_2 * n
        t_4 = 1 / scale**2
        h = t_3 + t_4 * sum_h_1 - t_4 * sum_h_2
        return np.array([t_2 * sum_h - t_3, h])


def hessian(x, mu, scale, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu):
        return np.full((2, 2), np.nan)
    if not 0 < scale < np.inf:
        return np.full((2, 2), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - mu
        t_1 = np.exp(-t / scale)
        sum_h = _total(t_1, weights)
        sum_h_1 = _total(t * t_1, weights)
        sum_h_2 = _total(t**2 * t_1, weights)
        sum_h_3 = _total(t, weights)
        t_2 = 1 / scale**2
        t_3 = t_2 * sum_h
        t_4 = 1 / scale**3
        t_5 = t_4 * sum_h_1
        t_6 = t_2 * n
        h = 2 * t_4 * sum_h_3 + sum_h_2 / scale**4 - 2 * t_5 - t_6
        return np.array([[t_3, t_5 + t_6 - t_3], [t_5 + t_6 - t_3, h]])


def log_density(x, mu, scale):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / scale
        t_1 = x - mu
        h = -t * t_1 - np.log(scale) - np.exp(-t * t_1)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, mu, scale):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / scale
        t_1 = -t
        t_2 = x - mu
        t_3 = -t_2
        t_4 = np.exp(t * t_3)
        t_5 = 1 / scale**2
        h = -t * t_4 - t_1
        h_1 = t_1 + t_2 * t_5 + t_3 * t_4 * t_5
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, mu, scale, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, mu, scale, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
