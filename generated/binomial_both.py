"""Maximum-likelihood estimation: Binomial distribution, trials and probability unknown.

    f(x; trials, p) = binomial(trials, x)*p**x*(1-p)**(trials-x)
    support: x in 0, 1, 2, ..., trials
    trials: integer >= 1
    p: 0 < p < 1

Log-likelihood:

    log(p)*sum(x) - log(1 - p)*sum(x - trials) + loggamma(trials + 1)*n -
        sum(loggamma(x + 1)) - sum(loggamma(-x + trials + 1))

Estimator (boundary):

    trials = the integer that maximises log(sum(x)/(trials*n))*sum(x) - log(1 -
        sum(x)/(trials*n))*sum(x - trials) + loggamma(trials + 1)*n - sum(loggamma(x
        + 1)) - sum(loggamma(-x + trials + 1))
    p = sum(x)/(trials*n)

Conditions:

    A maximum exists only if Σ xᵢ > 0.
    A maximum exists only if Σ xᵢ < n trials.

Source:

    Olkin, Petkau, Zidek (1981), A comparison of n estimators for the binomial
        distribution, J. Amer. Statist. Assoc. 76, 637-642
    Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed., ch. 3
    Olkin, Petkau, Zidek (1981), A comparison of n estimators for the binomial
        distribution, J. Amer. Statist. Assoc. 76, 637-642

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import special

PARAMETERS = ("trials", "p")


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
    far = np.where(none, m, y * np.log(some / m) + m - y)
    return np.where(near, -y * log_ratio(np.where(near, d, 0.0)), far)


def polygamma_rising(m, a, d):
    """psi_m(a + d) - psi_m(a) for a > 0, a + d > 0.

    Source: NIST DLMF 5.11.2 and its derivative.
    """
    a, d = np.asarray(a, dtype=float), np.asarray(d, dtype=float)
    b = a + d
    a, b = np.where(a > 0, a, np.nan), np.where(b > 0, b, np.nan)
    if m >= 2:
        return special.polygamma(m, b) - special.polygamma(m, a)
    large = np.minimum(a, b) >= 20.0
    u, v = np.where(large, a, 20.0), np.where(large, b, 20.0)
    e = np.where(large, d, 0.0)
    if m == 0:

        def rest(z):
            w = 1.0 / (z * z)
            return -0.5 / z - w * (1 / 12 - w * (1 / 120 - w * (1 / 252 - w / 240)))

        series = np.log1p(e / u) + (rest(v) - rest(u))
        return np.where(large, series, special.digamma(b) - special.digamma(a))

    def remainder(z):
        w = 1.0 / (z * z)
        return w * (0.5 + (1 / 6 - w * (1 / 30 - w * (1 / 42 - w / 30))) / z)

    series = -e / (u * v) + (remainder(v) - remainder(u))
    return np.where(large, series, special.zeta(2.0, b) - special.zeta(2.0, a))


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


def _integer(objective, lower, upper):
    """The integer in lower..upper with the greatest objective, inf if it never falls."""

    def height(m):
        value = float(objective(float(m)))
        return value if value > -np.inf else -np.inf

    low, best, falls, n, step = int(np.ceil(lower)), -np.inf, 0, int(np.ceil(lower)), 1
    tried = {}
    while n <= upper and falls < 3:
        if step > 2**44:
            return float("inf")
        tried[n] = height(n)
        falls = falls + 1 if tried[n] < best else 0
        best = max(best, tried[n])
        n, step = n + step, 2 * step
    if np.isfinite(upper):
        tried[int(upper)] = height(int(upper))
    points = sorted(tried)
    i = max(range(len(points)), key=lambda j: tried[points[j]])
    left, right = points[max(i - 1, 0)], points[min(i + 1, len(points) - 1)]
    while right - left > 3:
        third = (right - left) // 3
        a, b = left + third, right - third
        left, right = (a, right) if height(a) < height(b) else (left, b)
    near = range(max(left - 1, low), right + 1)
    return float(max(near, key=lambda m: (height(m), -m)))


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
    sum_h = _total(special.gammaln(x + 1), weights)
    max_x = _greatest(x, weights)
    # A maximum exists only if Σ xᵢ > 0.
    if not (sum_x > 0):
        return {"trials": np.nan, "p": 0}

    def objective(trials):
        """The log-likelihood as a function of trials."""
        sum_h_1 = _total(special.gammaln(trials + 1 - x), weights)
        sum_h_2 = _total(x - trials, weights)
        t = special.xlog1py(-sum_h_2, -sum_x / (trials * n))
        t_1 = special.xlogy(sum_x, sum_x / (trials * n))
        return n * special.gammaln(trials + 1) + t + t_1 - sum_h - sum_h_1

    trials = _integer(objective, np.maximum(1, max_x), np.inf)
    p = sum_x / (trials * n)
    return {"trials": float(trials), "p": float(p)}


def nll(x, trials, p, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 1 <= trials < np.inf:
        return np.inf
    if not 0 < p < 1:
        return np.inf
    if not np.all(x <= trials):
        return np.inf
    with np.errstate(all="ignore"):
        t = trials - x
        t_1 = deviance(t, trials * (1 - p))
        t_2 = deviance(x, p * trials)
        t_3 = t_1 - stirling(trials)
        sum_h = _total(stirling(x) + t_2 + t_3 + stirling(t), weights)
        return float(sum_h)


def gradient(x, trials, p, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 1 <= trials < np.inf:
        return np.full(2, np.nan)
    if not 0 < p < 1:
        return np.full(2, np.nan)
    if not np.all(x <= trials):
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_x = _total(x, weights)
        sum_h = _total(polygamma_rising(0, trials + 1 - x, x + 1), weights)
        sum_h_1 = _total(x - trials, weights)
        h = n / (trials + 1) - n * np.log1p(-p) - sum_h
        return np.array([h, -sum_x / p - sum_h_1 / (1 - p)])


def hessian(x, trials, p, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 1 <= trials < np.inf:
        return np.full((2, 2), np.nan)
    if not 0 < p < 1:
        return np.full((2, 2), np.nan)
    if not np.all(x <= trials):
        return np.full((2, 2), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_x = _total(x, weights)
        sum_h = _total(polygamma_rising(1, trials + 1 - x, x + 1), weights)
        sum_h_1 = _total(x - trials, weights)
        t = 1 - p
        return np.array(
            [
                [-n / (trials + 1) ** 2 - sum_h, n / t],
                [n / t, sum_x / p**2 - sum_h_1 / t**2],
            ]
        )


def log_density(x, trials, p):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = trials - x
        t_1 = -deviance(t, trials * (1 - p))
        h = t_1 + stirling(trials) - deviance(x, p * trials) - stirling(x) - stirling(t)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, trials, p):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = trials + 1
        h = polygamma_rising(0, t - x, x + 1) + np.log1p(-p) - 1 / t
        h_1 = x / p + (x - trials) / (1 - p)
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, trials, p, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, trials, p, weights)
    errors = np.full(2, np.nan)
    regular = [1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
