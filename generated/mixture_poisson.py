"""Maximum-likelihood estimation: Mixture of two Poisson distributions.

    f(x; weight, rate_1, rate_2) =
        weight*rate_1**x*exp(-rate_1)/factorial(x)+(1-weight)*rate_2**x*exp(-rate_2)/factorial(x)
    support: x in 0, 1, 2, ...
    weight: 0 < weight < 1
    rate_1: positive
    rate_2: positive

Log-likelihood:

    sum(log(rate_1**x*weight*exp(-rate_1)/gamma(x + 1) + rate_2**x*(1 -
        weight)*exp(-rate_2)/gamma(x + 1)))

Estimator (latent):

    weight, rate_1, rate_2 = the joint maximiser of the log-likelihood, by the EM
        algorithm and Newton's method

Source:

    McLachlan, Peel (2000), Finite Mixture Models, ch. 4

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("weight", "rate_1", "rate_2")


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


def _repeat(update, theta, steps=200):
    """The EM update again and again, until nothing changes."""
    for _ in range(steps):
        new = np.asarray(update(theta), dtype=float)
        if not np.all(np.isfinite(new)):
            break
        change = np.max(np.abs(new - theta) / np.maximum(np.abs(theta), 1e-8))
        theta = new
        if change < 1e-8:
            break
    return theta


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

    def update(theta):
        """One step of the EM algorithm."""
        weight, rate_1, rate_2 = theta
        t = special.gammaln(x + 1)
        t_1 = t + rate_1 - special.xlogy(x, rate_1)
        t_2 = t + rate_2 - special.xlogy(x, rate_2) - np.log1p(-weight)
        t_3 = np.logaddexp(np.log(weight) - t_1, -t_2)
        t_4 = weight * np.exp(-t_1 - t_3)
        t_5 = np.exp(-t_2 - t_3)
        sum_h = _total(t_4, weights)
        sum_h_1 = _total(t_5, weights)
        sum_h_2 = _total(t_4 * x, weights)
        sum_h_3 = _total(t_5 * x, weights)
        weight_new = sum_h / (sum_h + sum_h_1)
        rate_1_new = sum_h_2 / sum_h
        rate_2_new = sum_h_3 / sum_h_1
        return np.array([weight_new, rate_1_new, rate_2_new])

    size = len(x) if weights is None else np.sum(weights)

    def objective(theta):
        """nll/n, its gradient and its Hessian."""
        value = nll(x, *theta, weights)
        slope = gradient(x, *theta, weights)
        bend = hessian(x, *theta, weights)
        return value / size, slope / size, bend / size

    moments = abs(np.mean(x)), np.var(x)
    choices = [
        np.linspace(0, 1, 9)[1:-1],
        np.append([1.0, 0.1, 0.3, 0.7, 1.6, 3.0, 8.0, 25.0], moments),
        np.append([1.0, 0.1, 0.3, 0.7, 1.6, 3.0, 8.0, 25.0], moments),
    ]
    starts = _starts(lambda theta: objective(theta)[0], choices, 8)
    reached = [_repeat(update, start) for start in starts]
    weight, rate_1, rate_2 = _minimise(objective, reached)
    return {"weight": float(weight), "rate_1": float(rate_1), "rate_2": float(rate_2)}


def nll(x, weight, rate_1, rate_2, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < weight < 1:
        return np.inf
    if not 0 < rate_1 < np.inf:
        return np.inf
    if not 0 < rate_2 < np.inf:
        return np.inf
    with np.errstate(all="ignore"):
        t = stirling(x)
        t_1 = -deviance(x, rate_1) - t
        t_2 = -deviance(x, rate_2) - t
        t_3 = np.logaddexp(t_1 + np.log(weight), t_2 + np.log1p(-weight))
        sum_h = _total(t_3, weights)
        return float(-sum_h)


def gradient(x, weight, rate_1, rate_2, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < weight < 1:
        return np.full(3, np.nan)
    if not 0 < rate_1 < np.inf:
        return np.full(3, np.nan)
    if not 0 < rate_2 < np.inf:
        return np.full(3, np.nan)
    with np.errstate(all="ignore"):
        t = -x
        t_2 = special.xlogy(x, rate_1) + rate_2 + special.xlogy(t, rate_2) - rate_1
        t_1 = 1 / (weight * np.exp(t_2) + 1 - weight)
        t_4 = special.xlogy(x, rate_2) + rate_1 + special.xlogy(t, rate_1) - rate_2
        t_3 = 1 / (weight + (1 - weight) * np.exp(t_4))
        sum_h = _total(t_1, weights)
        sum_h_1 = _total(t_3, weights)
        sum_h_2 = _total(t_3 * (x / rate_1 - 1), weights)
        sum_h_3 = _total(t_1 * (x / rate_2 - 1), weights)
        return np.array([sum_h - sum_h_1, -weight * sum_h_2, -(1 - weight) * sum_h_3])


def hessian(x, weight, rate_1, rate_2, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < weight < 1:
        return np.full((3, 3), np.nan)
    if not 0 < rate_1 < np.inf:
        return np.full((3, 3), np.nan)
    if not 0 < rate_2 < np.inf:
        return np.full((3, 3), np.nan)
    with np.errstate(all="ignore"):
        t = -x
        t_2 = special.xlogy(x, rate_1) + rate_2 + special.xlogy(t, rate_2) - rate_1
        t_1 = 1 / (weight * np.exp(t_2) + 1 - weight)
        t_4 = special.xlogy(x, rate_2) + rate_1 + special.xlogy(t, rate_1) - rate_2
        t_3 = 1 / (weight + (1 - weight) * np.exp(t_4))
        t_5 = t_3 - t_1
        t_6 = -t_3 * t_5
        t_7 = t_1 * t_5
        t_8 = x / rate_1 - 1
        t_9 = t_3 * t_8
        t_10 = t_1 * t_3
        t_11 = x / rate_2 - 1
        t_12 = t_1 * t_11
        sum_h = _total(t_6, weights)
        sum_h_1 = _total(t_7, weights)
        sum_h_2 = _total(t_6 * t_8, weights)
        sum_h_3 = _total(t_9, weights)
        sum_h_4 = _total(t_8**2 * t_10, weights)
        sum_h_5 = _total(t_3 * x, weights)
        sum_h_6 = _total(t_12, weights)
        sum_h_7 = _total(t_7 * t_11, weights)
        sum_h_8 = _total(t_12 * t_9, weights)
        sum_h_9 = _total(t_11**2 * t_10, weights)
        sum_h_10 = _total(t_1 * x, weights)
        t_13 = weight - 1
        t_14 = -t_13
        t_15 = weight * t_14
        h = weight * t_13 * sum_h_4 + weight * sum_h_5 / rate_1**2
        h_1 = t_14 * sum_h_10 / rate_2**2 - t_15 * sum_h_9
        return np.array(
            [
                [
                    -sum_h - sum_h_1,
                    -weight * sum_h_2 - sum_h_3,
                    sum_h_6 - t_13 * sum_h_7,
                ],
                [-weight * sum_h_2 - sum_h_3, h, t_15 * sum_h_8],
                [sum_h_6 - t_13 * sum_h_7, t_15 * sum_h_8, h_1],
            ]
        )


def log_density(x, weight, rate_1, rate_2):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = stirling(x)
        t_1 = -deviance(x, rate_1) - t
        t_2 = -deviance(x, rate_2) - t
        h = np.logaddexp(t_1 + np.log(weight), t_2 + np.log1p(-weight))
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, weight, rate_1, rate_2):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 - weight
        t_1 = -x
        t_3 = special.xlogy(x, rate_1) + rate_2 + special.xlogy(t_1, rate_2) - rate_1
        t_2 = 1 / (t + (1 - t) * np.exp(t_3))
        t_5 = special.xlogy(x, rate_2) + rate_1 + special.xlogy(t_1, rate_1) - rate_2
        t_4 = 1 / (weight + (1 - weight) * np.exp(t_5))
        h = t_4 - t_2
        h_1 = weight * t_4 * (x / rate_1 - 1)
        h_2 = t * t_2 * (x / rate_2 - 1)
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
                np.broadcast_to(h_2, x.shape),
            ]
        )


def standard_errors(x, weight, rate_1, rate_2, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, weight, rate_1, rate_2, weights)
    errors = np.full(3, np.nan)
    regular = [0, 1, 2]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
