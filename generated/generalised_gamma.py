"""Maximum-likelihood estimation: Generalised gamma distribution (Stacy).

    f(x; a, d, p) = p*x**(d-1)*exp(-(x/a)**p)/(a**d*gamma(d/p))
    support: x > 0
    a: positive
    d: positive
    p: positive

Log-likelihood:

    (d - 1)*sum(log(x)) + (-d*log(a) + log(p) - loggamma(d/p))*n - sum(x**p)/a**p

Estimator (reduced):

    p = the solution of sum(log(x)) + (-log(p) - log(sum(x**p)/n) +
        log(sum(x**p)/sum((x**p - sum(x**p)/n)*(log(x) - sum(log(x))/n))) -
        polygamma(0, sum(x**p)/(p*sum((x**p - sum(x**p)/n)*(log(x) -
        sum(log(x))/n)))))*n/p = 0
    d = sum(x**p)/sum((x**p - sum(x**p)/n)*(log(x) - sum(log(x))/n))
    a = (p*sum(x**p)/(d*n))**(1/p)

Source:

    Stacy (1962), A generalization of the gamma distribution, Ann. Math. Statist.
        33, 1187-1192
    Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions, vol. 1,
        ch. 17

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("a", "d", "p")


def trigamma(x):
    """psi'(x) = sum over k >= 0 of 1/(x + k)^2."""
    # far below zero SciPy adds as many terms as x has units
    return special.zeta(2.0, np.where(np.asarray(x) < -1e3, np.nan, x))


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
    sum_log_x = _total(np.log(x), weights)

    def equation(p):
        """The equation that gives p, and its slope."""
        t = x**p
        sum_h = _total(t, weights)
        sum_h_1 = _total(t * np.log(x), weights)
        t_1 = x**p
        t_2 = 1 / n
        t_3 = np.log(x)
        t_4 = t_3 - t_2 * sum_log_x
        sum_h_2 = _total((t_1 - t_2 * sum_h) * t_4, weights)
        sum_h_3 = _total((t_1 * t_3 - t_2 * sum_h_1) * t_4, weights)
        t_5 = 1 / p
        t_6 = 1 / sum_h_2
        t_7 = t_6 * sum_h
        t_8 = t_5 * t_7
        t_9 = np.log(t_7) - np.log(p) - np.log(sum_h / n) - special.digamma(t_8)
        t_10 = 1 / sum_h
        t_11 = 1 / p**2
        t_12 = sum_h * sum_h_3 / sum_h_2**2
        value = t_5 * t_9 * n + sum_log_x
        t_13 = -(t_5 * t_6 * sum_h_1 - t_5 * t_12 - t_7 * t_11) * trigamma(t_8)
        t_14 = t_13 + (t_6 * sum_h_1 - t_12) * t_10 * sum_h_2 - t_5 - t_10 * sum_h_1
        slope = (t_14 * t_5 - t_9 * t_11) * n
        return value, slope

    best = None
    for p in _roots(equation, 0, np.inf):
        sum_h_4 = _total(x**p, weights)
        t_15 = 1 / n
        t_16 = np.log(x) - t_15 * sum_log_x
        sum_h_5 = _total(t_16 * (x**p - t_15 * sum_h_4), weights)
        d = sum_h_4 / sum_h_5
        a = (p * sum_h_4 / (d * n)) ** (1 / p)
        value = nll(x, a, d, p, weights)
        if best is None or value < best[0]:
            best = (value, (a, d, p))
    chosen = [np.nan] * 3 if best is None else best[1]
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
    a, d, p = _solve(x / spread, weights)
    a = spread * a
    return {"a": float(a), "d": float(d), "p": float(p)}


def nll(x, a, d, p, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < a < np.inf:
        return np.inf
    if not 0 < d < np.inf:
        return np.inf
    if not 0 < p < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        sum_h = _total((x / a) ** p, weights)
        t = n * special.gammaln(d / p)
        t_1 = -(d - 1) * sum_log_x
        return float(d * n * np.log(a) + t + t_1 + sum_h - n * np.log(p))


def gradient(x, a, d, p, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < a < np.inf:
        return np.full(3, np.nan)
    if not 0 < d < np.inf:
        return np.full(3, np.nan)
    if not 0 < p < np.inf:
        return np.full(3, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        t = x / a
        t_1 = t**p
        sum_h = _total(t_1, weights)
        sum_h_1 = _total(t_1 * np.log(t), weights)
        t_2 = 1 / a
        t_3 = d * n
        t_4 = 1 / p
        t_5 = special.digamma(d * t_4)
        t_6 = t_4 * n
        h = n * np.log(a) + t_5 * t_6 - sum_log_x
        h_1 = sum_h_1 - t_3 * t_5 / p**2 - t_6
        return np.array([t_2 * t_3 - p * t_2 * sum_h, h, h_1])


def hessian(x, a, d, p, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < a < np.inf:
        return np.full((3, 3), np.nan)
    if not 0 < d < np.inf:
        return np.full((3, 3), np.nan)
    if not 0 < p < np.inf:
        return np.full((3, 3), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x / a
        t_1 = t**p
        t_2 = np.log(t)
        sum_h = _total(t_1, weights)
        sum_h_1 = _total(t_1 * t_2, weights)
        sum_h_2 = _total(t_2**2 * t_1, weights)
        t_3 = 1 / a**2
        t_4 = t_3 * sum_h
        t_5 = p**2
        t_6 = d * n
        t_7 = 1 / a
        t_8 = d / p
        t_9 = trigamma(t_8)
        t_10 = n / t_5
        t_11 = special.digamma(t_8)
        t_12 = t_6 / p**3
        h = t_4 * t_5 + p * t_4 - t_3 * t_6
        h_1 = -t_7 * sum_h - p * t_7 * sum_h_1
        h_2 = d**2 * t_9 * n / p**4 + t_10 + 2 * t_11 * t_12 + sum_h_2
        return np.array(
            [
                [h, t_7 * n, h_1],
                [t_7 * n, t_9 * t_10, -t_9 * t_12 - t_10 * t_11],
                [h_1, -t_9 * t_12 - t_10 * t_11, h_2],
            ]
        )


def log_density(x, a, d, p):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = -((x / a) ** p) - special.gammaln(d / p)
        h = (d - 1) * np.log(x) + t + np.log(p) - d * np.log(a)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, a, d, p):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / a
        t_1 = t * x
        t_2 = t_1**p
        t_3 = 1 / p
        t_4 = special.digamma(d * t_3)
        h = p * t * t_2 - d * t
        h_1 = np.log(x) - t_3 * t_4 - np.log(a)
        h_2 = t_3 + d * t_4 / p**2 - t_2 * np.log(t_1)
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
                np.broadcast_to(h_2, x.shape),
            ]
        )


def standard_errors(x, a, d, p, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, a, d, p, weights)
    errors = np.full(3, np.nan)
    regular = [0, 1, 2]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
