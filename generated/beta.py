"""Maximum-likelihood estimation: Beta distribution.

    f(x; alpha, beta) = x**(alpha-1)*(1-x)**(beta-1)/beta(alpha, beta)
    support: 0 < x < 1
    alpha: positive
    beta: positive

Log-likelihood:

    (alpha - 1)*sum(log(x)) + (beta - 1)*sum(log(1 - x)) + (-loggamma(alpha) -
        loggamma(beta) + loggamma(alpha + beta))*n

Estimator (numeric):

    alpha, beta = the joint maximiser of the log-likelihood

Conditions:

    A maximum exists only if the xᵢ are not all equal.

Source:

    Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions, vol. 2,
        ch. 25

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("alpha", "beta")


def trigamma(x):
    """psi'(x) = sum over k >= 0 of 1/(x + k)^2."""
    # far below zero SciPy adds as many terms as x has units
    return special.zeta(2.0, np.where(np.asarray(x) < -1e3, np.nan, x))


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


def _least(values, weights):
    """The smallest value."""
    return np.min(values if weights is None else values[weights > 0])


def _greatest(values, weights):
    """The largest value."""
    return np.max(values if weights is None else values[weights > 0])


def _starts(rate, choices, wanted=4):
    """The best of 160 random combinations of plausible values, no two alike."""
    random = np.random.default_rng(20240229)
    points = [np.array([c[0] for c in choices], dtype=float)]
    points += [np.array([random.choice(c) for c in choices]) for _ in range(159)]
    rated = [(rate(p), i) for i, p in enumerate(points)]
    chosen = []
    for _, i in sorted((v, i) for v, i in rated if np.isfinite(v)):
        scale = np.abs(points[i]) + 0.1
        if all(np.max(np.abs(points[i] - c) / scale) > 0.4 for c in chosen):
            chosen.append(points[i])
        if len(chosen) == wanted:
            break
    return chosen or points[:1]


def _ended(theta, gradient, hessian):
    """Whether a climb ended: not if a large parameter may still grow and lose nothing."""
    size = np.abs(theta)
    inverse = np.linalg.pinv(hessian * np.outer(size, size))
    step, variances = inverse @ (gradient * size), np.diag(inverse)
    far = (np.abs(step) > 1e-3) | (np.abs(variances) > 1e9)
    return not np.any(far & (size > 1e4))


def _downhill(at, start, unit):
    """The local minimum downhill of a start, in units of each parameter."""
    return optimize.minimize(
        lambda v: at(v * unit)[0],
        start,
        jac=lambda v: at(v * unit)[1] * unit,
        hess=lambda v: at(v * unit)[2] * np.outer(unit, unit),
        method="trust-exact",
        options={"gtol": 1e-11, "maxiter": 500},
    ).x


def _minimise(objective, starts):
    """The best local minimum that trust-region Newton reaches from the starts, or nan.

    ``objective(theta)`` returns value, gradient and Hessian; the value is inf outside
    the domain, where no step ends.
    """
    last = {}

    def at(theta):
        key = theta.tobytes()
        if key not in last:
            last.clear()
            value, gradient, hessian = objective(theta)
            if not (np.isfinite(value) and np.all(np.isfinite(hessian))):
                k = len(theta)
                value, gradient, hessian = np.inf, np.zeros(k), np.eye(k)
            last[key] = value, gradient, hessian
        return last[key]

    best, lowest = None, np.inf
    for start in starts:
        theta = np.asarray(start, dtype=float)
        if not np.isfinite(at(theta)[0]):
            continue
        unit = np.ones(len(theta))
        for _ in range(12):
            theta = unit * _downhill(at, theta / unit, unit)
            if _ended(theta, *at(theta)[1:]):
                break
            unit = np.maximum(np.abs(theta), 1.0)
        for _ in range(3):
            value, gradient, hessian = at(theta)
            new = theta - np.linalg.lstsq(hessian, gradient, rcond=None)[0]
            if at(new)[0] > value + 1e-12 * abs(value):
                break
            theta = new
        if at(theta)[0] < lowest:
            best, lowest = theta, at(theta)[0]
    if best is None or not _ended(best, *at(best)[1:]):
        return np.full(len(starts[0]), np.nan)
    return best


def estimate(x, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    Where no maximum exists: the limits, or nan; where none was found: nan.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    _require("x", x > 0, "must be > 0")
    _require("x", x < 1, "must be < 1")
    min_x = _least(x, weights)
    max_x = _greatest(x, weights)
    # A maximum exists only if the xᵢ are not all equal.
    if not (min_x < max_x):
        return {"alpha": np.inf, "beta": np.inf}
    size = len(x) if weights is None else np.sum(weights)

    def objective(theta):
        """nll/n, its gradient and its Hessian."""
        value = nll(x, *theta, weights)
        slope = gradient(x, *theta, weights)
        bend = hessian(x, *theta, weights)
        return value / size, slope / size, bend / size

    moments = abs(np.mean(x)), np.var(x)
    choices = [
        np.append([1.0, 0.1, 0.3, 0.7, 1.6, 3.0, 8.0, 25.0], moments),
        np.append([1.0, 0.1, 0.3, 0.7, 1.6, 3.0, 8.0, 25.0], moments),
    ]
    starts = _starts(lambda theta: objective(theta)[0], choices)
    alpha, beta_ = _minimise(objective, starts)
    return {"alpha": float(alpha), "beta": float(beta_)}


def nll(x, alpha, beta_, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < alpha < np.inf:
        return np.inf
    if not 0 < beta_ < np.inf:
        return np.inf
    with np.errstate(all="ignore"):
        t = alpha + beta_
        t_1 = deviance(beta_, t * (1 - x))
        t_2 = deviance(alpha, t * x)
        t_3 = t_1 + t_2 - np.log(alpha) - np.log(beta_) - stirling(t)
        t_4 = t_3 + stirling(alpha) + stirling(beta_)
        sum_h = _total(np.log(x) + np.log1p(-x) + t_4 + np.log(t), weights)
        return float(sum_h)


def gradient(x, alpha, beta_, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < alpha < np.inf:
        return np.full(2, np.nan)
    if not 0 < beta_ < np.inf:
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        sum_h = _total(np.log1p(-x), weights)
        h = -n * polygamma_rising(0, alpha, beta_) - sum_log_x
        h_1 = -n * polygamma_rising(0, beta_, alpha) - sum_h
        return np.array([h, h_1])


def hessian(x, alpha, beta_, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < alpha < np.inf:
        return np.full((2, 2), np.nan)
    if not 0 < beta_ < np.inf:
        return np.full((2, 2), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        h = -n * polygamma_rising(1, alpha, beta_)
        h_1 = -n * polygamma_rising(1, beta_, alpha)
        return np.array(
            [
                [h, -n * trigamma(alpha + beta_)],
                [-n * trigamma(alpha + beta_), h_1],
            ]
        )


def log_density(x, alpha, beta_):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = alpha + beta_
        t_1 = -deviance(beta_, t * (1 - x))
        t_3 = -deviance(alpha, t * x) - stirling(alpha)
        t_2 = t_3 - np.log(x) - np.log(t) - stirling(beta_)
        h = t_1 + t_2 + np.log(alpha) + np.log(beta_) + stirling(t) - np.log1p(-x)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, alpha, beta_):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = np.log(x) + polygamma_rising(0, alpha, beta_)
        h_1 = np.log1p(-x) + polygamma_rising(0, beta_, alpha)
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, alpha, beta_, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, alpha, beta_, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
