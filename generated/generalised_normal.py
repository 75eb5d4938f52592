"""Maximum-likelihood estimation: Generalised normal distribution (exponential power).

    f(x; mu, scale, shape) =
        shape/(2*scale*gamma(1/shape))*exp(-(Abs(x-mu)/scale)**shape)
    support: real
    mu: real
    scale: positive
    shape: positive

Log-likelihood:

    (-log(2*scale) + log(shape) - loggamma(1/shape))*n - sum(Abs(x -
        mu)**shape)/scale**shape

Estimator (unbounded):

    mu, shape = the joint maximiser of the log-likelihood
    scale = (shape*sum(Abs(x - mu)**shape)/n)**(1/shape)

Source:

    Subbotin (1923), On the law of frequency of error, Mat. Sb. 31, 296-301
    Box, Tiao (1973), Bayesian Inference in Statistical Analysis, ch. 3

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("mu", "scale", "shape")


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


def _total(values, weights):
    """The sum over the observations."""
    return np.sum(values if weights is None else weights * values)


def _units(values, centred, scaled):
    """A centre and a spread with which the data are standardised."""
    low, middle, high = np.quantile(values, (0.25, 0.5, 0.75))
    size = 0.74 * (high - low) if centred else np.median(np.abs(values))
    size = size or np.std(values) or np.max(np.abs(values)) or 1.0
    return float(middle) if centred else 0.0, float(size) if scaled else 1.0


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


def _solve(x, weights):
    """The estimate in standard units, in the order of PARAMETERS."""
    n = np.float64(len(x) if weights is None else np.sum(weights))

    def objective(theta):
        """The negative objective, its gradient and its Hessian."""
        mu, shape = theta
        if not np.isfinite(mu):
            return np.inf, np.zeros(2), np.eye(2)
        if not 0 < shape < np.inf:
            return np.inf, np.zeros(2), np.eye(2)
        t = x - mu
        t_1 = np.abs(t)
        t_2 = t_1**shape
        t_3 = np.sign(t)
        t_4 = t_3 / t_1
        t_5 = t_2 * t_4
        t_6 = np.log(t_1)
        t_7 = t_2 * t_6
        t_8 = t_3**2 * t_2 / t**2
        sum_h = _total(t_2, weights)
        sum_h_1 = _total(shape * t_5, weights)
        sum_h_2 = _total(t_7, weights)
        sum_h_3 = _total(shape**2 * t_8 - shape * t_8, weights)
        sum_h_4 = _total(shape * t_4 * t_7 + t_5, weights)
        sum_h_5 = _total(t_6**2 * t_2, weights)
        t_9 = 1 / shape
        t_10 = 1 / n
        t_11 = t_10 * sum_h
        t_12 = shape * t_11
        t_13 = 1 / sum_h
        t_14 = t_13 * sum_h_1
        t_15 = t_9 * n
        t_16 = 1 / shape**2
        t_17 = np.log(t_12)
        t_18 = special.digamma(t_9)
        t_19 = shape * t_10
        t_20 = t_19 * sum_h_2 + t_11
        t_21 = t_13 * t_16 * n
        t_22 = 1 / sum_h**2
        t_23 = 1 / shape**3
        t_24 = 2 * t_23
        h = -(np.log(shape) - t_9 - np.log(2 * t_12**t_9) - special.gammaln(t_9)) * n
        h_1 = -t_14 * t_15
        h_2 = -(t_9 + t_16 * t_17 + t_16 * t_18 + t_16 - t_20 * t_21) * n
        h_3 = t_13 * t_15 * sum_h_3 - sum_h_1**2 * t_22 * t_15
        t_25 = -(-t_10 * sum_h_1 - t_19 * sum_h_4) * t_21
        h_4 = -(t_25 - t_20 * t_22 * t_16 * sum_h_1 * n - t_14 * t_16) * n
        t_26 = -(2 * t_10 * sum_h_2 + t_19 * sum_h_5) * t_21
        t_27 = t_20 * t_22 * t_16 * sum_h_2 * n
        t_28 = 3 * t_20 * t_23 * t_13 * n
        t_29 = -trigamma(t_9) / shape**4
        h_5 = -(t_26 + t_27 + t_28 + t_29 - t_24 * t_17 - t_24 * t_18 - t_24 - t_16) * n
        gradient_ = np.array([h_1, h_2])
        hessian_ = np.zeros((2, 2))
        hessian_[0, 0] = hessian_[0, 0] = h_3
        hessian_[1, 0] = hessian_[0, 1] = h_4
        hessian_[1, 1] = hessian_[1, 1] = h_5
        return h, gradient_, hessian_

    choices = [
        np.quantile(x, [0.5, 0.1, 0.25, 0.75, 0.9]),
        np.array([1.0, 0.1, 0.3, 0.7, 1.6, 3.0, 8.0, 25.0]),
    ]
    starts = _starts(lambda theta: objective(theta)[0], choices)
    mu, shape = _minimise(objective, starts)
    sum_h_6 = _total(np.abs(x - mu) ** shape, weights)
    scale = (shape * sum_h_6 / n) ** (1 / shape)
    return (mu, scale, shape)


def estimate(x, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    Where no maximum exists: the limits, or nan; where none was found: nan.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    centre, spread = _units(x, True, True)
    mu, scale, shape = _solve((x - centre) / spread, weights)
    mu = spread * mu + centre
    scale = spread * scale
    return {"mu": float(mu), "scale": float(scale), "shape": float(shape)}


def nll(x, mu, scale, shape, weights=None):
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
    if not 0 < shape < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_h = _total((np.abs(x - mu) / scale) ** shape, weights)
        t = n * special.gammaln(1 / shape)
        return float(n * np.log(2 * scale) + t + sum_h - n * np.log(shape))


def gradient(x, mu, scale, shape, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu):
        return np.full(3, np.nan)
    if not 0 < scale < np.inf:
        return np.full(3, np.nan)
    if not 0 < shape < np.inf:
        return np.full(3, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - mu
        t_1 = np.abs(t)
        t_2 = t_1 / scale
        t_3 = t_2**shape
        sum_h = _total(t_3 * np.sign(t) / t_1, weights)
        sum_h_1 = _total(t_3, weights)
        sum_h_2 = _total(t_3 * np.log(t_2), weights)
        t_4 = 1 / scale
        t_5 = 1 / shape
        h = t_4 * n - shape * t_4 * sum_h_1
        h_1 = sum_h_2 - t_5 * n - n * special.digamma(t_5) / shape**2
        return np.array([-shape * sum_h, h, h_1])


def hessian(x, mu, scale, shape, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu):
        return np.full((3, 3), np.nan)
    if not 0 < scale < np.inf:
        return np.full((3, 3), np.nan)
    if not 0 < shape < np.inf:
        return np.full((3, 3), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - mu
        t_1 = np.sign(t)
        t_2 = np.abs(t)
        t_3 = t_2 / scale
        t_4 = t_3**shape
        t_5 = t_1 / t_2
        t_6 = np.log(t_3)
        t_7 = t_4 * t_6
        sum_h = _total(t_1**2 * t_4 / t**2, weights)
        sum_h_1 = _total(0, weights)
        sum_h_2 = _total(t_4 * t_5, weights)
        sum_h_3 = _total(t_4, weights)
        sum_h_4 = _total(t_5 * t_7, weights)
        sum_h_5 = _total(t_7, weights)
        sum_h_6 = _total(t_6**2 * t_4, weights)
        t_8 = shape**2
        t_9 = 1 / scale
        t_10 = 1 / scale**2
        t_11 = t_10 * sum_h_3
        t_12 = 1 / shape
        h = t_8 * sum_h + 2 * shape * sum_h_1 - shape * sum_h
        h_1 = t_8 * t_11 + shape * t_11 - t_10 * n
        h_2 = -t_9 * sum_h_3 - shape * t_9 * sum_h_5
        t_13 = 2 * n * special.digamma(t_12) / shape**3
        h_3 = n * trigamma(t_12) / shape**4 + n / t_8 + t_13 + sum_h_6
        return np.array(
            [
                [h, t_8 * t_9 * sum_h_2, -sum_h_2 - shape * sum_h_4],
                [t_8 * t_9 * sum_h_2, h_1, h_2],
                [-sum_h_2 - shape * sum_h_4, h_2, h_3],
            ]
        )


def log_density(x, mu, scale, shape):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = -((np.abs(x - mu) / scale) ** shape)
        h = t + np.log(shape) - np.log(2 * scale) - special.gammaln(1 / shape)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, mu, scale, shape):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = x - mu
        t_1 = np.abs(t)
        t_2 = 1 / scale
        t_3 = t_1 * t_2
        t_4 = t_3**shape
        t_5 = shape * t_4
        t_6 = 1 / shape
        h = t_5 * np.sign(t) / t_1
        h_1 = t_2 * t_5 - t_2
        h_2 = t_6 + special.digamma(t_6) / shape**2 - t_4 * np.log(t_3)
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
                np.broadcast_to(h_2, x.shape),
            ]
        )


def standard_errors(x, mu, scale, shape, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, mu, scale, shape, weights)
    errors = np.full(3, np.nan)
    regular = [0, 1, 2]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
