"""Maximum-likelihood estimation: Weibull lifetimes with right censoring.

    f(t, d; shape, scale) =
        (shape/scale*(t/scale)**(shape-1))**d*exp(-(t/scale)**shape)
    support: t > 0 and d in 0, 1
    shape: positive
    scale: positive

Log-likelihood:

    (shape - 1)*sum(d*log(t)) + (-(shape - 1)*sum(d) - sum(d))*log(scale) +
        log(shape)*sum(d) - sum(t**shape)/scale**shape

Estimator (reduced):

    shape = the solution of (-log((sum(t**shape)/sum(d))**(1/shape)) +
        1/shape)*sum(d) + sum(d*log(t)) +
        log((sum(t**shape)/sum(d))**(1/shape))*sum(t**shape)/((sum(t**shape)/sum(d))**(1/shape))**shape
        - sum(t**shape*log(t))/((sum(t**shape)/sum(d))**(1/shape))**shape = 0
    scale = (sum(t**shape)/sum(d))**(1/shape)

Conditions:

    A maximum exists only if Σ dᵢ > 0.
    A maximum exists only if log(t₍ₙ₎) Σ dᵢ > Σ dᵢ log tᵢ.

Source:

    Kalbfleisch, Prentice (2002), The Statistical Analysis of Failure Time Data, 2nd
        ed., ch. 3

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("shape", "scale")


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


def _greatest(values, weights):
    """The largest value."""
    return np.max(values if weights is None else values[weights > 0])


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


def _solve(data, weights):
    """The estimate in standard units, in the order of PARAMETERS."""
    t, d = data
    sum_d = _total(d, weights)
    sum_h = _total(special.xlogy(d, t), weights)

    def equation(shape):
        """The equation that gives shape, and its slope."""
        t_1 = t**shape
        t_2 = np.log(t)
        sum_h_1 = _total(t_1, weights)
        sum_h_2 = _total(t_1 * t_2, weights)
        sum_h_3 = _total(t_2**2 * t_1, weights)
        t_3 = 1 / shape
        t_4 = sum_h_1 / sum_d
        t_5 = t_4**t_3
        t_6 = np.log(t_5)
        t_7 = t_5 ** (-shape)
        t_8 = 1 / shape**2
        t_9 = t_8 * np.log(t_4)
        t_10 = t_3 * sum_h_2 / sum_h_1
        t_11 = t_10 - t_9
        t_12 = (-t_6 - shape * t_11) * t_7
        t_13 = special.xlogy(t_7 * sum_h_1, t_5)
        value = t_13 + (t_3 - t_6) * sum_d + sum_h - t_7 * sum_h_2
        t_14 = (t_7 * t_11 + special.xlogy(t_12, t_5)) * sum_h_1
        t_15 = (special.xlogy(t_7, t_5) - t_12) * sum_h_2
        slope = t_14 + t_15 + (t_9 - t_8 - t_10) * sum_d - t_7 * sum_h_3
        return value, slope

    best = None
    for shape in _roots(equation, 0, np.inf):
        sum_h_4 = _total(t**shape, weights)
        scale = (sum_h_4 / sum_d) ** (1 / shape)
        value = nll(data, shape, scale, weights)
        if best is None or value < best[0]:
            best = (value, (shape, scale))
    chosen = [np.nan] * 2 if best is None else best[1]
    return chosen


def estimate(data, weights=None):
    """Maximum-likelihood estimates by name.

    data: array of shape (n, 2) with columns t, d, or a mapping; weights: frequencies, or None.
    ValueError for data that are not numbers or lie outside the support.
    """
    t, d = _columns(data, ("t", "d"))
    weights = _frequencies(weights, len(t))
    _require("t", t > 0, "must be > 0")
    _require("d", d == np.rint(d), "must be an integer")
    _require("d", d >= 0, "must be >= 0")
    _require("d", d <= 1, "must be <= 1")
    sum_d = _total(d, weights)
    sum_h = _total(special.xlogy(d, t), weights)
    max_t = _greatest(t, weights)
    # A maximum exists only if log(t₍ₙ₎) Σ dᵢ > Σ dᵢ log tᵢ.
    if not (sum_d * np.log(max_t) - sum_h > 0):
        return {"shape": np.inf, "scale": np.nan}
    spread_t = _units(t, False, True)[1]
    shape, scale = _solve([t / spread_t, d], weights)
    scale = spread_t * scale
    return {"shape": float(shape), "scale": float(scale)}


def nll(data, shape, scale, weights=None):
    """-l, the negative log-likelihood, every constant included.

    data: array of shape (n, 2) with columns t, d, or a mapping; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    t, d = _columns(data, ("t", "d"))
    weights = _frequencies(weights, len(t))
    if not 0 < shape < np.inf:
        return np.inf
    if not 0 < scale < np.inf:
        return np.inf
    with np.errstate(all="ignore"):
        t_1 = -np.log(scale)
        sum_h = _total((t / scale) ** shape, weights)
        t_2 = (shape - 1) * (np.log(t) + t_1) + t_1 + np.log(shape)
        sum_h_1 = _total(t_2 * d, weights)
        return float(sum_h - sum_h_1)


def gradient(data, shape, scale, weights=None):
    """The gradient of nll, shape (k,).

    data: array of shape (n, 2) with columns t, d, or a mapping; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    t, d = _columns(data, ("t", "d"))
    weights = _frequencies(weights, len(t))
    if not 0 < shape < np.inf:
        return np.full(2, np.nan)
    if not 0 < scale < np.inf:
        return np.full(2, np.nan)
    with np.errstate(all="ignore"):
        sum_d = _total(d, weights)
        sum_h = _total(special.xlogy(d, t), weights)
        t_1 = t / scale
        t_2 = t_1**shape
        sum_h_1 = _total(t_2 * np.log(t_1), weights)
        sum_h_2 = _total(t_2, weights)
        t_3 = 1 / scale
        h = sum_h_1 - sum_d / shape - sum_h - special.xlogy(-sum_d, scale)
        h_1 = -shape * t_3 * sum_h_2 - (-(shape - 1) * t_3 - t_3) * sum_d
        return np.array([h, h_1])


def hessian(data, shape, scale, weights=None):
    """The Hessian of nll, shape (k, k).

    data: array of shape (n, 2) with columns t, d, or a mapping; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    t, d = _columns(data, ("t", "d"))
    weights = _frequencies(weights, len(t))
    if not 0 < shape < np.inf:
        return np.full((2, 2), np.nan)
    if not 0 < scale < np.inf:
        return np.full((2, 2), np.nan)
    with np.errstate(all="ignore"):
        sum_d = _total(d, weights)
        t_1 = t / scale
        t_2 = t_1**shape
        t_3 = np.log(t_1)
        sum_h = _total(t_3**2 * t_2, weights)
        sum_h_1 = _total(t_2, weights)
        sum_h_2 = _total(t_2 * t_3, weights)
        t_4 = shape**2
        t_5 = 1 / scale
        t_6 = 1 / scale**2
        t_7 = t_6 * sum_h_1
        h = t_5 * sum_d - t_5 * sum_h_1 - shape * t_5 * sum_h_2
        h_1 = t_4 * t_7 + shape * t_7 - ((shape - 1) * t_6 + t_6) * sum_d
        return np.array([[sum_h + sum_d / t_4, h], [h, h_1]])


def log_density(data, shape, scale):
    """log f of each observation, shape (n,)."""
    t, d = _columns(data, ("t", "d"))
    with np.errstate(all="ignore"):
        t_1 = -np.log(scale)
        t_2 = ((shape - 1) * (np.log(t) + t_1) + t_1 + np.log(shape)) * d
        h = t_2 - (t / scale) ** shape
        return np.broadcast_to(h, t.shape).astype(float)


def scores(data, shape, scale):
    """The gradient of log f of each observation, shape (n, k)."""
    t, d = _columns(data, ("t", "d"))
    with np.errstate(all="ignore"):
        t_1 = 1 / scale
        t_2 = t_1 * t
        t_3 = t_2**shape
        h = (np.log(t) + 1 / shape - np.log(scale)) * d - t_3 * np.log(t_2)
        h_1 = (-(shape - 1) * t_1 - t_1) * d + shape * t_1 * t_3
        return np.column_stack(
            [
                np.broadcast_to(h, t.shape),
                np.broadcast_to(h_1, t.shape),
            ]
        )


def standard_errors(data, shape, scale, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(data, shape, scale, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
