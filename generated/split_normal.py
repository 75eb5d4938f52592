"""Maximum-likelihood estimation: Split normal distribution.

    f(x; mu, left, right) =
        sqrt(2/pi)/(left+right)*Piecewise((exp(-(x-mu)**2/(2*left**2)), x <= mu),
        (exp(-(x-mu)**2/(2*right**2)), True))
    support: real
    mu: real
    left: positive
    right: positive

Log-likelihood:

    (-log(left + right) + log(2/pi)/2)*n - sum(Piecewise((0, x <= mu), ((x - mu)**2,
        True)))/(2*right**2) - sum(Piecewise(((x - mu)**2, x <= mu), (0,
        True)))/(2*left**2)

Estimator (reduced):

    mu = the solution of -mu*sum(Piecewise((0, x <= mu), (1,
        True)))*sum(Piecewise(((x - mu)**2, x <= mu), (0, True)))**(2/3) -
        mu*sum(Piecewise((0, x <= mu), ((x - mu)**2,
        True)))**(2/3)*sum(Piecewise((1, x <= mu), (0, True))) + sum(Piecewise((0, x
        <= mu), (x, True)))*sum(Piecewise(((x - mu)**2, x <= mu), (0, True)))**(2/3)
        + sum(Piecewise((0, x <= mu), ((x - mu)**2, True)))**(2/3)*sum(Piecewise((x,
        x <= mu), (0, True))) = 0
    right = sqrt(sum(Piecewise((0, x <= mu), ((x - mu)**2, True)))**(1/3) +
        sum(Piecewise(((x - mu)**2, x <= mu), (0, True)))**(1/3))*sum(Piecewise((0,
        x <= mu), ((x - mu)**2, True)))**(1/3)/sqrt(n)
    left = right*sum(Piecewise(((x - mu)**2, x <= mu), (0,
        True)))**(1/3)/sum(Piecewise((0, x <= mu), ((x - mu)**2, True)))**(1/3)

Conditions:

    A maximum exists only if (Σ_(xᵢ > μ)(xᵢ − μ)²)^(4/3) + (Σ_(xᵢ > μ)(xᵢ − μ)²)
        (Σ_(xᵢ ≤ μ)(xᵢ − μ)²)^(1/3) > 0.
    A maximum exists only if Σ_(xᵢ ≤ μ)(xᵢ − μ)² > 0.

Source:

    John (1982), The three-parameter two-piece normal family of distributions and
        its fitting, Comm. Statist. Theory Methods 11, 879-885

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize

PARAMETERS = ("mu", "left", "right")


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

    def equation(mu):
        """The equation that gives mu, and its slope."""
        t = x <= mu
        t_1 = (x - mu) ** 2
        sum_h = _total(np.where(t, 0, t_1), weights)
        sum_h_1 = _total(np.where(t, x, 0), weights)
        sum_h_2 = _total(np.where(t, t_1, 0), weights)
        sum_h_3 = _total(np.where(t, 0, x), weights)
        sum_h_4 = _total(np.where(t, 1, 0), weights)
        sum_h_5 = _total(np.where(t, 0, 1), weights)
        t_2 = sum_h ** (2 / 3)
        t_3 = sum_h_2 ** (2 / 3)
        t_4 = t_2 * sum_h_4
        t_5 = t_3 * sum_h_5
        t_6 = 1 / sum_h ** (1 / 3)
        t_7 = 1 / sum_h_2 ** (1 / 3)
        t_8 = 2 * mu / 3
        value = t_2 * sum_h_1 + t_3 * sum_h_3 - mu * t_4 - mu * t_5
        t_9 = (4 * mu * sum_h_4 / 3 - 4 * sum_h_1 / 3) * t_7 * sum_h_3
        t_10 = (4 * mu * sum_h_5 / 3 - 4 * sum_h_3 / 3) * t_6 * sum_h_1
        t_11 = -(2 * mu * sum_h_4 - 2 * sum_h_1) * t_7 * t_8 * sum_h_5
        t_12 = -(2 * mu * sum_h_5 - 2 * sum_h_3) * t_6 * t_8 * sum_h_4
        slope = t_9 + t_10 + t_11 + t_12 - t_4 - t_5
        return value, slope

    best = None
    for mu in _roots(equation, -np.inf, np.inf):
        t_13 = x <= mu
        t_14 = (x - mu) ** 2
        sum_h_6 = _total(np.where(t_13, 0, t_14), weights)
        sum_h_7 = _total(np.where(t_13, t_14, 0), weights)
        t_15 = np.sqrt(sum_h_6 ** (1 / 3) + sum_h_7 ** (1 / 3))
        right = sum_h_6 ** (1 / 3) * t_15 / np.sqrt(n)
        left = right * sum_h_7 ** (1 / 3) / sum_h_6 ** (1 / 3)
        value = nll(x, mu, left, right, weights)
        if best is None or value < best[0]:
            best = (value, (mu, left, right))
    chosen = [np.nan] * 3 if best is None else best[1]
    return chosen


def estimate(x, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    centre, spread = _units(x, True, True)
    mu, left, right = _solve((x - centre) / spread, weights)
    mu = spread * mu + centre
    left = spread * left
    right = spread * right
    return {"mu": float(mu), "left": float(left), "right": float(right)}


def nll(x, mu, left, right, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu):
        return np.inf
    if not 0 < left < np.inf:
        return np.inf
    if not 0 < right < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = 0.5 * (x - mu) ** 2
        sum_h = _total(np.where(x <= mu, -t / left**2, -t / right**2), weights)
        t_1 = -0.5 * n * np.log(2 / np.pi)
        return float(n * np.log(left + right) + t_1 - sum_h)


def gradient(x, mu, left, right, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu):
        return np.full(3, np.nan)
    if not 0 < left < np.inf:
        return np.full(3, np.nan)
    if not 0 < right < np.inf:
        return np.full(3, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = mu - x
        t_1 = x <= mu
        t_2 = (x - mu) ** 2
        sum_h = _total(np.where(t_1, -t / left**2, -t / right**2), weights)
        sum_h_1 = _total(np.where(t_1, t_2 / left**3, 0), weights)
        sum_h_2 = _total(np.where(t_1, 0, t_2 / right**3), weights)
        t_3 = n / (left + right)
        return np.array([-sum_h, t_3 - sum_h_1, t_3 - sum_h_2])


def hessian(x, mu, left, right, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu):
        return np.full((3, 3), np.nan)
    if not 0 < left < np.inf:
        return np.full((3, 3), np.nan)
    if not 0 < right < np.inf:
        return np.full((3, 3), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x <= mu
        t_1 = 2 * mu - 2 * x
        t_2 = 3 * (x - mu) ** 2
        sum_h = _total(np.where(t, -1 / left**2, -1 / right**2), weights)
        sum_h_1 = _total(np.where(t, t_1 / left**3, 0), weights)
        sum_h_2 = _total(np.where(t, -t_2 / left**4, 0), weights)
        sum_h_3 = _total(np.where(t, 0, t_1 / right**3), weights)
        sum_h_4 = _total(np.where(t, 0, -t_2 / right**4), weights)
        t_3 = n / (left + right) ** 2
        return np.array(
            [
                [-sum_h, -sum_h_1, -sum_h_3],
                [-sum_h_1, -t_3 - sum_h_2, -t_3],
                [-sum_h_3, -t_3, -t_3 - sum_h_4],
            ]
        )


def log_density(x, mu, left, right):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 0.5 * (x - mu) ** 2
        t_1 = np.where(x <= mu, -t / left**2, -t / right**2)
        h = t_1 + 0.5 * np.log(2 / np.pi) - np.log(left + right)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, mu, left, right):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = mu - x
        t_1 = x <= mu
        t_2 = -1 / (left + right)
        t_3 = (x - mu) ** 2
        h = np.where(t_1, -t / left**2, -t / right**2)
        h_1 = t_2 + np.where(t_1, t_3 / left**3, 0)
        h_2 = t_2 + np.where(t_1, 0, t_3 / right**3)
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
                np.broadcast_to(h_2, x.shape),
            ]
        )


def standard_errors(x, mu, left, right, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, mu, left, right, weights)
    errors = np.full(3, np.nan)
    regular = [0, 1, 2]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
