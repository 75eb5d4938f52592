"""Maximum-likelihood estimation: Split normal distribution.

    f(x; mu, left, right) =
        sqrt(2/pi)/(left+right)*Piecewise((exp(-(x-mu)**2/(2*left**2)), x <= mu),
        (exp(-(x-mu)**2/(2*right**2)), True))
    support: real
    mu: real
    left: positive
    right: positive

Log-likelihood:

    -mu**2*sum(Piecewise((0, x <= mu), (1, True)))/(2*right**2) +
        mu*sum(Piecewise((0, x <= mu), (x, True)))/right**2 + (-log(left + right) +
        log(2/pi)/2)*n - sum(Piecewise((0, x <= mu), (x**2, True)))/(2*right**2) -
        mu**2*sum(Piecewise((1, x <= mu), (0, True)))/(2*left**2) +
        mu*sum(Piecewise((x, x <= mu), (0, True)))/left**2 - sum(Piecewise((x**2, x
        <= mu), (0, True)))/(2*left**2)

Estimator (numeric):

    mu, left, right = the joint maximiser of the log-likelihood

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


def _minimise(objective, starts):
    """The best local minimum that trust-region Newton reaches from the starts.

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
        theta = optimize.minimize(
            lambda t: at(t)[0],
            theta,
            jac=lambda t: at(t)[1],
            hess=lambda t: at(t)[2],
            method="trust-exact",
            options={"gtol": 1e-11, "maxiter": 500},
        ).x
        for _ in range(3):
            value, gradient, hessian = at(theta)
            new = theta - np.linalg.lstsq(hessian, gradient, rcond=None)[0]
            if at(new)[0] > value + 1e-12 * abs(value):
                break
            theta = new
        if at(theta)[0] < lowest:
            best, lowest = theta, at(theta)[0]
    if best is None:
        raise ValueError("no admissible starting value was found")
    return best


def _solve(x, weights):
    """The estimate in standard units, in the order of PARAMETERS."""
    size = len(x) if weights is None else np.sum(weights)

    def objective(theta):
        """nll/n, its gradient and its Hessian."""
        value, slope = nll(x, *theta, weights), gradient(x, *theta, weights)
        return value / size, slope / size, hessian(x, *theta, weights) / size

    choices = [
        np.quantile(x, [0.5, 0.1, 0.25, 0.75, 0.9]),
        np.array([1.0, 0.5, 0.25, 2.0, 4.0]) ** 1.0,
        np.array([1.0, 0.5, 0.25, 2.0, 4.0]) ** 1.0,
    ]
    starts = _starts(lambda theta: objective(theta)[0], choices)
    mu, left, right = _minimise(objective, starts)
    return (mu, left, right)


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
        t = x**2
        t_1 = x <= mu
        sum_h = _total(np.where(t_1, t, 0), weights)
        sum_h_1 = _total(np.where(t_1, 0, t), weights)
        sum_h_2 = _total(np.where(t_1, x, 0), weights)
        sum_h_3 = _total(np.where(t_1, 0, x), weights)
        sum_h_4 = _total(np.where(t_1, 1, 0), weights)
        sum_h_5 = _total(np.where(t_1, 0, 1), weights)
        t_2 = 1 / left**2
        t_3 = 0.5 * t_2
        t_4 = 1 / right**2
        t_5 = 0.5 * t_4
        t_6 = mu**2
        t_7 = -0.5 * n * np.log(2 / np.pi)
        t_8 = n * np.log(left + right)
        t_9 = t_3 * t_6 * sum_h_4
        t_10 = t_5 * t_6 * sum_h_5
        t_11 = -mu * t_2 * sum_h_2
        t_12 = -mu * t_4 * sum_h_3
        t_13 = t_7 + t_8 + t_3 * sum_h + t_5 * sum_h_1
        return float(t_9 + t_10 + t_11 + t_12 + t_13)


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
        t = x <= mu
        t_1 = x**2
        sum_h = _total(np.where(t, x, 0), weights)
        sum_h_1 = _total(np.where(t, 0, x), weights)
        sum_h_2 = _total(np.where(t, 1, 0), weights)
        sum_h_3 = _total(np.where(t, 0, 1), weights)
        sum_h_4 = _total(np.where(t, t_1, 0), weights)
        sum_h_5 = _total(np.where(t, 0, t_1), weights)
        t_2 = 1 / left**2
        t_3 = 1 / right**2
        t_4 = n / (left + right)
        t_5 = 1 / left**3
        t_6 = mu**2
        t_7 = 2 * mu
        t_8 = 1 / right**3
        h = mu * t_2 * sum_h_2 + mu * t_3 * sum_h_3 - t_2 * sum_h - t_3 * sum_h_1
        h_1 = t_4 + t_5 * t_7 * sum_h - t_5 * t_6 * sum_h_2 - t_5 * sum_h_4
        h_2 = t_4 + t_7 * t_8 * sum_h_1 - t_6 * t_8 * sum_h_3 - t_8 * sum_h_5
        return np.array([h, h_1, h_2])


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
        t_1 = x**2
        sum_h = _total(np.where(t, 1, 0), weights)
        sum_h_1 = _total(np.where(t, 0, 1), weights)
        sum_h_2 = _total(np.where(t, x, 0), weights)
        sum_h_3 = _total(np.where(t, t_1, 0), weights)
        sum_h_4 = _total(np.where(t, 0, x), weights)
        sum_h_5 = _total(np.where(t, 0, t_1), weights)
        t_2 = 1 / left**3
        t_3 = n / (left + right) ** 2
        t_4 = 1 / left**4
        t_5 = mu**2
        t_6 = 6 * mu
        t_7 = 1 / right**3
        t_8 = 1 / right**4
        h = sum_h / left**2 + sum_h_1 / right**2
        h_1 = 2 * t_2 * sum_h_2 - 2 * mu * t_2 * sum_h
        h_2 = 3 * t_4 * t_5 * sum_h + 3 * t_4 * sum_h_3 - t_3 - t_4 * t_6 * sum_h_2
        h_3 = 2 * t_7 * sum_h_4 - 2 * mu * t_7 * sum_h_1
        h_4 = 3 * t_5 * t_8 * sum_h_1 + 3 * t_8 * sum_h_5 - t_3 - t_6 * t_8 * sum_h_4
        return np.array([[h, h_1, h_3], [h_1, h_2, -t_3], [h_3, -t_3, h_4]])


def log_density(x, mu, left, right):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = x**2
        t_1 = x <= mu
        t_2 = 1 / left**2
        t_3 = 0.5 * t_2
        t_4 = 1 / right**2
        t_5 = 0.5 * t_4
        t_6 = mu**2
        t_7 = -t_3 * t_6 * np.where(t_1, 1, 0)
        t_8 = -t_5 * t_6 * np.where(t_1, 0, 1)
        t_9 = mu * t_2 * np.where(t_1, x, 0)
        t_10 = mu * t_4 * np.where(t_1, 0, x)
        t_11 = -t_3 * np.where(t_1, t, 0)
        t_12 = -t_5 * np.where(t_1, 0, t)
        t_13 = t_7 + t_8 + 0.5 * np.log(2 / np.pi) - np.log(left + right)
        h = t_9 + t_10 + t_11 + t_12 + t_13
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, mu, left, right):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / left**2
        t_1 = x <= mu
        t_2 = np.where(t_1, x, 0)
        t_3 = 1 / right**2
        t_4 = np.where(t_1, 0, x)
        t_5 = np.where(t_1, 1, 0)
        t_6 = np.where(t_1, 0, 1)
        t_7 = 1 / (left + right)
        t_8 = 1 / left**3
        t_9 = x**2
        t_10 = mu**2
        t_11 = 2 * mu
        t_12 = 1 / right**3
        h = t * t_2 + t_3 * t_4 - mu * t * t_5 - mu * t_3 * t_6
        h_1 = t_10 * t_5 * t_8 + t_8 * np.where(t_1, t_9, 0) - t_11 * t_2 * t_8 - t_7
        h_2 = t_10 * t_12 * t_6 + t_12 * np.where(t_1, 0, t_9) - t_11 * t_12 * t_4 - t_7
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
